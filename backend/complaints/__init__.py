"""Complaints on the server: kept, moved by people and by messages, watched by the clock (K)."""
