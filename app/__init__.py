"""The client without a face: use cases, ports and the wiring."""

VERSION = "1.0.0"
