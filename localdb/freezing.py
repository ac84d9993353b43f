"""Chooses what goes to the backend next and fixes its bytes: number, content and order never change afterwards.

Unless the request certainly never left: what nobody can have seen is free again (`thaw`).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, exists, func, literal_column, select, update

from app.changes import ChangeSet
from app.ports import OutgoingBatch
from domain.ids import DeviceId, ThreadId
from domain.operations import Operation
from domain.outbox import HoldReason, OutboxState
from domain.problems import Problem
from localdb import lines
from localdb.context import Context
from localdb.deciding import told
from localdb.holding import BEHIND_HOLD, next_leaving, until
from localdb.outbox_rows import MOVE, arrow, read_payload
from localdb.sql import AnyRow, id_list, listed, literal, literal_number, many, one_of, upsert
from localdb.tables import lane, outbox
from localdb.withdrawing import is_withdrawn, leaving, wire

_ahead = outbox.alias("ahead")
_OBSTACLE = exists().where(
    _ahead.c.lane == outbox.c.lane,
    _ahead.c.local_order < outbox.c.local_order,
    one_of(_ahead.c.state, "uploading", "blocked", "held"),
)
SENT = select(outbox).where(outbox.c.state == literal("sent")).order_by(outbox.c.local_order).limit(bindparam("most"))
_ANOTHER_SENT = (
    select(outbox.c.local_order)
    .where(outbox.c.state == literal("sent"), outbox.c.id.not_in(listed()))
    .limit(literal_number(1))
)
FREE = (
    select(outbox)
    .where(outbox.c.state == literal("queued"), ~_OBSTACLE, ~BEHIND_HOLD)
    .order_by(outbox.c.local_order)
    .limit(bindparam("most"))
)
STALE = (
    select(outbox)
    .where(
        outbox.c.state == literal("queued"),
        outbox.c.kind == literal("send"),
        outbox.c.n == literal_column("0"),
        outbox.c.doubtful == 0,
        outbox.c.fresh_from < bindparam("before"),
    )
    .order_by(outbox.c.fresh_from)
)
_NUMBERS = select(lane.c.lane, lane.c.last_n).where(lane.c.device_id == bindparam("device"), lane.c.lane.in_(listed()))
_SAVE_NUMBERS = upsert(lane, "device_id", "lane")
_FREEZE = (
    update(outbox)
    .where(outbox.c.local_order == bindparam("at"))
    .values(
        state="sent",
        n=bindparam("number"),
        wire=bindparam("bytes"),
        since=bindparam("now"),
        doubtful=outbox.c.doubtful + 1,
        leaves_at=0,
        attempts=outbox.c.attempts + 1,
    )
)
_ALL = 1 << 60
_AGAIN = (
    update(outbox)
    .where(outbox.c.local_order == bindparam("at"))
    .values(attempts=outbox.c.attempts + 1, doubtful=outbox.c.doubtful + 1)
)
_NOT_THAT_TIME = (
    update(outbox)
    .where(outbox.c.id.in_(listed()), outbox.c.state == literal("sent"), outbox.c.doubtful > 0)
    .values(doubtful=outbox.c.doubtful - 1)
)
_unseen = (outbox.c.state == literal("sent")) & (outbox.c.doubtful == 0)
_UNSEEN = select(outbox).where(outbox.c.id.in_(listed()), _unseen)
_HIGHEST = (
    select(outbox.c.lane, func.max(outbox.c.n)).where(outbox.c.lane.in_(listed()), ~_unseen).group_by(outbox.c.lane)
)
_UNNUMBER = update(outbox).where(outbox.c.local_order == bindparam("at")).values(n=0, wire=None)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much goes together.

    Attributes:
        known: from when until when (microseconds) replies must be that were never sent; None for no such limit.
    """

    operations: int
    size: int
    known: tuple[int, int] | None = None

    @property
    def look_at(self) -> int:
        """Rows to read: what stays must not hide what may leave."""
        return self.operations if self.known is None else _ALL


