"""What a search found: people, messages on this computer and on the server, in one list painted by hand."""
