"""Complaints: the board, one complaint, follow-ups."""
