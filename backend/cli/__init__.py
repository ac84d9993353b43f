"""The server's command line, one file a family of commands."""
