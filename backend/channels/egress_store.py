"""The egress rows: which message is next, and how far each has got. Every step is durable before the next."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy import text as sql

from backend.channels.outgoing import File, Outgoing
from backend.channels.progress import Progress, from_text
from backend.storage.bulk import BulkRead
from backend.storage.database import Database
from backend.storage.listed import id_list, listed
from backend.storage.tables import egress, identity, message
from backend.storage.transaction import Transaction
from backend.threads import delivery
from domain.ids import MessageId
from domain.message import Delivery, PartKind
from domain.problems import Problem

_AT_ONCE = 64


class Files(Protocol):
    """Where the bytes of attachments lie (`backend.blobs.store`)."""

    def path(self, blob: str) -> Path:
        """The file of a blob, whether it is there or not."""


@dataclass(frozen=True, slots=True)
class Job:
    """A message whose turn it is."""

    message_id: str
    account_id: str
    identity_id: str
    attempts: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Due:
    """What can go now, one message an identity, and when the next one that waits can."""

    jobs: tuple[Job, ...]
    next_at: datetime | None


class EgressStore:
    """Reads and writes egress rows; any thread but the event loop's."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        self._files = files

    def recover(self) -> int:
        """After a crash: what was being sent may or may not have arrived, and nobody sends it again by himself."""
        with self._database.write() as tx:
            stuck = tx.connection.execute(_SENDING).scalars().all()
            for message_id in stuck:
                self._end(tx, message_id, "unconfirmed", Delivery.UNCONFIRMED, Problem.ANSWER_LOST, "restart")
        return len(stuck)

    def due(self, now: datetime, busy: Collection[str], paused: Collection[str], most: int) -> Due:
        """The oldest message of every identity that is not busy and whose account is not paused; at most so many.

        Reads no further than it must: with a long queue this is asked after every message that left.
        """
        jobs: list[Job] = []
        next_at: datetime | None = None
        with self._database.read() as connection:
            for row in _pending(connection, set(busy), paused):
                if len(jobs) >= most:
                    break
                if row.next_at is not None and row.next_at > now:
                    next_at = row.next_at if next_at is None else min(next_at, row.next_at)
                    continue
                jobs.append(Job(row.message_id, row.account_id, row.identity_id, row.attempts, from_text(row.key)))
        return Due(tuple(jobs), next_at)

    def load(self, job: Job) -> Outgoing | None:
        """The message with all the provider has to know; None when it is gone."""
        with self._database.read() as connection:
            row = connection.execute(_MESSAGE.where(message.c.id == job.message_id)).first()
        if row is None or row.discarded:
            return None
        files = tuple(
            File(index, part, self._files.path(part.blob))
            for index, part in enumerate(row.parts)
            if part.kind is PartKind.ATTACHMENT and part.blob
        )
        return Outgoing(
            MessageId(row.id), row.handle, row.text, files, row.quote or "", row.delivery == Delivery.PENDING
        )

    def begin(self, job: Job) -> bool:
        """Marks the message as being sent. False when somebody discarded it meanwhile: then it must not go."""
        with self._database.write() as tx:
            row = update(egress).where(egress.c.message_id == job.message_id, egress.c.state == "pending")
            begun = tx.connection.execute(row.values(state="sending", attempts=egress.c.attempts + 1)).rowcount == 1
            if begun:
                delivery.record(tx, job.message_id, Delivery.SENDING, "")
        return begun

    def keep(self, job: Job, progress: Progress) -> None:
        """Notes a step that is done when more are to come."""
        with self._database.write() as tx:
            self._set(tx, job.message_id, state="pending", key=progress.to_text(), attempts=0)

    def accepted(self, job: Job, progress: Progress) -> None:
        """The provider took all of it."""
        provider_id = progress.sent[-1]
        with self._database.write() as tx:
            done = {"state": "accepted", "provider_id": provider_id, "key": progress.to_text(), "error": ""}
            self._set(tx, job.message_id, **done)
            delivery.record(tx, job.message_id, Delivery.ACCEPTED, "", provider_id)

    def failed(self, job: Job, progress: Progress, problem: str, detail: str) -> None:
        """The provider refused; a person decides what next."""
        with self._database.write() as tx:
            self._set(tx, job.message_id, key=progress.without_media().to_text())
            self._end(tx, job.message_id, "failed", Delivery.FAILED, problem, detail)

    def unconfirmed(self, job: Job, detail: str) -> None:
        """Nobody knows whether it arrived; a report of the provider settles it, or a person."""
        with self._database.write() as tx:
            self._end(tx, job.message_id, "unconfirmed", Delivery.UNCONFIRMED, Problem.ANSWER_LOST, detail)

    def broken(self, job: Job) -> None:
        """Something of ours failed: unconfirmed if it may have gone out, else failed."""
        with self._database.write() as tx:
            state = tx.connection.execute(select(egress.c.state).where(egress.c.message_id == job.message_id)).scalar()
            if state == "sending":
                self._end(tx, job.message_id, "unconfirmed", Delivery.UNCONFIRMED, Problem.ANSWER_LOST, "error")
            elif state == "pending":
                self._end(tx, job.message_id, "failed", Delivery.FAILED, Problem.CHANNEL_REFUSED, "error")

    def later(self, job: Job, progress: Progress, at: datetime, detail: str) -> None:
        """It certainly did not go, and is tried again then."""
        with self._database.write() as tx:
            row = update(egress).where(egress.c.message_id == job.message_id)
            row = row.where(egress.c.state.in_(("pending", "sending")))
            again = {"state": "pending", "next_at": at, "key": progress.to_text(), "error": detail}
            tx.connection.execute(row.values(**again, attempts=job.attempts + 1))

    def _end(self, tx: Transaction, message_id: str, state: str, said: Delivery, problem: str, detail: str) -> None:
        self._set(tx, message_id, state=state, error=detail)
        delivery.record(tx, message_id, said, str(problem))

    def _set(self, tx: Transaction, message_id: str, **values: object) -> None:
        tx.connection.execute(update(egress).where(egress.c.message_id == message_id).values(**values))


