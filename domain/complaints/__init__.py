"""Complaints: their tier, deadlines, escalation and everything that can be done to one (K-1, K-2, K-6, table K)."""
