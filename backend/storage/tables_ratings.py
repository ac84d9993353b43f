"""Tables of surveys: whom to ask how it was, and what customers answer (M-2)."""

from sqlalchemy import Column, Index, Table

from backend.storage.columns import WholeNumber
from backend.storage.tables_base import STRICT, metadata, moment, text

rating = Table(
    "rating",
    metadata,
    text("id", key=True),
    text("thread_id"),
    text("customer_id"),
    text("channel"),
    text("agent_id"),
    text("language"),
    text("topic"),
    text("kind"),
    Column("score", WholeNumber, nullable=True),
    moment("asked_at"),
    moment("answered_at", empty=True),
    text("comment"),
    Index("rating_thread", "thread_id", "asked_at"),
    Index("rating_asked", "asked_at"),
    Index("rating_answered", "answered_at", "kind"),
    **STRICT,
)
"""One question each: `kind` "csat" (1 to 5) or "nps" (0 to 10); `score` is NULL until it is answered."""

survey_due = Table(
    "survey_due",
    metadata,
    text("thread_id", key=True),
    text("kind"),
    moment("due_at"),
    text("agent_id"),
    Index("survey_due_at", "due_at"),
    **STRICT,
)
"""The next question of a thread; `agent_id` is who had it when it was closed."""
