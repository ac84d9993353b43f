"""The tools of the house: set-up, checks, catalogues, maps and the bench runner."""
