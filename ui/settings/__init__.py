"""The settings dialog, a page a file."""
