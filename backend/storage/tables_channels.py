"""Tables of channels: accounts, what comes in, what goes out, and the files on both ways."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint
from sqlalchemy import text as sql

from backend.storage.columns import WholeNumber
from backend.storage.tables_base import STRICT, flag, metadata, moment, number, text

channel_account = Table(
    "channel_account",
    metadata,
    text("id", key=True),
    text("kind"),
    text("name"),
    text("address"),
    text("provider_id"),
    text("base_url"),
    text("secrets"),
    flag("enabled", default=True),
    flag("removed"),
    number("version"),
    **STRICT,
)
"""`secrets` is sealed by the vault: access_token, app_secret and verify_token."""

inbox = Table(
    "inbox",
    metadata,
    Column("id", WholeNumber, primary_key=True, autoincrement=True),
    text("account_id"),
    text("provider_id"),
    text("kind"),
    text("event"),
    moment("arrived"),
    Column("state", Text, nullable=False, server_default="pending"),
    number("attempts"),
    text("error"),
    UniqueConstraint("account_id", "provider_id", name="inbox_once"),
    Index("inbox_state", "state", "account_id", "id"),
    **STRICT,
)
"""Webhook events, once each: pending, done or failed."""

egress = Table(
    "egress",
    metadata,
    text("message_id", key=True),
    text("account_id"),
    text("identity_id"),
    Column("state", Text, nullable=False, server_default="pending"),
    number("attempts"),
    moment("next_at", empty=True),
    text("provider_id"),
    text("key"),
    text("error"),
    number("position"),
    Index("egress_open", "state", "position", sqlite_where=sql("state IN ('pending', 'sending')")),
    **STRICT,
)
"""Messages on their way out: pending, sending, accepted, failed, unconfirmed or discarded (reliability 3.7).

They leave in the order of `position`, which is their message's: kept here too, so that a long queue is read from one
index.
"""

media_fetch = Table(
    "media_fetch",
    metadata,
    text("message_id", key=True),
    Column("part_index", WholeNumber, primary_key=True, autoincrement=False),
    text("reference"),
    text("account_id"),
    Column("state", Text, nullable=False, server_default="pending"),
    number("attempts"),
    moment("next_at", empty=True),
    Index("media_fetch_open", "state", sqlite_where=sql("state = 'pending'")),
    **STRICT,
)
"""Attachments whose bytes are still at the provider: pending, done or failed."""

blob = Table(
    "blob",
    metadata,
    text("hash", key=True),
    number("size"),
    text("media_type"),
    moment("stored_at"),
    **STRICT,
)
"""Files that are held completely; the bytes lie under the data folder."""

early_report = Table(
    "early_report",
    metadata,
    text("account_id", key=True),
    text("provider_id", key=True),
    text("delivery"),
    text("problem"),
    moment("at"),
    **STRICT,
)
"""Delivery reports that came before the answer which names our message; taken up by `threads.delivery`."""
