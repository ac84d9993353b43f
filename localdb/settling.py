"""What the backend said of operations, and when the feed has brought their effect back."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, bindparam, select, update

from domain.ids import AgentId
from domain.operations import Payload, Tag
from domain.thread import Thread
from localdb.context import Context
from localdb.outbox_rows import COLUMNS, MESSAGE_KINDS, operation_of
from localdb.prediction import STATE_KINDS, foretell
from localdb.sql import AnyRow, id_list, listed, literal, one_of
from localdb.tables import outbox, read_mark, thread
from localdb.values import THREAD

PULLS_TO_CATCH_UP = 2
"""A pull that ended after an answer may have begun before it; the second one has certainly seen the effect."""

_BY_IDS = select(outbox.c.local_order, outbox.c.lane).where(
    outbox.c.id.in_(listed()), outbox.c.state != literal("done")
)
_ACKED = select(*COLUMNS).where(
    outbox.c.state != literal("done"),
    outbox.c.lane.in_(listed()),
    outbox.c.state == literal("acked"),
    ~one_of(outbox.c.kind, *MESSAGE_KINDS),
)
_CAUGHT_UP = select(outbox.c.local_order, outbox.c.lane).where(
    outbox.c.state == literal("acked"), outbox.c.pulls <= bindparam("pulled")
)
_DONE = (
    update(outbox)
    .where(outbox.c.local_order.in_(listed()))
    .values(state="done", reason="", since=bindparam("now"), doubtful=0)
)
_ROOTS = select(thread.c.id.label("lane"), thread.c.root_id).where(thread.c.id.in_(listed()))
_MARKS = select(read_mark.c.thread_id, read_mark.c.position).where(
    read_mark.c.thread_id.in_(listed()), read_mark.c.agent_id == bindparam("me")
)
_THREADS = select(*(thread.c[name] for name in THREAD.columns)).where(thread.c.id.in_(listed()))


def _finish(connection: Connection, rows: Iterable[AnyRow], now: int) -> set[str]:
    found = list(rows)
    if found:
        connection.execute(_DONE, {"ids": id_list(row.local_order for row in found), "now": now})
    return {row.lane for row in found}


def seen(connection: Connection, message_ids: Sequence[str], now: int) -> set[str]:
    """The feed brought these messages: the operations that made them are done, answered or not. Returns the lanes."""
    return _finish(connection, connection.execute(_BY_IDS, {"ids": id_list(message_ids)}), now)


def confirm_pulled(connection: Connection, pulls: int, context: Context) -> set[str]:
    """Finishes what was answered so long ago that the feed has certainly passed it; returns the lanes."""
    rows = connection.execute(_CAUGHT_UP, {"pulled": pulls - PULLS_TO_CATCH_UP})
    return _finish(connection, rows, context.now())


def confirm(connection: Connection, lanes: Collection[str], context: Context) -> set[str]:
    """Finishes acknowledged operations whose effect on threads and read marks is here already; returns their lanes."""
    rows = connection.execute(_ACKED, {"ids": id_list(lanes)}).all()
    if not rows:
        return set()
    lanes_now = {"ids": id_list({row.lane for row in rows})}
    roots = {row.lane: row.root_id for row in connection.execute(_ROOTS, lanes_now)}
    ids = {"ids": id_list(set(roots.values()))}
    threads = {row.id: THREAD.entity(row) for row in connection.execute(_THREADS, ids)}

    marks: dict[str, int] = dict(connection.execute(_MARKS, {**lanes_now, "me": context.me}).all())

    def through(row: AnyRow) -> bool:
        if row.kind == "mark_read":
            return bool(marks.get(row.lane, 0) >= row.seen_position)
        root = roots.get(row.lane, row.lane)
        return row.kind in STATE_KINDS and root in threads and _shows(threads[root], row, context.me)

    return _finish(connection, filter(through, rows), context.now())


def _shows(state: Thread, row: AnyRow, me: AgentId) -> bool:
    """Whether the server's thread has the operation's effect, or has moved on since."""
    operation = operation_of(row)
    if foretell(state, operation, me) == state:
        return True
    return not isinstance(operation.payload, Tag) and state.state_version > _saw(operation.payload)


def _saw(payload: Payload) -> int:
    return int(getattr(payload, "state_version", 0))
