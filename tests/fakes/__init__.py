"""Stand-ins for the services and the outside world that keep the same promises in memory."""
