"""How a loss is made good: three options by its size and its kind, and who may offer them (K-3 to K-5)."""
