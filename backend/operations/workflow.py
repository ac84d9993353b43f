"""Assign, Resolve, Reopen, Snooze, Tag and MarkRead: who has a thread, and whether it is done."""

from datetime import UTC
from functools import partial

from sqlalchemy import select

from backend.operations.scope import Conflict, Op, Rejected, Scope
from backend.storage.tables import read_mark
from backend.storage.upsert import upsert
from backend.surveys import answering
from backend.threads.records import ThreadRecord
from backend.threads.rules import open_again, saw_present_state, state_changed
from domain.agent import Permission
from domain.ids import AgentId
from domain.message import EventCode
from domain.operations import Assign, MarkRead, Reopen, Resolve, Snooze, Tag
from domain.problems import Problem
from domain.thread import ThreadStatus

_LONGEST_TAG = 40
_MOST_TAGS = 50


def assign(scope: Scope, op: Op, payload: Assign) -> None:
    """Gives the thread to somebody; giving other people work, or taking it from them, needs more than answering.

    It does not when the colleague concerned agreed, or cannot be asked (`backend.presence.handovers`).
    """
    to, has = payload.assignee_id, op.root.assignee_id
    scope.need(Permission.ANSWER if _is_own_business(scope, op, to) else Permission.ASSIGN_OTHERS)
    if to is not None and not scope.agent_active(to):
        raise Rejected(Problem.AGENT_GONE)
    if to == has:
        return
    _check_state(scope, op.root, payload.state_version)
    op.root.assignee_id = to
    state_changed(op.root, scope.agent.id)
    scope.work.event(op.root, EventCode.ASSIGNED, [("assignee", to or "")], scope.agent.id)
    scope.tx.after_commit(partial(scope.handovers.over, op.root.id))


def _is_own_business(scope: Scope, op: Op, to: AgentId | None) -> bool:
    """Whether nobody else is given work or loses it against their will."""
    me, has = scope.agent.id, op.root.assignee_id
    if to == me:
        return has in (None, me) or scope.handovers.may_take(op.root.id, me, has)
    if to is None:
        return has in (None, me)
    return has == me and scope.handovers.may_give(op.root.id, me, to)


def resolve(scope: Scope, op: Op, payload: Resolve) -> None:
    """Nothing more to do in the thread."""
    scope.need(Permission.ANSWER)
    if op.root.status == ThreadStatus.RESOLVED:
        return
    _check_state(scope, op.root, payload.state_version)
    op.root.status, op.root.snoozed_until = ThreadStatus.RESOLVED, None
    state_changed(op.root, scope.agent.id)
    scope.work.event(op.root, EventCode.RESOLVED, agent_id=scope.agent.id)
    answering.closed(scope.work, op.root, scope.agent.id)


def reopen(scope: Scope, op: Op, payload: Reopen) -> None:
    """There is something to do after all."""
    scope.need(Permission.ANSWER)
    if op.root.status == ThreadStatus.OPEN:
        return
    _check_state(scope, op.root, payload.state_version)
    open_again(op.root, scope.agent.id)
    scope.work.event(op.root, EventCode.REOPENED, agent_id=scope.agent.id)


def snooze(scope: Scope, op: Op, payload: Snooze) -> None:
    """Out of sight until then; a time that is over wakes it at once."""
    scope.need(Permission.ANSWER)
    if payload.until.tzinfo is None:
        raise Rejected(Problem.BAD_OPERATION)
    try:
        until = payload.until.astimezone(UTC)
    except OverflowError as error:
        raise Rejected(Problem.BAD_OPERATION) from error
    if op.root.status == ThreadStatus.SNOOZED and op.root.snoozed_until == until:
        return
    _check_state(scope, op.root, payload.state_version)
    op.root.status, op.root.snoozed_until = ThreadStatus.SNOOZED, until
    state_changed(op.root, scope.agent.id)
    told = [("until", until.isoformat().replace("+00:00", "Z"))]
    scope.work.event(op.root, EventCode.SNOOZED, told, scope.agent.id)


def tag(scope: Scope, op: Op, payload: Tag) -> None:
    """Adds and takes away tags; what is so already changes nothing."""
    scope.need(Permission.ANSWER)
    if any(not name.strip() or len(name) > _LONGEST_TAG for name in payload.add):
        raise Rejected(Problem.BAD_OPERATION)
    kept = [name for name in op.root.tags if name not in payload.remove]
    tags = tuple(dict.fromkeys([*kept, *payload.add]))
    if len(tags) > _MOST_TAGS:
        raise Rejected(Problem.BAD_OPERATION)
    if tags != op.root.tags:
        op.root.tags = tags
        state_changed(op.root, scope.agent.id)
        scope.work.touch(op.root)


def mark_read(scope: Scope, op: Op, payload: MarkRead) -> None:
    """This agent has read up to the position; it never goes back, and never further than there is something.

    The mark is the thread's that was on screen: what it was joined into since may hold what nobody has read.
    """
    position = min(payload.position, op.root.last_position)
    mark = (read_mark.c.thread_id == op.lane) & (read_mark.c.agent_id == scope.agent.id)
    before = scope.tx.connection.execute(select(read_mark.c.position).where(mark)).scalar()
    if before is not None and before >= position:
        return
    version = scope.tx.changed("read_mark", op.lane, scope.agent.id)
    row = upsert(read_mark).values(thread_id=op.lane, agent_id=scope.agent.id, position=position, version=version)
    further = {"position": row.excluded.position, "version": row.excluded.version}
    scope.tx.connection.execute(row.on_conflict_do_update(index_elements=["thread_id", "agent_id"], set_=further))


def _check_state(scope: Scope, root: ThreadRecord, seen: int) -> None:
    if not saw_present_state(root, seen, scope.agent.id):
        raise Conflict(root.state_version)
