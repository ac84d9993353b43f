"""Surveys on the server: customers are asked how it was after a thread was closed, and their answers are kept (M-2)."""
