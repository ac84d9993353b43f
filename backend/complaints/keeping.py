"""Keeps complaints: the value on the shelf, what it is looked up by beside it, every state in the history."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from backend.complaints import rows
from backend.complaints.standing import standing
from backend.shelf import keeping as shelf_keeping
from backend.storage.tables import complaint, shelf_history
from backend.storage.transaction import Transaction
from backend.storage.upsert import upsert
from backend.threads.work import Work
from domain.complaint import Complaint
from domain.ids import ComplaintId

_PUT = upsert(complaint)
_INDEX = _PUT.on_conflict_do_update(
    index_elements=["id"], set_={column.name: _PUT.excluded[column.name] for column in complaint.c}
)
_REMEMBER = upsert(shelf_history)
_STATE = _REMEMBER.on_conflict_do_update(
    index_elements=["type", "id", "version"],
    set_={name: _REMEMBER.excluded[name] for name in ("body", "agent_id", "at")},
)
"""What one transaction does to a complaint is one state; its steps tell all of it."""


def keep(work: Work, before: Complaint | None, after: Complaint, by: str | None) -> Complaint:
    """Keeps a new state, with its change row and its place in the history; returns it with its version.

    Args:
        by: who did it, None for the clock, the customer or the server.
    """
    value = replace(after, version=shelf_keeping.next_version(work.tx, rows.KIND, after.id, ""))
    body = shelf_keeping.put(work, rows.KIND, value.id, value, owner=value.thread_id)
    work.tx.connection.execute(_INDEX, _looked_up_by(value))
    state = {"type": rows.KIND, "id": value.id, "version": value.version, "audience": "", "body": body}
    work.tx.connection.execute(_STATE, {**state, "agent_id": by or "", "at": work.now})
    standing(work.tx).moved(before, value)
    work.tx.memo.pop(_OpenHere, None)
    return value


def put_off(connection: Connection, id_: ComplaintId, next_at: datetime | None) -> None:
    """The clock looks at it again then; nothing else is otherwise."""
    connection.execute(update(complaint).where(complaint.c.id == id_).values(next_at=next_at))


def open_now(tx: Transaction, root_id: str) -> Sequence[Complaint]:
    """Like `rows.open_in`, asked once in a transaction: a message costs at most one look into an index."""
    memo = _open_here(tx)
    if root_id not in memo:
        memo[root_id] = rows.open_in(tx.connection, root_id)
    return memo[root_id]


def look_ahead(tx: Transaction, roots: Iterable[str]) -> None:
    """Reads at once what `open_now` will be asked for each of these threads: a batch of replies has hundreds."""
    memo = _open_here(tx)
    memo.update(rows.open_among(tx.connection, [root for root in roots if root not in memo]))


def _open_here(tx: Transaction) -> "_OpenHere":
    found: _OpenHere | None = tx.memo.get(_OpenHere)
    if found is None:
        found = tx.memo[_OpenHere] = _OpenHere()
    return found


class _OpenHere(dict[str, Sequence[Complaint]]):
    """Which complaints are open where, as far as one transaction has asked."""


def _looked_up_by(value: Complaint) -> dict[str, Any]:
    row = {column.name: getattr(value, column.name) for column in complaint.c}
    return row | {"outcome": value.outcome.value if value.outcome else ""}