def freeze(
    connection: Connection, device: DeviceId, limits: Limits, context: Context
) -> tuple[OutgoingBatch | None, ChangeSet, int | None]:
    """The next batch, what choosing it changed on screen, and without one the moment when a hold ends."""
    batch = _Batch(connection, device, limits, context.now())
    for row in connection.execute(SENT, {"most": limits.operations}).all():
        if not batch.again(row):
            break
    told = _fill(batch, context)
    return batch.outgoing(), told, None if batch.items else next_leaving(connection, batch.now)


def freeze_ahead(
    connection: Connection, under_way: OutgoingBatch, limits: Limits, context: Context
) -> tuple[OutgoingBatch | None, ChangeSet]:
    """The batch behind one whose answer is awaited, and what choosing it changed on screen.

    None while anything else is unanswered: what may be over there already goes before what is new.
    """
    ids = {"ids": id_list(operation.id for _, operation in under_way.items)}
    if connection.execute(_ANOTHER_SENT, ids).first() is not None:
        return None, ChangeSet()
    batch = _Batch(connection, under_way.device_id, limits, context.now())
    told = _fill(batch, context)
    return batch.outgoing(), told


def _fill(batch: "_Batch", context: Context) -> ChangeSet:
    """Freezes what is ready as far as there is room; returns what that changed on screen."""
    connection, changed = batch.connection, hold_stale(batch.connection, context)
    if batch.room():
        batch.add_new(connection.execute(FREE, {"most": batch.look_at, **until(batch.now)}).all())
    batch.save()
    roots = frozenset(map(ThreadId, lines.roots_of(connection, batch.lanes | changed)))
    if changed or batch.unreadable:
        lines.refresh(connection, roots, context.me)
    return ChangeSet(roots, roots, outbox=bool(roots)) if roots else ChangeSet()


def hold_stale(connection: Connection, context: Context) -> set[str]:
    """Replies that have waited too long need a person's word first; returns their lanes."""
    now = context.now()
    before = now - int(context.stale_after().total_seconds() * 1_000_000)
    rows = connection.execute(STALE, {"before": before}).all()
    many(connection, MOVE, [arrow(row, OutboxState.HELD, now, HoldReason.STALE.value) for row in rows])
    return {row.lane for row in rows}


def thaw(connection: Connection, batch: OutgoingBatch, context: Context) -> ChangeSet:
    """The batch certainly never left: what left no other time either is queued again, for the stale guard to see.

    It loses its number too, unless a later one of its lane is in use: its lane goes on where the backend stands.
    """
    ids = {"ids": id_list(operation.id for _, operation in batch.items)}
    connection.execute(_NOT_THAT_TIME, ids)
    rows = connection.execute(_UNSEEN, ids).all()
    if not rows:
        return ChangeSet()
    lanes = {"ids": id_list({row.lane for row in rows})}
    others: dict[str, int] = dict(connection.execute(_HIGHEST, lanes).all())
    numbers = {"device": batch.device_id, **lanes}
    last: dict[str, int] = {row.lane: row.last_n for row in connection.execute(_NUMBERS, numbers)}
    now = context.now()
    many(connection, MOVE, [arrow(row, OutboxState.QUEUED, now) for row in rows])
    ours: defaultdict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        ours[row.lane].append(row)
    free = {of: found for of, found in ours.items() if _at_the_end(found, others.get(of, 0), last.get(of, 0))}
    many(connection, _UNNUMBER, [{"at": row.local_order} for found in free.values() for row in found])
    back = {of: min(row.n for row in found) - 1 for of, found in free.items()}
    many(connection, _SAVE_NUMBERS, [{"device_id": batch.device_id, "lane": of, "last_n": n} for of, n in back.items()])
    return told(connection, ours, context, rows)


def _at_the_end(rows: Sequence[AnyRow], other: int, last: int) -> bool:
    """Whether their numbers are the last ones of their lane."""
    numbers: list[int] = [row.n for row in rows]
    return other < min(numbers) and max(numbers) == last


