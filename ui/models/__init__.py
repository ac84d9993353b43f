"""Models behind the lists: keyed updates only, never a reset."""
