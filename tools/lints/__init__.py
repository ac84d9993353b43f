"""The rules of the house that ruff does not know: one check a file, each from a Source to its Findings."""
