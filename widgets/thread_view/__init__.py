"""What one thread shows: bubbles, notes, notices, in a window over any number of messages."""
