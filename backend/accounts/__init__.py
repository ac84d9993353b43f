"""People and their sign-ins: agents, sessions, throttling, the audit trail (S1-S6, S22)."""
