"""Quick replies: what they are, what goes into their fields, and which one fits (Q)."""
