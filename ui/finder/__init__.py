"""Ctrl+K: people and actions from one field."""
