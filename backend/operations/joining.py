"""JoinThreads, UndoJoin and DeclineJoin: one customer or two."""

from typing import Any

from sqlalchemy import Row, select

from backend.customers import joins
from backend.customers.joins import Evidence
from backend.operations.scope import Op, Rejected, Scope
from backend.storage.tables import join_record
from domain.agent import Permission
from domain.customer import EvidenceKind, JoinState
from domain.operations import DeclineJoin, JoinThreads, UndoJoin
from domain.problems import Problem


def join(scope: Scope, op: Op, payload: JoinThreads) -> None:
    """Shows the other thread inside this lane's; joined already is fine."""
    scope.need(Permission.JOIN_CUSTOMERS)
    other = scope.work.root(payload.joined_thread_id)
    if other is None:
        raise Rejected(Problem.THREAD_GONE)
    if other is op.root:
        return
    evidence = Evidence(EvidenceKind.AGENT, scope.agent.name, op.root.id, other.id)
    joins.join(scope.work, op.root, other, evidence, scope.agent.id)


def undo_join(scope: Scope, op: Op, payload: UndoJoin) -> None:
    """Takes a join apart; undone already is fine."""
    scope.need(Permission.JOIN_CUSTOMERS)
    row = _join_of(scope, op, payload.join_id)
    if row.state == JoinState.UNDONE:
        return
    if row.state != JoinState.JOINED:
        raise Rejected(Problem.JOIN_GONE)
    joins.undo(scope.work, row.id, scope.agent.id)


def decline_join(scope: Scope, op: Op, payload: DeclineJoin) -> None:
    """Says no to a suggestion; declined already is fine."""
    scope.need(Permission.JOIN_CUSTOMERS)
    row = _join_of(scope, op, payload.join_id)
    if row.state == JoinState.DECLINED:
        return
    if row.state != JoinState.SUGGESTED:
        raise Rejected(Problem.JOIN_GONE)
    joins.settle(scope.work, row.id, JoinState.DECLINED, scope.agent.id)


def _join_of(scope: Scope, op: Op, join_id: str) -> Row[Any]:
    """The join, if one of its two threads is shown in this lane's."""
    scope.work.flush()
    row = scope.tx.connection.execute(select(join_record).where(join_record.c.id == join_id)).first()
    if row is None:
        raise Rejected(Problem.JOIN_GONE)
    sides = (scope.work.root(row.kept_home_id), scope.work.root(row.joined_home_id))
    if op.root not in sides:
        raise Rejected(Problem.JOIN_GONE)
    return row
