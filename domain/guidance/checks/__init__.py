"""The draft checks, one rule a file; `domain.guidance.review` runs them all."""
