"""What trains the emotion engine: build-time only, nothing of it is imported by the program."""
