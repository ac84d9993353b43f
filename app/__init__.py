"""The client without a face: use cases, ports and the wiring."""
