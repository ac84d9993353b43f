"""Times as people type them: words, what they ask for, the moment that is meant."""
