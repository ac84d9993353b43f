"""The reply guide beside the composer: what the reply should have, its words and clock, and what was found in it."""
