"""Recording, playing and encoding of voice notes: what the screens need of it, and Qt's way to do it."""
