"""The reply guide: what a good answer to this customer has, and what the draft still lacks (E, L, K-1)."""
