"""Surveys: customers are asked how it was, and their answers are understood (M, M-2)."""
