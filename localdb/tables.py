"""The tables as SQLAlchemy sees them; the schema itself is made by the migrations, and a test compares the two."""

from typing import Any

from sqlalchemy import BLOB, Column, Integer, MetaData, String, Table

from domain import shelf as domain_shelf

METADATA = MetaData()


def _text(name: str, *, key: bool = False, empty: bool = False) -> Column[Any]:
    return Column(name, String, primary_key=key, nullable=empty)


def _number(name: str, *, key: bool = False, empty: bool = False) -> Column[Any]:
    return Column(name, Integer, primary_key=key, nullable=empty)


def _bytes(name: str, *, empty: bool = False) -> Column[Any]:
    return Column(name, BLOB, nullable=empty)


agent = Table(
    "agent",
    METADATA,
    _text("id", key=True),
    _text("name"),
    _text("email"),
    _text("role"),
    _number("active"),
    _number("version"),
)

channel_account = Table(
    "channel_account",
    METADATA,
    _text("id", key=True),
    _text("kind"),
    _text("name"),
    _text("address"),
    _number("enabled"),
    _number("version"),
)

customer = Table(
    "customer",
    METADATA,
    _text("id", key=True),
    _text("name"),
    _text("language"),
    _text("phone"),
    _text("email"),
    _text("traits"),
    _number("version"),
)

identity = Table(
    "identity",
    METADATA,
    _text("id", key=True),
    _text("customer_id"),
    _text("thread_id"),
    _text("account_id"),
    _text("channel"),
    _text("handle"),
    _text("display"),
    _number("last_inbound_at", empty=True),
    _number("version"),
)

thread = Table(
    "thread",
    METADATA,
    _text("id", key=True),
    _text("customer_id"),
    _text("merged_into", empty=True),
    _text("status"),
    _text("assignee_id", empty=True),
    _number("snoozed_until", empty=True),
    _number("waiting_since", empty=True),
    _text("tags"),
    _text("last_message_id", empty=True),
    _number("last_position"),
    _number("last_inbound_position"),
    _number("last_at", empty=True),
    _text("last_channel"),
    _text("snippet"),
    _text("snippet_author"),
    _number("state_version"),
    _number("version"),
    _text("root_id"),
    _number("held_from"),
    _text("tier", empty=True),
    _text("topic", empty=True),
    _number("complaint"),
)

joins = Table(
    "joins",
    METADATA,
    _text("id", key=True),
    _text("kept_thread_id"),
    _text("joined_thread_id"),
    _text("state"),
    _text("evidence"),
    _text("detail"),
    _text("by_agent_id", empty=True),
    _number("at"),
    _number("took_ms"),
    _number("version"),
)

read_mark = Table(
    "read_mark",
    METADATA,
    _text("thread_id", key=True),
    _text("agent_id", key=True),
    _number("position"),
    _number("version"),
)

message = Table(
    "message",
    METADATA,
    _text("id", key=True),
    _text("thread_id"),
    _number("position"),
    _text("author"),
    _text("agent_id", empty=True),
    _text("kind"),
    _text("channel"),
    _text("identity_id", empty=True),
    _text("text"),
    _text("parts"),
    _text("reply_to", empty=True),
    _text("reactions"),
    _text("delivery"),
    _text("delivery_problem"),
    _number("at"),
    _number("edited_at", empty=True),
    _number("deleted_at", empty=True),
    _number("version"),
    _text("assessment", empty=True),
)

gone = Table("gone", METADATA, _text("type", key=True), _text("id", key=True), _number("version"))

line = Table(
    "line",
    METADATA,
    _text("thread_id", key=True),
    _text("folder", empty=True),
    _number("rank"),
    _number("recency"),
    _text("name"),
    _text("channel"),
    _text("snippet"),
    _text("snippet_author"),
    _number("at", empty=True),
    _number("waiting_since", empty=True),
    _text("status"),
    _text("assignee_id", empty=True),
    _number("snoozed_until", empty=True),
    _text("tags"),
    _number("unread"),
    _number("waiting"),
    _number("needs_person"),
    _text("draft"),
    _text("words"),
    _text("tier", empty=True),
    _text("topic", empty=True),
    _number("complaint"),
)

outbox = Table(
    "outbox",
    METADATA,
    _number("local_order", key=True),
    _text("id"),
    _text("lane"),
    _text("kind"),
    _bytes("payload"),
    _number("created_at"),
    _number("n"),
    _bytes("wire", empty=True),
    _text("state"),
    _text("reason"),
    _number("since"),
    _number("fresh_from"),
    _number("attempts"),
    _number("doubtful"),
    _number("seen_position"),
    _number("current"),
    _number("pulls", empty=True),
    _number("leaves_at"),
)

outbox_blob = Table("outbox_blob", METADATA, _text("hash", key=True), _number("local_order", key=True))

lane = Table("lane", METADATA, _text("device_id", key=True), _text("lane", key=True), _number("last_n"))

draft = Table(
    "draft",
    METADATA,
    _text("thread_id", key=True),
    _text("text"),
    _text("identity_id", empty=True),
    _number("note"),
    _text("reply_to", empty=True),
    _text("files"),
    _number("revision"),
    _number("consumed"),
    _number("base"),
    _number("unsynced"),
    _number("seen_position"),
    _text("other", empty=True),
)

blob = Table(
    "blob",
    METADATA,
    _text("hash", key=True),
    _text("name"),
    _text("media_type"),
    _number("size"),
    _number("width"),
    _number("height"),
    _number("uploaded"),
)

state = Table("state", METADATA, _text("key", key=True), _text("value"))

SHELF = {
    kind: Table(f"shelf_{kind}", METADATA, _text("id", key=True), _text("owner"), _text("body"), _number("version"))
    for kind in domain_shelf.SHELF
}
"""What every client holds whole, by its type."""

search_span = Table("search_span", METADATA, _number("block", key=True), _number("first_at"), _number("last_at"))
