"""Rows of the inbox: written by the webhook, once each, and read back in order."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from backend.channels.codec import kind_of, to_text
from backend.channels.events import ChannelEvent
from backend.storage.tables import inbox
from backend.storage.upsert import upsert

UNREADABLE = "unreadable"
_KEPT = 65_536


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be written. A body nobody could read is kept as a failed row of its own."""

    account_id: str
    provider_id: str
    kind: str
    event: str
    arrived: datetime
    state: str = "pending"
    error: str = ""


def row_of(account_id: str, event: ChannelEvent, arrived: datetime) -> NewRow:
    """The row of an event."""
    return NewRow(account_id, event.provider_id, kind_of(event), to_text(event), arrived)


def unreadable_row(account_id: str, body: bytes, arrived: datetime, error: str) -> NewRow:
    """The row of a signed body that nobody could read: kept for people, never dropped."""
    key = "body:" + hashlib.sha256(body).hexdigest()
    raw = body[:_KEPT].decode("utf-8", "replace").replace("\x00", "")
    return NewRow(account_id, key, UNREADABLE, raw, arrived, "failed", error)


def add(connection: Connection, rows: Sequence[NewRow]) -> None:
    """Writes the rows that are not there yet (R22)."""
    if rows:
        values = [{column: getattr(row, column) for column in NewRow.__slots__} for row in rows]
        connection.execute(_ADD, values)


def pending(connection: Connection, limit: int) -> Sequence[Any]:
    """The oldest rows that have not been processed."""
    return connection.execute(_PENDING.limit(limit)).all()


def settle(connection: Connection, ids: Sequence[int], state: str, error: str = "") -> None:
    """Ends the rows as done or failed, or puts them aside as waiting."""
    if ids:
        done = update(inbox).where(inbox.c.id.in_(ids))
        connection.execute(done.values(state=state, error=error, attempts=inbox.c.attempts + 1))


def release(connection: Connection) -> int:
    """Takes up the rows that were put aside; how many."""
    rows = update(inbox).where(inbox.c.state == "waiting").values(state="pending")
    return connection.execute(rows).rowcount


_ADD = upsert(inbox).on_conflict_do_nothing(index_elements=[inbox.c.account_id, inbox.c.provider_id])
_PENDING = select(inbox).where(inbox.c.state == "pending").order_by(inbox.c.id)
