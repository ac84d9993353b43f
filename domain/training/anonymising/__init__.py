"""Real dialogues without what is private: found by rules, confirmed by a person, gone for good (S-2)."""
