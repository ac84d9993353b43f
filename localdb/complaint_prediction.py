"""Complaints as they will be once what was done to them here has left: the server's own rules foretell it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from domain.complaint import Complaint, StepKind
from domain.complaints.acts import COMPLAINT_KINDS, ComplaintAct, LinkComplaint, OpenComplaint, PauseComplaint
from domain.complaints.closing import followed
from domain.complaints.ground import Ground, MoveRefused
from domain.complaints.moves import apply
from domain.ids import AgentId, ComplaintId
from domain.operations import QUIET, Operation
from domain.outbox import OutboxState
from localdb.complaint_ground import STATE, ground, source
from localdb.outbox_rows import COLUMNS, LIVE, operation_of, read_payload
from localdb.sql import AnyRow, id_list, listed, literal, one_of
from localdb.tables import SHELF, outbox
from localdb.values import COMPLAINT

_shelf = SHELF["complaint"]
_WAITING: Any = (
    select(*COLUMNS)
    .where(outbox.c.state != literal("done"), one_of(outbox.c.state, *LIVE), one_of(outbox.c.kind, *COMPLAINT_KINDS))
    .order_by(outbox.c.local_order)
)
_BY_IDS = select(_shelf.c.body).where(_shelf.c.id.in_(listed()))
_COPIES = select(_shelf.c.body).where(
    literal("closed") == STATE, func.json_extract(_shelf.c.body, literal("$.duplicate_of")).in_(listed())
)
SERVER_TIME_SLACK = timedelta(seconds=2)
"""The server's time is known here to about a second."""

_STEPS = {
    "retier_complaint": StepKind.RETIERED,
    "own_complaint": StepKind.OWNED,
    "amend_complaint": StepKind.AMENDED,
    "resolve_complaint": StepKind.RESOLVED,
    "reopen_complaint": StepKind.REOPENED,
    "follow_up_complaint": StepKind.FOLLOWED_UP,
}
"""Steps that tell that an operation has come back already, though its answer may be under way still."""


@dataclass(slots=True)
class Foretold:
    """What waits here and what it makes of complaints.

    Attributes:
        complaints: those that something was done to, and copies that follow.
        pending: to which something was done that has not left yet.
    """

    complaints: dict[ComplaintId, Complaint] = field(default_factory=dict)
    pending: set[ComplaintId] = field(default_factory=set)


def foretold(connection: Connection, me: AgentId) -> Foretold:
    """One statement when nothing waits."""
    rows = connection.execute(_WAITING).all()
    return _Foretelling(connection, me, rows).found if rows else Foretold()


def acts_of(rows: Iterable[AnyRow]) -> frozenset[ComplaintId]:
    """Which complaints these outbox rows are about."""
    payloads = (read_payload(row.kind, row.payload) for row in rows if row.kind in COMPLAINT_KINDS)
    return frozenset(payload.complaint_id for payload in payloads if isinstance(payload, ComplaintAct))


def about(operations: Iterable[Operation]) -> frozenset[ComplaintId]:
    """Which complaints these operations are about."""
    return frozenset(one.payload.complaint_id for one in operations if isinstance(one.payload, ComplaintAct))


class _Foretelling:
    """Applies what waits, in order; what the server will refuse changes nothing."""

    def __init__(self, connection: Connection, me: AgentId, rows: Iterable[AnyRow]) -> None:
        self.connection, self.me = connection, me
        self.found = Foretold()
        waiting = [(row, operation_of(row)) for row in rows]
        acts = [(row, operation, operation.payload) for row, operation in waiting]
        known = [(row, operation, act) for row, operation, act in acts if isinstance(act, ComplaintAct)]
        self.held = self._load(act for _, _, act in known)
        self.versions = {id_: one.version for id_, one in self.held.items()}
        self.ground: Ground = ground(connection)
        for row, operation, act in known:
            if not self._has_it(row, operation, act):
                self._take(operation, act)
            if row.state != OutboxState.ACKED and row.kind not in QUIET:
                self.found.pending.add(act.complaint_id)

    def _load(self, acts: Iterable[ComplaintAct]) -> dict[ComplaintId, Complaint]:
        ids: set[ComplaintId] = set()
        linked: set[ComplaintId] = set()
        for act in acts:
            ids.add(act.complaint_id)
            if isinstance(act, LinkComplaint) and act.duplicate_of is not None:
                ids.add(act.duplicate_of)
                linked.add(act.complaint_id)
        bodies = list(self.connection.execute(_BY_IDS, {"ids": id_list(ids)}).scalars())
        if linked:
            bodies += self.connection.execute(_COPIES, {"ids": id_list(linked)}).scalars()
        found = map(COMPLAINT.value, bodies)
        return {one.id: one for one in found}

    def _has_it(self, row: AnyRow, operation: Operation, act: ComplaintAct) -> bool:
        """Whether the state that came with the feed has that done already.

        The server's answer names a version that has it. Without an answer the history tells, as well as it can.
        """
        held = self.held.get(act.complaint_id)
        if row.state == OutboxState.ACKED and row.current:
            return bool(row.current <= self.versions.get(act.complaint_id, 0))
        return bool(row.n) and held is not None and _came_back(held, operation, self.me)

    def _take(self, operation: Operation, act: ComplaintAct) -> None:
        before = self.held.get(act.complaint_id)
        opening = isinstance(act, OpenComplaint)
        if opening == (before is not None):
            return
        now, other = operation.created_at, None
        if isinstance(act, LinkComplaint) and act.duplicate_of is not None:
            other = self.held.get(act.duplicate_of)
        begun = source(self.connection, operation.lane, act.message_id) if isinstance(act, OpenComplaint) else None
        try:
            after = apply(before, act, self.me, now, self.ground, source=begun, other=other)
        except MoveRefused:
            return
        self._keep(after)
        if after.duplicate_of is not None:
            for copy in [one for one in self.held.values() if one.duplicate_of == after.id]:
                self._keep(followed(copy, after, now, self.ground))

    def _keep(self, one: Complaint) -> None:
        self.held[one.id] = self.found.complaints[one.id] = one


def _step_of(operation: Operation) -> StepKind | None:
    match operation.payload:
        case PauseComplaint(_, paused):
            return StepKind.PAUSED if paused else StepKind.RESUMED
        case LinkComplaint(_, duplicate_of):
            return StepKind.LINKED if duplicate_of is not None else StepKind.UNLINKED
    return _STEPS.get(operation.kind)


def _came_back(held: Complaint, operation: Operation, me: AgentId) -> bool:
    kind = _step_of(operation)
    since = operation.created_at - SERVER_TIME_SLACK
    return any(step.kind is kind and step.agent_id == me and step.at >= since for step in held.steps)
