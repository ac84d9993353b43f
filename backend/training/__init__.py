"""Training on the server: packs, what trainers give, and everybody's practice (S-1 to S-3)."""
