"""Rows of attachments whose bytes are still at the provider."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, select, update
from sqlalchemy import text as sql

from backend.storage.database import Database
from backend.storage.tables import media_fetch, message
from backend.threads import media
from domain.problems import Problem

_LOOK_AHEAD = 200

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attachment to fetch; `media_type` as the message said, "" when it did not."""

    message_id: str
    part_index: int
    reference: str
    account_id: str
    attempts: int
    media_type: str

    @property
    def key(self) -> Key:
        """Names it."""
        return self.message_id, self.part_index


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An attachment that is in the blob store now; pixels are 0 for what is no picture."""

    blob: str
    size: int
    width: int
    height: int
    media_type: str


class MediaStore:
    """Reads and writes the rows; any thread but the event loop's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, busy: Collection[Key]) -> tuple[list[Fetch], datetime | None]:
        """What can be fetched now, and when the next one that waits can."""
        with self._database.read() as connection:
            rows = connection.execute(_PENDING.limit(_LOOK_AHEAD)).all()
        ready: list[Fetch] = []
        waiting = [row.next_at for row in rows if row.next_at is not None and row.next_at > now]
        for row in rows:
            if (row.message_id, row.part_index) not in busy and (row.next_at is None or row.next_at <= now):
                kind = row.parts[row.part_index].media_type if row.part_index < len(row.parts) else ""
                ready.append(Fetch(row.message_id, row.part_index, row.reference, row.account_id, row.attempts, kind))
        return ready, min(waiting, default=None)

    def stored(self, fetch: Fetch, file: StoredFile) -> None:
        """The bytes are here."""
        with self._database.write() as tx:
            facts = (file.blob, file.size, file.width, file.height, file.media_type)
            media.stored(tx, fetch.message_id, fetch.part_index, *facts)
            tx.connection.execute(_row(fetch).values(state="done"))

    def given_up(self, fetch: Fetch) -> None:
        """The bytes cannot be had any more; the message says so."""
        with self._database.write() as tx:
            media.missing(tx, fetch.message_id, fetch.part_index, Problem.MEDIA_GONE.value)
            tx.connection.execute(_row(fetch).values(state="failed", attempts=fetch.attempts + 1))

    def later(self, fetch: Fetch, at: datetime) -> None:
        """To be tried again then."""
        with self._database.write() as tx:
            tx.connection.execute(_row(fetch).values(attempts=fetch.attempts + 1, next_at=at))


def _row(fetch: Fetch) -> Update:
    key = media_fetch.c
    return update(media_fetch).where(key.message_id == fetch.message_id, key.part_index == fetch.part_index)


# Written out, because SQLite uses a partial index only where its condition stands in the query word for word.
_PENDING = (
    select(media_fetch, message.c.parts)
    .join(message, message.c.id == media_fetch.c.message_id)
    .where(sql("media_fetch.state = 'pending'"))
    .order_by(message.c.position.desc())
)
