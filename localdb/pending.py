"""What waits in some threads' lanes and changes how they look."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, func, or_, select, union_all

from domain.operations import INVISIBLE, Operation
from localdb.outbox_rows import COLUMNS, LIVE, MESSAGE_KINDS, operation_of
from localdb.prediction import STATE_KINDS
from localdb.sql import AnyRow, id_list, listed, literal, one_of
from localdb.tables import outbox

_HERE = (outbox.c.state != literal("done")) & outbox.c.lane.in_(listed())
_LIVE = one_of(outbox.c.state, *LIVE)
_SENDS = select(
    outbox.c.lane, func.min(outbox.c.local_order).label("first"), func.max(outbox.c.local_order).label("last")
)
_WRITTEN = one_of(outbox.c.kind, *MESSAGE_KINDS)
_ENDS = _SENDS.where(_HERE, _LIVE, _WRITTEN).group_by(outbox.c.lane, outbox.c.kind).cte("ends")
_ORDERS = union_all(select(_ENDS.c.first), select(_ENDS.c.last))

_N = Integer()
_COUNTS = (
    select(
        outbox.c.lane,
        # Named as numbers: the sum of what is true or false would come back as true, however many it is.
        func.sum(one_of(outbox.c.state, "queued", "uploading", "sent") & ~one_of(outbox.c.kind, *INVISIBLE), type_=_N),
        func.sum(one_of(outbox.c.state, "blocked", "held"), type_=_N),
    )
    .where(_HERE)
    .group_by(outbox.c.lane)
)
_STATE = select(*COLUMNS).where(_HERE, _LIVE, one_of(outbox.c.kind, *STATE_KINDS))
_EDGES = select(*COLUMNS).where(outbox.c.local_order.in_(_ORDERS))


def counts(connection: Connection, lanes: Collection[str]) -> dict[str, tuple[int, int]]:
    """For each lane that has any: how many visible operations have not left, and how many need a person."""
    rows = connection.execute(_COUNTS, {"ids": id_list(lanes)})
    return {lane: (waiting or 0, person or 0) for lane, waiting, person in rows}


def effects(connection: Connection, lanes: Collection[str]) -> dict[str, list[Operation]]:
    """For each lane: the operations that foretell its state, in order. Of its replies and notes only the
    first and the last count: the first takes the thread, the last is its newest line.
    """
    ids = {"ids": id_list(lanes)}
    rows: dict[int, AnyRow] = {}
    for statement in (_STATE, _EDGES):
        rows.update((row.local_order, row) for row in connection.execute(statement, ids))
    found: defaultdict[str, list[Operation]] = defaultdict(list)
    for order in sorted(rows):
        found[rows[order].lane].append(operation_of(rows[order]))
    return found


_BY_LANES: Any = select(*COLUMNS).where(_HERE).order_by(outbox.c.local_order)


def of_kinds(connection: Connection, lanes: Collection[str], kinds: Sequence[str]) -> list[Operation]:
    """The waiting operations of those kinds."""
    statement = _BY_LANES.where(_LIVE, or_(*(outbox.c.kind == literal(kind) for kind in kinds)))
    return [operation_of(row) for row in connection.execute(statement, {"ids": id_list(lanes)})]