class _Batch:
    """Collects operations up to the limits.

    Attributes:
        lanes: of everything that was frozen just now.
        unreadable: lanes of rows whose content this version cannot read; they are blocked and keep their raw text.
    """

    def __init__(self, connection: Connection, device: DeviceId, limits: Limits, now: int) -> None:
        self.connection = connection
        self.device = device
        self.limit = limits.operations
        self.look_at = limits.look_at
        self._known = limits.known
        self._stay: set[str] = set()
        self.now = now
        self.items: list[tuple[int, Operation]] = []
        self.pieces: list[bytes] = []
        self.lanes: set[str] = set()
        self.unreadable: set[str] = set()
        self._head = b'{"device_id":' + msgspec.json.encode(device) + b',"ops":['
        self._left = limits.size - len(self._head) - 2
        self._full = False
        self._again: list[dict[str, Any]] = []
        self._frozen: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}

    def room(self) -> bool:
        """Whether what was never sent may go along: everything unanswered is in it, and there is place for more."""
        return not self._full and len(self.items) < self.limit and self._left > 0

    def again(self, row: AnyRow) -> bool:
        """Takes an unanswered operation with its bytes as they were; False when it does not fit."""
        if not self._take(row.wire, *leaving(row, row.n)):
            return False
        self._again.append({"at": row.local_order})
        return True

    def add_new(self, rows: Sequence[AnyRow]) -> None:
        """Takes heads of free lanes in order until the batch is full."""
        numbers = {"device": self.device, "ids": id_list({row.lane for row in rows})}
        known: defaultdict[str, int] = defaultdict(int)
        known.update((row.lane, row.last_n) for row in self.connection.execute(_NUMBERS, numbers))
        for row in rows:
            if row.lane in self.unreadable or self._stays(row):
                continue
            if read_payload(row.kind, row.payload) is None:
                self._block(row)
                continue
            number = row.n or known[row.lane] + 1
            content = wire(row, number, row.reason if is_withdrawn(row) else "")
            if not self._take(content, *leaving(row, number)):
                break
            known[row.lane] = max(known[row.lane], number)
            self._numbers[row.lane] = known[row.lane]
            self.lanes.add(row.lane)
            self._frozen.append({"at": row.local_order, "number": number, "bytes": content, "now": self.now})

    def _stays(self, row: AnyRow) -> bool:
        """Whether it, or something before it, was written by somebody who could not know what is new."""
        blind = row.kind == "send" and not row.n and not row.doubtful
        if blind and self._known is not None:
            since, until = self._known
            if row.created_at > until or max(row.created_at, row.fresh_from) < since:
                self._stay.add(row.lane)
        return row.lane in self._stay

    def save(self) -> None:
        """Numbers, bytes and states of everything that was taken."""
        many(self.connection, _AGAIN, self._again)
        many(self.connection, _FREEZE, self._frozen)
        rows = [{"device_id": self.device, "lane": of, "last_n": n} for of, n in self._numbers.items()]
        many(self.connection, _SAVE_NUMBERS, rows)

    def outgoing(self) -> OutgoingBatch | None:
        """The request, None when there is nothing to say."""
        if not self.items:
            return None
        return OutgoingBatch(self.device, tuple(self.items), self._head + b",".join(self.pieces) + b"]}")

    def _take(self, content: bytes, number: int, operation: Operation) -> bool:
        cost = len(content) + bool(self.pieces)
        self._full = len(self.items) >= self.limit or (bool(self.items) and cost > self._left)
        if self._full:
            return False
        self._left -= cost
        self.items.append((number, operation))
        self.pieces.append(content)
        return True

    def _block(self, row: AnyRow) -> None:
        self.unreadable.add(row.lane)
        self.lanes.add(row.lane)
        self.connection.execute(MOVE, arrow(row, OutboxState.BLOCKED, self.now, Problem.UNREADABLE.value))
