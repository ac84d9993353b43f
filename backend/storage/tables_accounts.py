"""Tables of people: agents, their sessions, and the audit trail."""

from sqlalchemy import Column, Index, Table, Text

from backend.storage.columns import WholeNumber
from backend.storage.tables_base import STRICT, flag, link, metadata, moment, number, text

agent = Table(
    "agent",
    metadata,
    text("id", key=True),
    text("name"),
    Column("email", Text, nullable=False, unique=True),
    text("role"),
    flag("active", default=True),
    text("password_hash"),
    moment("created_at"),
    number("version"),
    **STRICT,
)

session = Table(
    "session",
    metadata,
    text("id", key=True),
    text("agent_id"),
    text("device_name"),
    moment("created_at"),
    moment("used_at"),
    moment("expires_at"),
    moment("ended_at", empty=True),
    text("end_reason"),
    Index("session_agent", "agent_id"),
    **STRICT,
)
"""One sign-in on one device: the family of all tokens that came from it."""

session_token = Table(
    "session_token",
    metadata,
    text("hash", key=True),
    text("session_id"),
    text("kind"),
    moment("expires_at"),
    moment("replaced_at", empty=True),
    Index("session_token_session", "session_id"),
    Index("session_token_expiry", "expires_at"),
    **STRICT,
)
"""Tokens by their hash; `kind` is "access" or "refresh"."""

audit = Table(
    "audit",
    metadata,
    Column("id", WholeNumber, primary_key=True),
    moment("at"),
    link("agent_id"),
    text("action"),
    text("subject"),
    text("detail"),
    text("address"),
    **STRICT,
)
"""Append-only (a trigger refuses everything else, S22)."""
