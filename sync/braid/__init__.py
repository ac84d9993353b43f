"""The gateway to our own backend; the only client code that speaks HTTP."""
