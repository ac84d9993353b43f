"""Widgets of one complaint: its path, owner, clock, likes and history, and the short card beside its thread (K-2)."""
