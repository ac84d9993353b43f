"""Applies the backend's answers to operations, one arrow of the outbox's state machine each (reliability 3.3, 3.4)."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.changes import ChangeSet
from domain.ids import ThreadId
from domain.operations import INVISIBLE, Outcome, Result, Skip
from domain.outbox import HoldReason, OutboxState
from domain.problems import Problem
from localdb import draft_steps, kept_state, lines
from localdb.complaint_prediction import acts_of
from localdb.complaints import of_roots
from localdb.context import Context
from localdb.outbox_rows import MESSAGE_KINDS, MOVE, arrow, payload_json
from localdb.settling import confirm
from localdb.shelf import shelf_types
from localdb.sql import AnyRow, id_list, listed, many
from localdb.tables import blob, lane, message, outbox, outbox_blob
from localdb.withdrawing import is_withdrawn

log = logging.getLogger(__name__)

_BY_IDS = select(outbox).where(outbox.c.id.in_(listed()))
_HERE = select(message.c.id).where(message.c.id.in_(listed()))
_ACK = (
    update(outbox)
    .where(outbox.c.local_order.in_(listed()))
    .values(state="acked", reason="", since=bindparam("now"), doubtful=0, pulls=bindparam("pulled"))
)
_CURRENT = update(outbox).where(outbox.c.local_order == bindparam("at")).values(current=bindparam("seen"))
_SKIP = (
    update(outbox)
    .where(outbox.c.local_order == bindparam("at"))
    .values(
        id=bindparam("new_id"),
        kind="skip",
        payload=payload_json(Skip()),
        wire=None,
        state="queued",
        reason=bindparam("why"),
        since=bindparam("now"),
        doubtful=0,
    )
)
_RENEW = update(outbox).where(outbox.c.local_order == bindparam("at")).values(id=bindparam("new_id"), wire=None)
_HOLE = (
    select(outbox)
    .where(outbox.c.lane == bindparam("of"), outbox.c.n >= bindparam("low"), outbox.c.n < bindparam("high"))
    .order_by(outbox.c.n)
)
_UNNUMBER = (
    update(outbox)
    .where(outbox.c.lane == bindparam("of"), outbox.c.n > 0, outbox.c.state != "done", outbox.c.state != "acked")
    .values(n=0, wire=None)
)
_RESET_LANE = update(lane).where(lane.c.lane == bindparam("of")).values(last_n=bindparam("last"))
_ADD = insert(outbox)
_LOST_BLOBS = (
    update(blob)
    .where(blob.c.hash.in_(select(outbox_blob.c.hash).where(outbox_blob.c.local_order == bindparam("order"))))
    .values(uploaded=0)
)
_ALL_BLOBS_HERE = (
    select(outbox_blob.c.hash)
    .outerjoin(blob, blob.c.hash == outbox_blob.c.hash)
    .where(outbox_blob.c.local_order == bindparam("order"), blob.c.hash.is_(None))
)
_ORDER_OF = (
    select(outbox.c.local_order)
    .where(outbox.c.lane == bindparam("of"), outbox.c.n == bindparam("number"))
    .order_by(outbox.c.local_order)
)
MOST_SKIPS = 500


def settle(connection: Connection, results: Sequence[Result], context: Context) -> ChangeSet:
    """Every result to its row; rows that the feed has settled already keep their state."""
    answers = _Answers(connection, context)
    rows = {row.id: row for row in connection.execute(_BY_IDS, {"ids": id_list(r.id for r in results)})}
    for result in results:
        row = rows.get(result.id)
        if row is not None and row.state not in (OutboxState.DONE, OutboxState.ACKED):
            answers.take(row, result)
    answers.save()
    lanes = {row.lane for row in rows.values()}
    looks_new = answers.looks_new | confirm(connection, lanes, context)
    kept_state.drop(connection, kept_state.NETWORK)
    roots = frozenset(map(ThreadId, lines.roots_of(connection, lanes)))
    anew = lines.roots_of(connection, looks_new)
    lines.refresh(connection, anew, context.me)
    lines.recount(connection, roots - anew)
    shelf = shelf_types(row.kind for row in rows.values())
    complaints = acts_of(rows.values()) | of_roots(connection, anew)
    return ChangeSet(roots, roots, outbox=True, shelf=shelf, complaints=complaints) if rows else ChangeSet()


class _Answers:
    """Sorts results by what they mean and writes them together.

    Attributes:
        looks_new: lanes to which more happened than that something has left.
        old: rows that the backend knew already: the feed may have passed their messages, or they are gone by now.
    """

    def __init__(self, connection: Connection, context: Context) -> None:
        self.connection = connection
        self.context = context
        self.now = context.now()
        self.moves: list[dict[str, Any]] = []
        self.acks: list[AnyRow] = []
        self.old: set[int] = set()
        self.looks_new: set[str] = set()
        self.gaps: defaultdict[str, list[int]] = defaultdict(list)
        self.expected: dict[str, int] = {}

    def take(self, row: AnyRow, result: Result) -> None:
        """Notes one answer."""
        if result.outcome not in (Outcome.APPLIED, Outcome.DUPLICATE):
            self.looks_new.add(row.lane)
        if is_withdrawn(row):
            self._asked(row, result)
        else:
            _TAKES[result.outcome](self, row, result)

    def save(self) -> None:
        """Writes everything that was noted."""
        self._save_acks()
        many(self.connection, MOVE, self.moves)
        for of, numbers in self.gaps.items():
            self._close_gap(of, min(numbers), self.expected[of])

    def _applied(self, row: AnyRow, result: Result) -> None:
        self.acks.append(row)
        if result.current:
            self.connection.execute(_CURRENT, {"at": row.local_order, "seen": result.current})
        if result.outcome is Outcome.DUPLICATE:
            self.old.add(row.local_order)

    def _asked(self, row: AnyRow, result: Result) -> None:
        """The answer to an empty operation under the row's id; any other goes again as it is."""
        self.looks_new.add(row.lane)
        if result.outcome is Outcome.REUSED:
            self._applied(row, Result(result.id, Outcome.DUPLICATE))
        elif result.outcome not in (Outcome.APPLIED, Outcome.DUPLICATE):
            return
        elif row.kind in INVISIBLE:
            self._skip(row, row.reason)
        else:
            # The backend takes nothing under the old id any more.
            self.connection.execute(_RENEW, {"at": row.local_order, "new_id": self.context.new_operation()})
            self.moves.append(arrow(row, OutboxState.BLOCKED, self.now, row.reason))

    def _behind(self, row: AnyRow, _: Result) -> None:
        self.moves.append(arrow(row, OutboxState.QUEUED, self.now))

    def _in_progress(self, row: AnyRow, _: Result) -> None:
        """Stays SENT: the same bytes go again."""

    def _reused(self, row: AnyRow, _: Result) -> None:
        self.moves.append(arrow(row, OutboxState.BLOCKED, self.now, Problem.OP_REUSED.value))

    def _gap(self, row: AnyRow, result: Result) -> None:
        self.moves.append(arrow(row, OutboxState.QUEUED, self.now))
        self.gaps[row.lane].append(row.n)
        self.expected[row.lane] = result.expected

    def _conflict(self, row: AnyRow, result: Result) -> None:
        if row.kind in INVISIBLE:
            self._skip(row, result.code or Problem.STATE_MOVED.value, result.current)
            return
        self.moves.append(arrow(row, OutboxState.HELD, self.now, HoldReason.STATE_MOVED.value))
        self.connection.execute(_CURRENT, {"at": row.local_order, "seen": result.current})

    def _rejected(self, row: AnyRow, result: Result) -> None:
        if result.code == Problem.LANE_FORK:
            # `renumber` follows; until then the row must not look as if it had never been sent.
            self.moves.append(arrow(row, OutboxState.QUEUED, self.now, doubt=True))
        elif result.code == Problem.BLOB_MISSING and not self._blob_lost(row):
            self.connection.execute(_LOST_BLOBS, {"order": row.local_order})
            self.moves.append(arrow(row, OutboxState.UPLOADING, self.now))
        elif row.kind in INVISIBLE:
            self._skip(row, result.code)
        else:
            self.moves.append(arrow(row, OutboxState.BLOCKED, self.now, result.code))

    def _blob_lost(self, row: AnyRow) -> bool:
        """Whether this computer does not hold the file either, so that uploading again cannot help."""
        order = {"order": row.local_order}
        named = self.connection.execute(select(outbox_blob.c.hash).where(outbox_blob.c.local_order == row.local_order))
        return named.first() is None or self.connection.execute(_ALL_BLOBS_HERE, order).first() is not None

    def _skip(self, row: AnyRow, code: str, current: int = 0) -> None:
        """Nobody would miss it: an empty operation takes its number; `reason` tells what was skipped and why."""
        if row.kind == "skip":
            self.moves.append(arrow(row, OutboxState.BLOCKED, self.now, code))
            return
        if row.kind == "save_draft":
            draft_steps.refused(self.connection, row, current)
        log.warning("a %s was refused for good and is left out: %s", row.kind, code)
        values = {"at": row.local_order, "new_id": self.context.new_operation(), "why": f"{row.kind}:{code}"}
        self.connection.execute(_SKIP, {**values, "now": self.now})

    def _save_acks(self) -> None:
        draft_steps.taken(self.connection, [row for row in self.acks if row.kind == "save_draft"])
        messages = [row.id for row in self.acks if row.kind in MESSAGE_KINDS]
        here = set(self.connection.execute(_HERE, {"ids": id_list(messages)}).scalars())
        pulls = kept_state.number(self.connection, kept_state.PULLS)
        acks: defaultdict[int | None, list[int]] = defaultdict(list)
        for row in self.acks:
            if row.id in here or row.kind == "skip":
                self.moves.append(arrow(row, OutboxState.DONE, self.now))
            else:
                new = row.kind in MESSAGE_KINDS and row.local_order not in self.old
                acks[None if new else pulls].append(row.local_order)
            if row.id in here or row.kind not in MESSAGE_KINDS:
                self.looks_new.add(row.lane)
        for pulled, orders in acks.items():
            self.connection.execute(_ACK, {"ids": id_list(orders), "now": self.now, "pulled": pulled})

    def _close_gap(self, of: str, number: int, expected: int) -> None:
        """The lane waits for `expected`: what is here from there on goes again, what is not is filled with skips."""
        if not 0 < number - expected <= MOST_SKIPS:
            self.connection.execute(_UNNUMBER, {"of": of})
            self.connection.execute(_RESET_LANE, {"of": of, "last": expected - 1})
            return
        here = {row.n: row for row in self.connection.execute(_HOLE, {"of": of, "low": expected, "high": number})}
        many(
            self.connection,
            MOVE,
            [arrow(row, OutboxState.QUEUED, self.now) for row in here.values() if row.state in ("acked", "done")],
        )
        next_order = self.connection.execute(_ORDER_OF, {"of": of, "number": number}).scalars().first() or 0
        fillers = []
        for n in range(number - 1, expected - 1, -1):
            next_order = here[n].local_order if n in here else next_order - 1
            if n not in here:
                fillers.append(self._filler(of, n, next_order))
        many(self.connection, _ADD, fillers)

    def _filler(self, of: str, number: int, order: int) -> dict[str, Any]:
        return {
            "local_order": order,
            "id": self.context.new_operation(),
            "lane": of,
            "kind": "skip",
            "payload": payload_json(Skip()),
            "created_at": self.now,
            "n": number,
            "state": OutboxState.QUEUED.value,
            "since": self.now,
            "fresh_from": self.now,
        }


_TAKES: dict[Outcome, Callable[[_Answers, AnyRow, Result], None]] = {
    Outcome.APPLIED: _Answers._applied,
    Outcome.DUPLICATE: _Answers._applied,
    Outcome.REJECTED: _Answers._rejected,
    Outcome.BEHIND: _Answers._behind,
    Outcome.GAP: _Answers._gap,
    Outcome.CONFLICT: _Answers._conflict,
    Outcome.REUSED: _Answers._reused,
    Outcome.IN_PROGRESS: _Answers._in_progress,
}
