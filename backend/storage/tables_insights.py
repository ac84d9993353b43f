"""Tables of measures: what reports are counted from, kept in step with the messages (`backend.insights.keeping`)."""

from typing import Any

from sqlalchemy import Column, Index, Table, Text
from sqlalchemy import text as sql

from backend.storage.columns import WholeNumber
from backend.storage.tables_base import STRICT, metadata, moment, number, text

_CLUSTERED: dict[str, Any] = {"sqlite_with_rowid": False, **STRICT}
"""Rows lie in the order of their key: a span of time is read without looking anything up."""


def _key(name: str) -> Column[int]:
    return Column(name, WholeNumber, primary_key=True, autoincrement=False)


def _counts(name: str, time: str) -> Table:
    """Messages by when they came, who wrote them and what they are."""
    return Table(
        name,
        metadata,
        text("author", key=True),
        _key(time),
        text("agent_id", key=True),
        text("channel", key=True),
        text("language", key=True),
        text("topic", key=True),
        number("n"),
        **_CLUSTERED,
    )


insight_slot = _counts("insight_slot", "slot")
"""By quarters of an hour since 1970 UTC: the days of every time zone begin at one."""

insight_day = _counts("insight_day", "day")
"""By days of UTC since 1970: for sums over long spans."""

insight_wait = Table(
    "insight_wait",
    metadata,
    _key("position"),
    text("root_id"),
    moment("began"),
    moment("last_at"),
    number("messages"),
    text("channel"),
    text("language"),
    text("topic"),
    text("ending"),
    moment("ended_at", empty=True),
    text("agent_id"),
    number("ms"),
    number("working_ms"),
    Index("insight_wait_root", "root_id", "position"),
    Index("insight_wait_open", "root_id", sqlite_where=sql("ending = ''")),
    Index("insight_wait_began", "began"),
    Index(
        "insight_wait_answered",
        "began",
        "ms",
        "working_ms",
        "agent_id",
        "channel",
        "language",
        "topic",
        "messages",
        "root_id",
        sqlite_where=sql("ending = 'answer'"),
    ),
    **STRICT,
)
"""Each time a customer waited (`domain.measures.responses`), by the position of the message it began with."""

insight_case = Table(
    "insight_case",
    metadata,
    _key("position"),
    text("root_id"),
    moment("began"),
    moment("last_at"),
    number("gap_ms"),
    text("channel"),
    text("language"),
    text("topic"),
    number("agents"),
    text("agent_id"),
    moment("resolved_at", empty=True),
    moment("again_at", empty=True),
    Index("insight_case_root", "root_id", "position"),
    Index(
        "insight_case_resolved",
        "resolved_at",
        "agents",
        "gap_ms",
        "again_at",
        "agent_id",
        "channel",
        "language",
        "topic",
        "root_id",
        "began",
        sqlite_where=sql("resolved_at IS NOT NULL"),
    ),
    **STRICT,
)
"""Each question of a customer until it was resolved (`domain.measures.first_contact`)."""

insight_reply = Table(
    "insight_reply",
    metadata,
    _key("slot"),
    text("reply_id", key=True),
    text("agent_id", key=True),
    number("used"),
    number("edited"),
    **_CLUSTERED,
)
"""Uses of shared quick replies as they were told (Q-5)."""

insight_progress = Table(
    "insight_progress",
    metadata,
    Column("id", WholeNumber, primary_key=True),
    number("next"),
    text("root"),
    Column("hours", Text, nullable=False, server_default=""),
    **STRICT,
)
"""One row: messages up to the position `next` are not counted yet, threads above `root` not folded; `hours` is the
setting that every `working_ms` rests on."""
