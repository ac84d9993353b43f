"""The team's accounts on channels and their sealed credentials."""
