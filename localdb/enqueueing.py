"""What an agent did becomes an outbox row, and is on screen, in one commit."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from app.changes import ChangeSet
from app.ports import Draft
from domain.ids import ThreadId
from domain.operations import COALESCING, MarkRead, Operation, Payload
from domain.outbox import OutboxState
from localdb import draft_steps, history, lines
from localdb.complaint_prediction import about
from localdb.complaints import of_roots
from localdb.context import Context
from localdb.entries import DECISIONS
from localdb.outbox_rows import MESSAGE_KINDS, ORDER_STEP, parts_of, payload_json
from localdb.shelf import shelf_types
from localdb.sql import id_list, listed, literal, many
from localdb.tables import blob, outbox, outbox_blob, thread
from localdb.values import micros

_LAST = select(func.coalesce(func.max(outbox.c.local_order), 0))
_ADD = insert(outbox)
_SEEN = select(func.coalesce(func.max(thread.c.last_position), 0)).where(thread.c.root_id == bindparam("root"))
_READ = select(lines.mark_of(bindparam("named")))
_UNFROZEN = delete(outbox).where(
    outbox.c.state != literal("done"),
    outbox.c.lane == bindparam("of"),
    outbox.c.state == literal("queued"),
    outbox.c.kind == bindparam("of_kind"),
    outbox.c.n == 0,
    outbox.c.doubtful == 0,
)
_NOT_UPLOADED = select(blob.c.hash).where(blob.c.hash.in_(listed()), blob.c.uploaded == 0)
_NEEDS = insert(outbox_blob).prefix_with("OR IGNORE")
_NEEDS_NO_MORE = delete(outbox_blob).where(outbox_blob.c.local_order == bindparam("order"))


def enqueue(
    connection: Connection, operations: Sequence[Operation], consumes: Draft | None, hold: timedelta, context: Context
) -> ChangeSet | None:
    """Rows and the draft's removal; None when the draft's revision was sent already.

    Replies can be called back for as long as `hold`; a note is read by the team only, and leaves at once.
    """
    if consumes is not None and not draft_steps.consume(connection, consumes):
        return None
    order = connection.execute(_LAST).scalar_one()
    lanes: set[str] = {consumes.home or consumes.thread_id} if consumes else set()
    timelines: set[str] = set()
    for operation in operations:
        if not _add(connection, operation, order + ORDER_STEP, context, hold):
            continue
        order += ORDER_STEP
        lanes.add(operation.lane)
        if operation.kind in (*MESSAGE_KINDS, *DECISIONS):
            timelines.add(operation.lane)
    if consumes is not None:
        _hand_over(connection, consumes.home or consumes.thread_id, context)
    roots = lines.roots_of(connection, lanes)
    lines.refresh(connection, roots, context.me)
    shown = frozenset(map(ThreadId, lines.roots_of(connection, timelines)))
    shelf = shelf_types(operation.kind for operation in operations)
    complaints = about(operations) | of_roots(connection, roots)
    named = frozenset(map(ThreadId, roots))
    return ChangeSet(named, shown, outbox=bool(lanes), shelf=shelf, complaints=complaints)


def hand_over(connection: Connection, thread_id: ThreadId | None, context: Context) -> ChangeSet:
    """Queues what the backend does not have yet of that thread's draft, or of all."""
    threads = draft_steps.threads_to_hand_over(connection) if thread_id is None else [thread_id]
    queued = [_hand_over(connection, thread, context) for thread in threads]
    return ChangeSet(outbox=any(queued))


def _hand_over(connection: Connection, thread_id: str, context: Context) -> bool:
    payload = draft_steps.to_hand_over(connection, thread_id)
    if payload is None:
        return False
    order = connection.execute(_LAST).scalar_one() + ORDER_STEP
    operation = Operation(context.new_operation(), ThreadId(thread_id), payload, context.clock.now())
    return _add(connection, operation, order, context)


def _add(
    connection: Connection, operation: Operation, order: int, context: Context, hold: timedelta = timedelta()
) -> bool:
    """One row; False for a read mark that says nothing new."""
    root = history.root_of(connection, operation.lane)
    if isinstance(operation.payload, MarkRead):
        seen = operation.payload.position
        if seen <= connection.execute(_READ, {"named": operation.lane, "me": context.me}).scalar_one():
            return False
    else:
        seen = connection.execute(_SEEN, {"root": root}).scalar_one()
    if operation.kind in COALESCING:
        connection.execute(_UNFROZEN, {"of": operation.lane, "of_kind": operation.kind})
    now = context.now()
    row: dict[str, Any] = {
        "local_order": order,
        "id": operation.id,
        "lane": operation.lane,
        "kind": operation.kind,
        "payload": payload_json(operation.payload),
        "created_at": micros(operation.created_at),
        "state": needs_blobs(connection, order, operation.payload).value,
        "since": now,
        "fresh_from": now,
        "seen_position": seen,
        "leaves_at": now + hold // timedelta(microseconds=1) if hold and operation.kind == "send" else 0,
    }
    connection.execute(_ADD, row)
    return True


def needs_blobs(connection: Connection, order: int, payload: Payload) -> OutboxState:
    """Notes which attachments the row names; UPLOADING when the backend does not hold one of them."""
    hashes = sorted({part.blob for part in parts_of(payload) if part.blob})
    connection.execute(_NEEDS_NO_MORE, {"order": order})
    if not hashes:
        return OutboxState.QUEUED
    many(connection, _NEEDS, [{"hash": one, "local_order": order} for one in hashes])
    missing = connection.execute(_NOT_UPLOADED, {"ids": id_list(hashes)}).first()
    return OutboxState.UPLOADING if missing else OutboxState.QUEUED
