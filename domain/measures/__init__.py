"""Measures: what is counted of the team's work, and exactly how (M, E-2, E-3, R-5, B)."""
