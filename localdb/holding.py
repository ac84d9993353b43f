"""Replies that can still be called back: which they are, when they leave, and how they go back into the composer."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, literal_column, select, update

from app.changes import ChangeSet
from app.errors import Refused
from app.ports import Draft
from domain.ids import OperationId, ThreadId
from domain.outbox import LONGEST_HOLD, QueuedOperation
from localdb import drafts
from localdb.context import Context
from localdb.deciding import told
from localdb.outbox_rows import COLUMNS, queued_of
from localdb.sql import id_list, listed, literal, literal_number, one_of
from localdb.tables import outbox, outbox_blob, thread

_earlier = outbox.alias("earlier")


def _on_hold(row: Any) -> Any:
    """Whether it must not leave yet. A clock that was set back holds nothing longer than the longest hold (R20)."""
    return (
        (row.c.leaves_at > literal_number(0))
        & one_of(row.c.state, "queued", "uploading")
        & (row.c.leaves_at > bindparam("now"))
        & (row.c.leaves_at <= bindparam("latest"))
    )


BEHIND_HOLD = exists().where(
    _on_hold(_earlier),
    literal_column("+earlier.lane") == outbox.c.lane,
    literal_column("+earlier.local_order") <= outbox.c.local_order,
)
"""Whether the row, or one before it in its lane, can still be called back. Few rows are on hold, thousands can be in a
lane: the plus keeps the lane's index out of it."""

NEXT = select(func.min(outbox.c.leaves_at)).where(_on_hold(outbox))
_HERE = (
    select(*COLUMNS)
    .where(_on_hold(outbox), outbox.c.lane.in_(select(thread.c.id).where(thread.c.root_id == bindparam("root"))))
    .order_by(outbox.c.local_order)
)
_ROOT = select(thread.c.root_id).where(thread.c.id == bindparam("of"))
_CALLED = select(outbox).where(
    outbox.c.id.in_(listed()), one_of(outbox.c.state, "queued", "uploading", "held"), outbox.c.doubtful == 0
)
_LET_GO = update(outbox).where(outbox.c.id.in_(listed())).values(leaves_at=0)
_DELETE = delete(outbox).where(outbox.c.local_order.in_(listed()))
_DELETE_BLOBS = delete(outbox_blob).where(outbox_blob.c.local_order.in_(listed()))
_DONE_WITH_IT = select(outbox.c.local_order).where(
    outbox.c.state != literal("done"),
    outbox.c.lane == bindparam("of"),
    outbox.c.local_order > bindparam("order"),
    outbox.c.state == literal("queued"),
    outbox.c.kind == literal("resolve"),
    outbox.c.n == 0,
    outbox.c.doubtful == 0,
)


def until(now: int) -> dict[str, int]:
    """The values of the statements above."""
    return {"now": now, "latest": now + LONGEST_HOLD // timedelta(microseconds=1)}


def next_leaving(connection: Connection, now: int) -> int | None:
    """When the next of them may leave, None when there is none."""
    found: int | None = connection.execute(NEXT, until(now)).scalar()
    return found


def on_hold(connection: Connection, thread_id: ThreadId, context: Context) -> list[QueuedOperation]:
    """The thread's replies that can still be called back, in order."""
    root = connection.execute(_ROOT, {"of": thread_id}).scalar() or thread_id
    rows = connection.execute(_HERE, {"root": root, **until(context.now())})
    return [queued_of(row, "") for row in rows]


def let_go(connection: Connection, operations: Collection[OperationId], context: Context) -> ChangeSet:
    """They may leave now."""
    connection.execute(_LET_GO, {"ids": id_list(operations)})
    lanes = connection.execute(select(outbox.c.lane).where(outbox.c.id.in_(listed())), {"ids": id_list(operations)})
    return told(connection, set(lanes.scalars()), context)


def take_back(connection: Connection, operations: Sequence[OperationId], into: Draft, context: Context) -> ChangeSet:
    """Replies become a draft again, all or none; "done" that was said with them goes too. Raises Refused."""
    rows = connection.execute(_CALLED, {"ids": id_list(operations)}).all()
    if not rows or len(rows) != len(set(operations)) or any(row.n for row in rows):
        raise Refused("under_way")
    orders = [row.local_order for row in rows]
    lanes = {row.lane for row in rows}
    for lane in lanes:
        orders += connection.execute(_DONE_WITH_IT, {"of": lane, "order": max(orders)}).scalars()
    connection.execute(_DELETE, {"ids": id_list(orders)})
    connection.execute(_DELETE_BLOBS, {"ids": id_list(orders)})
    return drafts.save(connection, into, context) | told(connection, lanes, context)
