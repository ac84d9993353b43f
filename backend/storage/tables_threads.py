"""Tables of threads: their state, messages, read marks, and the operations that were applied."""

from sqlalchemy import Column, Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from backend.storage.columns import JsonOf, WholeNumber
from backend.storage.tables_base import STRICT, flag, json, link, metadata, moment, number, text
from domain.emotion.assessment import Assessment
from domain.message import Part, Reaction

thread = Table(
    "thread",
    metadata,
    text("id", key=True),
    text("customer_id"),
    link("merged_into"),
    text("status"),
    link("assignee_id"),
    moment("snoozed_until", empty=True),
    moment("waiting_since", empty=True),
    json("tags", tuple[str, ...]),
    link("last_message_id"),
    number("last_position"),
    number("last_inbound_position"),
    moment("last_at", empty=True),
    text("last_channel"),
    text("snippet"),
    text("snippet_author"),
    number("state_version"),
    text("state_actor"),
    number("state_base"),
    number("version"),
    text("tier"),
    text("topic"),
    flag("complaint"),
    Index("thread_merged", "merged_into"),
    Index("thread_snoozed", "snoozed_until", sqlite_where=sql("snoozed_until IS NOT NULL")),
    **STRICT,
)
"""`state_actor` made every change since `state_base`: their own later operations do not conflict with them."""

message = Table(
    "message",
    metadata,
    text("id", key=True),
    text("thread_id"),
    text("root_id"),
    Column("position", WholeNumber, nullable=False, unique=True),
    text("author"),
    link("agent_id"),
    text("kind"),
    text("channel"),
    link("identity_id"),
    text("text"),
    json("parts", tuple[Part, ...]),
    link("reply_to"),
    json("reactions", tuple[Reaction, ...]),
    text("delivery"),
    text("delivery_problem"),
    moment("at"),
    moment("arrived_at"),
    moment("edited_at", empty=True),
    moment("deleted_at", empty=True),
    flag("discarded"),
    text("account_id"),
    text("provider_id"),
    number("version"),
    Column("assessment", JsonOf(Assessment), nullable=True),
    Index("message_root", "root_id", "position"),
    Index("message_thread", "thread_id", "position"),
    Index("message_provider", "account_id", "provider_id", unique=True, sqlite_where=sql("provider_id <> ''")),
    **STRICT,
)
"""`root_id` is where it is shown now; a join changes that and never `thread_id`."""

read_mark = Table(
    "read_mark",
    metadata,
    text("thread_id", key=True),
    text("agent_id", key=True),
    number("position"),
    number("version"),
    **STRICT,
)

draft = Table(
    "draft",
    metadata,
    text("thread_id", key=True),
    text("agent_id", key=True),
    text("text"),
    link("identity_id"),
    flag("note"),
    link("reply_to"),
    number("files"),
    text("device_id"),
    moment("at"),
    number("version"),
    **STRICT,
)
"""Unsent replies of agents, under the thread each was written in: joins and their undoing move none (C-4)."""

operation = Table(
    "operation",
    metadata,
    text("id", key=True),
    text("fingerprint"),
    text("agent_id"),
    text("device_id"),
    text("lane"),
    number("n"),
    text("kind"),
    moment("applied_at"),
    UniqueConstraint("device_id", "lane", "n", name="operation_once"),
    **STRICT,
)
"""What was applied; never pruned, so that a repeat is known for ever (reliability 3.1)."""

lane = Table(
    "lane",
    metadata,
    text("device_id", key=True),
    text("lane", key=True),
    number("n"),
    **STRICT,
)
"""The last number applied in each device's lane."""
