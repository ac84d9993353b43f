"""What people do to complaints: all ten kinds of operations, and who may (K-2)."""

from backend.complaints import rows
from backend.complaints.keeping import keep
from backend.complaints.opening import source_of
from backend.complaints.standing import standing
from backend.operations.scope import Op, Rejected, Scope
from domain.complaint import Complaint, Origin
from domain.complaints import moves
from domain.complaints.acts import ComplaintAct, LinkComplaint, OpenComplaint, OwnComplaint
from domain.complaints.closing import followed
from domain.complaints.ground import MoveRefused, Source
from domain.complaints.rights import may
from domain.complaints.staff import rank
from domain.ids import AgentId, is_uuid
from domain.message import Author
from domain.problems import Problem

MOST_STEPS = 1_000
"""Of one complaint: every state of it is kept for good, so nobody may make it grow without end."""


def open_one(scope: Scope, op: Op, act: OpenComplaint) -> None:
    """A new complaint; a message has at most one that is open, whoever was first."""
    named = act.origin is not Origin.MESSAGE or act.message_id is not None
    _need(scope, act, None)
    if act.origin is Origin.RULE or not named or not is_uuid(act.complaint_id):
        raise Rejected(Problem.BAD_OPERATION)
    if rows.exists(scope.tx.connection, act.complaint_id):
        raise Rejected(Problem.BAD_OPERATION)
    source = _source(scope, op, act)
    mine = (one for one in rows.open_in(scope.tx.connection, op.root.id) if one.message_id == act.message_id)
    if act.message_id is not None and next(mine, None) is not None:
        raise Rejected(Problem.COMPLAINT_MOVED)
    _do(scope, None, act, source=source)


def act(scope: Scope, op: Op, payload: ComplaintAct) -> None:
    """Any other of them, to a complaint of the lane's thread."""
    held = _held(scope, op, payload)
    _need(scope, payload, held)
    if isinstance(payload, OwnComplaint):
        _check_owner(scope, payload.owner_id)
    if isinstance(payload, LinkComplaint) and payload.duplicate_of is not None:
        _link(scope, held, payload)
    else:
        _do(scope, held, payload)


def _source(scope: Scope, op: Op, act: OpenComplaint) -> Source:
    record = scope.fresh_message(act.message_id) if act.message_id is not None else None
    if act.message_id is not None and (record is None or record.root_id != op.root.id):
        raise Rejected(Problem.MESSAGE_GONE)
    if record is not None and record.author != Author.CUSTOMER:
        raise Rejected(Problem.BAD_OPERATION)
    return source_of(scope.work, op.root, op.lane, record)


def _held(scope: Scope, op: Op, payload: ComplaintAct) -> Complaint:
    held = rows.one(scope.tx.connection, payload.complaint_id)
    if held is None or scope.work.root(held.thread_id) is not op.root:
        raise Rejected(Problem.COMPLAINT_GONE)
    if len(held.steps) >= MOST_STEPS:
        raise Rejected(Problem.BAD_OPERATION)
    return held


def _need(scope: Scope, payload: ComplaintAct, held: Complaint | None) -> None:
    if not may(scope.agent, payload, held, standing(scope.tx).ground()):
        raise Rejected(Problem.NOT_ALLOWED)


def _check_owner(scope: Scope, owner_id: AgentId) -> None:
    """Whoever cannot answer customers owns no complaint."""
    found = next((one for one in standing(scope.tx).ground().staff if one.id == owner_id), None)
    if found is not None and rank(found.role) < 0:
        raise Rejected(Problem.NOT_ALLOWED)


def _link(scope: Scope, held: Complaint, payload: LinkComplaint) -> None:
    """Those that were linked to this one follow it, so that every copy names the one that goes on."""
    other = rows.one(scope.tx.connection, payload.duplicate_of or "")
    linked = _do(scope, held, payload, other=other)
    ground = standing(scope.tx).ground()
    for copy in rows.copies_of(scope.tx.connection, held.id):
        after = followed(copy, linked, scope.work.now, ground)
        if after != copy:
            keep(scope.work, copy, after, scope.agent.id)


def _do(
    scope: Scope,
    held: Complaint | None,
    payload: ComplaintAct,
    source: Source | None = None,
    other: Complaint | None = None,
) -> Complaint:
    by, ground = AgentId(scope.agent.id), standing(scope.tx).ground()
    try:
        after = moves.apply(held, payload, by, scope.work.now, ground, source=source, other=other)
    except MoveRefused as no:
        raise Rejected(no.problem) from no
    return after if after is held else keep(scope.work, held, after, by)
