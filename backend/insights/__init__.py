"""Measures: facts that are kept with the messages, and the reports that are counted from them (M)."""
