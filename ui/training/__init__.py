"""Speed reading: drills, their progress, packs and learners (S-1 to S-3)."""
