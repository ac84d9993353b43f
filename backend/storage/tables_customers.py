"""Tables of customers: who they are, their handles, the directory and the joins."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from backend.storage.tables_base import STRICT, json, link, metadata, moment, number, text

customer = Table(
    "customer",
    metadata,
    text("id", key=True),
    text("name"),
    text("language"),
    text("phone"),
    text("email"),
    json("traits", tuple[tuple[str, str], ...]),
    text("external_id"),
    number("version"),
    Index("customer_phone", "phone"),
    Index("customer_email", "email"),
    Index("customer_external", "external_id"),
    Index("customer_name", "name"),
    **STRICT,
)

identity = Table(
    "identity",
    metadata,
    text("id", key=True),
    text("customer_id"),
    text("thread_id"),
    text("account_id"),
    text("channel"),
    text("handle"),
    text("display"),
    text("phone"),
    moment("last_inbound_at", empty=True),
    number("version"),
    UniqueConstraint("account_id", "handle", name="identity_once"),
    Index("identity_customer", "customer_id"),
    Index("identity_thread", "thread_id"),
    Index("identity_phone", "phone"),
    **STRICT,
)
"""`phone` only where the channel itself has verified it (E.164)."""

customer_directory = Table(
    "customer_directory",
    metadata,
    text("external_id", key=True),
    text("name"),
    text("language"),
    json("traits", tuple[tuple[str, str], ...]),
    moment("updated_at"),
    **STRICT,
)

directory_handle = Table(
    "directory_handle",
    metadata,
    text("kind", key=True),
    text("value", key=True),
    text("external_id", key=True),
    Index("directory_handle_record", "external_id"),
    **STRICT,
)
"""`kind` is "phone", "email" or a channel's name; a value that two records claim proves nothing."""

directory_order = Table(
    "directory_order",
    metadata,
    text("external_id", key=True),
    text("number", key=True),
    text("record"),
    **STRICT,
)
"""Orders of people in the directory, known before anybody writes."""

join_record = Table(
    "join_record",
    metadata,
    text("id", key=True),
    text("kept_thread_id"),
    text("joined_thread_id"),
    text("kept_home_id"),
    text("joined_home_id"),
    text("state"),
    text("evidence"),
    text("detail"),
    link("by_agent_id"),
    moment("at"),
    number("took_ms"),
    Column("before", Text, nullable=False, server_default=""),
    number("version"),
    Index("join_kept", "kept_thread_id"),
    Index("join_joined", "joined_thread_id"),
    Index("join_pair", "kept_home_id", "joined_home_id"),
    **STRICT,
)
"""`*_home_id` are the two home threads whose evidence met; `before` is the kept thread's state, for an exact undo."""

order_mention = Table(
    "order_mention",
    metadata,
    text("value", key=True),
    text("thread_id", key=True),
    moment("at"),
    **STRICT,
)
"""Order numbers that customers wrote, by home thread: weak evidence for a join."""
