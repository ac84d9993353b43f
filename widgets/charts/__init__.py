"""Charts and tiles; each chart reads its values aloud, has a table and leads on from every value."""
