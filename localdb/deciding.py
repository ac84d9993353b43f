"""What a person, or the guard that acts for one, decides about operations that have not left or were refused."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, func, select, update

from app.changes import ChangeSet
from app.errors import Refused
from domain.ids import DeviceId, OperationId, ThreadId
from domain.operations import INVISIBLE, Operation, Payload, Skip
from domain.outbox import HoldReason, OutboxState
from localdb import kept_state, lines
from localdb.complaint_prediction import acts_of
from localdb.complaints import of_roots
from localdb.context import Context
from localdb.enqueueing import needs_blobs
from localdb.moved import newest
from localdb.outbox_rows import BY_ID, MOVE, arrow, operation_of, payload_json
from localdb.shelf import shelf_types
from localdb.sql import AnyRow, id_list, listed, literal, many, one_of
from localdb.tables import blob, outbox, outbox_blob, thread
from localdb.values import micros

_UNSENT = select(outbox).where(
    outbox.c.state != literal("done"),
    outbox.c.lane == bindparam("of"),
    one_of(outbox.c.state, "queued", "uploading"),
    ~one_of(outbox.c.kind, *sorted(INVISIBLE)),
    outbox.c.doubtful == 0,
)
_REPLACE = (
    update(outbox)
    .where(outbox.c.local_order == bindparam("at"))
    .values(
        id=bindparam("new_id"),
        kind=bindparam("of_kind"),
        payload=bindparam("content"),
        created_at=bindparam("written"),
        wire=None,
        state=bindparam("to"),
        reason="",
        since=bindparam("now"),
        fresh_from=bindparam("now"),
        doubtful=0,
        leaves_at=0,
        seen_position=bindparam("seen"),
    )
)
_MEANT = (
    update(outbox)
    .where(outbox.c.local_order == bindparam("at"))
    .values(fresh_from=bindparam("now"), leaves_at=0, seen_position=bindparam("seen"))
)
"""Whoever says go has the thread in front of them: the guard asks again only about what comes behind that."""
_DELETE = delete(outbox).where(outbox.c.local_order == bindparam("at"))
_DELETE_BLOBS = delete(outbox_blob).where(outbox_blob.c.local_order == bindparam("at"))
_VERSION = select(func.max(thread.c.state_version)).where(
    thread.c.id == select(thread.c.root_id).where(thread.c.id == bindparam("of")).scalar_subquery()
)
_OLD_NUMBERS = update(outbox).where(outbox.c.n > 0).values(n=0, wire=None)
_UNSEND = update(outbox).where(outbox.c.state == literal("sent")).values(state="queued")
_OLD_SKIPS = delete(outbox).where(one_of(outbox.c.state, "queued", "sent"), outbox.c.kind == literal("skip"))
_TO_CHECK = (
    select(outbox.c.lane, func.min(outbox.c.seen_position))
    .where(
        one_of(outbox.c.state, "queued", "uploading"),
        outbox.c.kind == literal("send"),
        outbox.c.n == 0,
        outbox.c.doubtful == 0,
    )
    .group_by(outbox.c.lane)
)
_shown = thread.alias("shown")
_NEWEST = (
    select(thread.c.id, func.max(_shown.c.last_position))
    .join(_shown, _shown.c.root_id == thread.c.root_id)
    .where(thread.c.id.in_(listed()))
    .group_by(thread.c.id)
)
_UPLOADED = update(blob).where(blob.c.hash == bindparam("named")).values(uploaded=1)
_WAITED_FOR = (
    select(outbox)
    .join(outbox_blob, outbox_blob.c.local_order == outbox.c.local_order)
    .where(outbox_blob.c.hash == bindparam("named"), outbox.c.state == literal("uploading"))
)


def told(connection: Connection, lanes: Iterable[str], context: Context, rows: Iterable[AnyRow] = ()) -> ChangeSet:
    """The change set of rows that moved, after their lines were refreshed."""
    moved = list(rows)
    roots = frozenset(map(ThreadId, lines.roots_of(connection, lanes)))
    lines.refresh(connection, roots, context.me)
    complaints = acts_of(moved) | of_roots(connection, roots)
    shelf = shelf_types(row.kind for row in moved)
    return ChangeSet(roots, roots, outbox=True, shelf=shelf, complaints=complaints)


def hold(connection: Connection, lane: ThreadId, reason: str, context: Context) -> ChangeSet:
    """Holds what an agent would miss of that lane and the backend cannot have seen."""
    rows = connection.execute(_UNSENT, {"of": lane}).all()
    if not rows:
        return ChangeSet()
    now = context.now()
    many(connection, MOVE, [arrow(row, OutboxState.HELD, now, reason) for row in rows])
    return told(connection, [lane], context)


def lanes_to_check(connection: Connection) -> list[tuple[ThreadId, int]]:
    """Lanes with replies that never left, and the newest position that the author of the first of them had seen.

    It is asked before anything leaves after a start or a spell without contact: each of them was written, or had to
    wait, in the dark. No clock says which (R20), only what their author had seen. Who has written again since, with
    the news on screen, has not said that the reply before still holds.
    """
    return [(ThreadId(lane), seen) for lane, seen in connection.execute(_TO_CHECK)]


def moved_lanes(connection: Connection, lanes: Sequence[tuple[ThreadId, int]]) -> list[tuple[ThreadId, int]]:
    """Those in whose thread anything came behind the position; one query, since hundreds may have waited."""
    rows = connection.execute(_NEWEST, {"ids": id_list(lane for lane, _ in lanes)})
    newer: dict[str, int] = dict(rows.all())
    return [(lane, seen) for lane, seen in lanes if newer.get(lane, 0) > seen]


def retry(connection: Connection, operation_id: OperationId, context: Context) -> ChangeSet:
    """Held or blocked becomes queued. What was held because the state moved is meant for the state as it is now."""
    row = _find(connection, operation_id)
    if row is None or row.state not in (OutboxState.HELD, OutboxState.BLOCKED):
        return ChangeSet()
    now = context.now()
    operation = operation_of(row)
    if row.reason == HoldReason.STATE_MOVED and hasattr(operation.payload, "state_version"):
        seen = connection.execute(_VERSION, {"of": row.lane}).scalar() or 0
        _replace(connection, row, _rebased(operation, max(seen, row.current), context), now)
    else:
        to = needs_blobs(connection, row.local_order, operation.payload)
        many(connection, MOVE, [arrow(row, to, now, doubt=bool(row.doubtful))])
        seen = max(row.seen_position, newest(connection, row.lane))
        connection.execute(_MEANT, {"at": row.local_order, "now": now, "seen": seen})
    return told(connection, [row.lane], context, [row])


def _rebased(operation: Operation, version: int, context: Context) -> Operation:
    """The same wish under a new id: the backend knows the old one with another content."""
    values = {name: getattr(operation.payload, name) for name in type(operation.payload).__dataclass_fields__}
    payload: Payload = type(operation.payload)(**{**values, "state_version": version})
    return Operation(context.new_operation(), operation.lane, payload, operation.created_at)


def edit(connection: Connection, operation_id: OperationId, replacement: Operation, context: Context) -> ChangeSet:
    """Puts the replacement in the row's place, under its number. Raises Refused("under_way")."""
    row = _find(connection, operation_id)
    if row is None:
        raise Refused("under_way")
    _must_be_ours(row)
    _replace(connection, row, replacement, context.now())
    return told(connection, [row.lane], context)


