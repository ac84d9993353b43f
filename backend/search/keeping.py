"""Keeps the search index in step with the messages, in the transaction that changes them."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from backend.storage import sqlite_search
from backend.storage.sqlite_search import Entry
from backend.storage.tables import message, search_progress
from backend.threads.records import MessageRecord
from domain.folding import folded
from domain.message import MessageKind
from domain.search import searched_text


def keep(connection: Connection, records: Iterable[MessageRecord]) -> None:
    """New messages can be found from now on; notices of the system are not searched."""
    sqlite_search.put(connection, [entry for record in records if (entry := _entry(record)) is not None])


def put_right(connection: Connection, before: MessageRecord) -> None:
    """A message says something else now, or nothing any more: then nothing of it stays in the index (S20).

    Args:
        before: the message as it was; what it is now is in the database already.
    """
    row = connection.execute(select(message).where(message.c.id == before.id)).first()
    if row is None or before.position <= left(connection):
        # What the backlog has not reached it will find as it is then.
        return
    if (was := _entry(before)) is not None:
        sqlite_search.drop(connection, (was,))
    keep(connection, (MessageRecord(*row),))


def left(connection: Connection) -> int:
    """Messages up to this position are not in the index yet (`backend.search.backlog`); 0 when all are."""
    return connection.execute(select(search_progress.c.next)).scalar() or 0


def _entry(record: MessageRecord) -> Entry | None:
    if record.kind == MessageKind.EVENT or record.deleted_at is not None or record.discarded:
        return None
    said = folded(searched_text(record.text, record.parts))
    return Entry(record.position, said) if said else None
