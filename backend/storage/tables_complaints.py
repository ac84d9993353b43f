"""Tables of complaints: what clocks, boards and measures look them up by; the value itself lies on the shelf."""

from sqlalchemy import Index, Table
from sqlalchemy import text as sql

from backend.storage.tables_base import STRICT, link, metadata, moment, number, text

complaint = Table(
    "complaint",
    metadata,
    text("id", key=True),
    text("thread_id"),
    link("message_id"),
    text("state"),
    text("tier"),
    link("owner_id"),
    text("channel"),
    text("language"),
    text("kind"),
    number("amount"),
    text("currency"),
    moment("received_at"),
    moment("rule_due"),
    moment("first_due"),
    moment("resolve_due"),
    moment("answered_at", empty=True),
    moment("resolved_at", empty=True),
    moment("follow_up_due", empty=True),
    text("outcome"),
    moment("next_at", empty=True),
    Index("complaint_thread", "thread_id"),
    Index("complaint_state", "state", "owner_id"),
    Index("complaint_received", "received_at"),
    Index("complaint_next", "next_at", sqlite_where=sql("next_at IS NOT NULL")),
    **STRICT,
)
"""Written with the value on the shelf, in one transaction (`backend.complaints.keeping`)."""