def _replace(connection: Connection, row: AnyRow, operation: Operation, now: int) -> None:
    values = {
        "at": row.local_order,
        "new_id": operation.id,
        "of_kind": operation.kind,
        "content": payload_json(operation.payload),
        "written": micros(operation.created_at),
        "to": needs_blobs(connection, row.local_order, operation.payload).value,
        "now": now,
        "seen": max(row.seen_position, newest(connection, row.lane)),
    }
    connection.execute(_REPLACE, values)


def discard(connection: Connection, operation_id: OperationId, context: Context) -> ChangeSet:
    """Removes the row; one that has a number leaves a skip in its place. Raises Refused("under_way")."""
    row = _find(connection, operation_id)
    if row is None:
        return ChangeSet()
    _must_be_ours(row)
    if row.n:
        filler = Operation(context.new_operation(), ThreadId(row.lane), Skip(), operation_of(row).created_at)
        _replace(connection, row, filler, context.now())
    else:
        connection.execute(_DELETE, {"at": row.local_order})
        connection.execute(_DELETE_BLOBS, {"at": row.local_order})
    return told(connection, [row.lane], context, [row])


def _find(connection: Connection, operation_id: OperationId) -> AnyRow | None:
    return connection.execute(BY_ID, {"id": operation_id}).one_or_none()


def _must_be_ours(row: AnyRow) -> None:
    """Only what the backend certainly has not applied may still be changed here."""
    if row.doubtful or row.state in (OutboxState.SENT, OutboxState.ACKED, OutboxState.DONE):
        raise Refused("under_way")


def renumber(connection: Connection, device_id: DeviceId, context: Context) -> ChangeSet:
    """A new device with lanes of its own: nothing is frozen any more; ids stay, so nothing is applied twice."""
    kept_state.put(connection, kept_state.DEVICE, device_id)
    connection.execute(_OLD_SKIPS)
    connection.execute(_OLD_NUMBERS)
    connection.execute(_UNSEND)
    lanes = connection.execute(select(outbox.c.lane).distinct().where(outbox.c.state != literal("done")))
    return told(connection, list(lanes.scalars()), context)


def uploaded(connection: Connection, named: str, context: Context) -> ChangeSet:
    """The backend holds the file: rows that waited for nothing else are queued, the others go on waiting."""
    connection.execute(_UPLOADED, {"named": named})
    ready, waited = [], connection.execute(_WAITED_FOR, {"named": named}).all()
    for row in waited:
        to = needs_blobs(connection, row.local_order, operation_of(row).payload)
        if to is OutboxState.QUEUED:
            ready.append(row)
    many(connection, MOVE, [arrow(row, OutboxState.QUEUED, context.now()) for row in ready])
    return told(connection, {row.lane for row in waited}, context)
