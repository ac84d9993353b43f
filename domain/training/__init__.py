"""Speed-reading training: drills, their scoring, packs and what becomes of practice (S-1 to S-3)."""
