"""Finds complaints: by id, by the threads they belong to, by what they were linked to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, TextClause, select, text, union_all

from backend.shelf.keeping import value_of
from backend.storage.bulk import BulkRead
from backend.storage.listed import id_list, listed
from backend.storage.tables import complaint, shelf, thread
from backend.threads.work import CHUNK
from domain.complaint import Complaint, ComplaintState
from domain.ids import ComplaintId

KIND = "complaint"
OPEN = (ComplaintState.OPEN.value, ComplaintState.PAUSED.value)

_HERE = """
SELECT id FROM complaint WHERE thread_id = :root AND state IN ({states})
UNION ALL
SELECT complaint.id FROM thread JOIN complaint ON complaint.thread_id = thread.id
WHERE thread.merged_into = :root AND complaint.state IN ({states})
"""
"""Asked for every message that comes in: two looks into an index, and nothing to be put together."""
_OPEN_HERE = text(_HERE.format(states="'open', 'paused'"))
_NOT_CLOSED_HERE = text(_HERE.format(states="'open', 'paused', 'resolved'"))
_IS_OPEN = text("complaint.state IN ('open', 'paused')")
_OPEN_AMONG = BulkRead(
    union_all(
        select(complaint.c.thread_id, complaint.c.id).where(complaint.c.thread_id.in_(listed()), _IS_OPEN),
        select(thread.c.merged_into, complaint.c.id)
        .join_from(thread, complaint, complaint.c.thread_id == thread.c.id)
        .where(thread.c.merged_into.in_(listed()), _IS_OPEN),
    )
)
"""The same for many threads at once."""
_VALUES: Any = select(shelf.c.type, shelf.c.body).where(shelf.c.type == KIND)


def load(connection: Connection, ids: Iterable[str]) -> list[Complaint]:
    """Those of these ids that there are, the oldest first."""
    ordered, found = sorted(set(ids)), list[Complaint]()
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        found += [_value(row) for row in connection.execute(_VALUES.where(shelf.c.id.in_(chunk)))]
    return sorted(found, key=order)


def one(connection: Connection, id_: str) -> Complaint | None:
    """The complaint; None when there is none."""
    return next(iter(load(connection, [id_])), None)


def version_of(connection: Connection, id_: str) -> int:
    """The sequence of its last change, 0 when it is not there."""
    found = select(shelf.c.version).where(shelf.c.type == KIND, shelf.c.id == id_)
    return int(connection.execute(found).scalar() or 0)


def exists(connection: Connection, id_: str) -> bool:
    """Whether there is one under that id."""
    return connection.execute(select(complaint.c.id).where(complaint.c.id == id_)).first() is not None


def open_in(connection: Connection, root_id: str) -> Sequence[Complaint]:
    """Those that somebody still has to make good in that thread and in all that is joined into it; oldest first."""
    return _in_thread(connection, _OPEN_HERE, root_id)


def open_among(connection: Connection, roots: Iterable[str]) -> dict[str, Sequence[Complaint]]:
    """Like `open_in` for each of these threads; many cost hardly more than one."""
    asked, ids = set(roots), defaultdict[str, list[ComplaintId]](list)
    for root, id_ in _OPEN_AMONG.rows(connection, id_list(asked)):
        ids[root].append(id_)
    if not ids:
        return dict.fromkeys(asked, ())
    values = {value.id: value for value in load(connection, (id_ for some in ids.values() for id_ in some))}
    return {root: sorted((values[id_] for id_ in ids[root] if id_ in values), key=order) for root in asked}


def not_closed_in(connection: Connection, root_id: str) -> Sequence[Complaint]:
    """The same with those whose customer will still be asked how it is."""
    return _in_thread(connection, _NOT_CLOSED_HERE, root_id)


def copies_of(connection: Connection, id_: str) -> list[Complaint]:
    """Those that were linked to it."""
    closed = select(complaint.c.id).where(complaint.c.state == ComplaintState.CLOSED.value)
    linked = shelf.c.body.contains(f'"duplicate_of":"{id_}"', autoescape=True)
    rows = connection.execute(_VALUES.where(shelf.c.id.in_(closed), linked))
    return [found for row in rows if (found := _value(row)).duplicate_of == id_]


def order(value: Complaint) -> tuple[datetime, str]:
    """For sorting: the oldest first."""
    return value.opened_at, value.id


def _in_thread(connection: Connection, query: TextClause, root_id: str) -> Sequence[Complaint]:
    ids = connection.execute(query, {"root": root_id}).scalars().all()
    return load(connection, ids) if ids else ()


def _value(row: Row[Any]) -> Complaint:
    value = value_of(row)
    assert isinstance(value, Complaint)
    return value
