"""Every table of the server, by what it serves; the migrations make them (`tests/unit/backend` compares the two)."""

from backend.storage.tables_accounts import agent, audit, session, session_token
from backend.storage.tables_base import change_log, feed, metadata
from backend.storage.tables_channels import blob, channel_account, early_report, egress, inbox, media_fetch
from backend.storage.tables_complaints import complaint
from backend.storage.tables_customers import (
    customer,
    customer_directory,
    directory_handle,
    directory_order,
    identity,
    join_record,
    order_mention,
)
from backend.storage.tables_insights import (
    insight_case,
    insight_day,
    insight_progress,
    insight_reply,
    insight_slot,
    insight_wait,
)
from backend.storage.tables_ratings import rating, survey_due
from backend.storage.tables_search import search_progress
from backend.storage.tables_shelf import correction, shelf, shelf_history
from backend.storage.tables_threads import draft, lane, message, operation, read_mark, thread
from backend.storage.tables_training import training_attempt, training_item, training_packed, training_practice

__all__ = [
    "agent",
    "audit",
    "blob",
    "change_log",
    "channel_account",
    "complaint",
    "correction",
    "customer",
    "customer_directory",
    "directory_handle",
    "directory_order",
    "draft",
    "early_report",
    "egress",
    "feed",
    "identity",
    "inbox",
    "insight_case",
    "insight_day",
    "insight_progress",
    "insight_reply",
    "insight_slot",
    "insight_wait",
    "join_record",
    "lane",
    "media_fetch",
    "message",
    "metadata",
    "operation",
    "order_mention",
    "rating",
    "read_mark",
    "search_progress",
    "session",
    "session_token",
    "shelf",
    "shelf_history",
    "survey_due",
    "thread",
    "training_attempt",
    "training_item",
    "training_packed",
    "training_practice",
]
