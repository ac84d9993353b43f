"""The REST server: embedded by default, on its own when a team grows."""
