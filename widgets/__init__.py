"""Widgets: a value in, a signal out; they know domain values and texts, no services."""