class _Pending(NamedTuple):
    position: int
    message_id: str
    account_id: str
    identity_id: str
    attempts: int
    next_at: datetime | None
    key: str


def _pending(connection: Connection, seen: set[str], paused: Collection[str]) -> Iterator[_Pending]:
    """The oldest that waits for each identity that was not seen, the oldest first; read as far as somebody looks."""
    behind, left_out = -1, id_list(paused)
    while rows := [_Pending(*row) for row in _PENDING.rows(connection, behind, id_list(seen), left_out)]:
        for row in rows:
            if row.identity_id not in seen:
                seen.add(row.identity_id)
                yield row
        behind = rows[-1].position


# Written out, because SQLite uses a partial index only where its condition stands in the query word for word.
_OPEN = sql("egress.state IN ('pending', 'sending')")
_SENDING = select(egress.c.message_id).where(_OPEN, egress.c.state == "sending")
_E = egress.c
_PENDING = BulkRead(
    select(_E.position, _E.message_id, _E.account_id, _E.identity_id, _E.attempts, _E.next_at, _E.key)
    .where(_OPEN, _E.state == "pending", _E.position > bindparam("behind"))
    .where(_E.identity_id.not_in(listed("seen")), _E.account_id.not_in(listed("paused")))
    .order_by(_E.position)
    .limit(_AT_ONCE),
    ("behind", "seen", "paused"),
)
"""The oldest first; what is sent again keeps its place."""
_QUOTED = message.alias("quoted")
_MESSAGE = (
    select(
        message.c.id,
        message.c.text,
        message.c.parts,
        message.c.discarded,
        message.c.delivery,
        identity.c.handle,
        _QUOTED.c.provider_id.label("quote"),
    )
    .join(identity, identity.c.id == message.c.identity_id)
    .outerjoin(_QUOTED, (_QUOTED.c.id == message.c.reply_to) & (_QUOTED.c.account_id == message.c.account_id))
)
