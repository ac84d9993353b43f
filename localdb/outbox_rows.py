"""Outbox rows as they are stored, and how an operation becomes one and is read back."""

from typing import Any

import msgspec
from sqlalchemy import bindparam, select, update

from domain.ids import OperationId, ThreadId
from domain.message import Part
from domain.operations import PAYLOADS, Note, Operation, Payload, SaveQuickReply
from domain.outbox import OutboxState, QueuedOperation
from localdb.sql import AnyRow
from localdb.tables import outbox
from localdb.values import moment, to_json

ORDER_STEP = 1024
"""Distance between two rows' local_order, so that a skip can be put before one."""

MESSAGE_KINDS = ("send", "note")
LIVE = (OutboxState.QUEUED, OutboxState.UPLOADING, OutboxState.SENT, OutboxState.ACKED)
"""States whose effect is shown before the feed brings it."""

STILL_HERE = (OutboxState.QUEUED, OutboxState.UPLOADING)
"""States in which the backend has certainly seen nothing of it, unless it is doubtful."""

_DECODERS: dict[str, "msgspec.json.Decoder[Any]"] = {
    kind: msgspec.json.Decoder(kind_type) for kind, kind_type in PAYLOADS.items()
}

COLUMNS = (
    outbox.c.id,
    outbox.c.lane,
    outbox.c.kind,
    outbox.c.payload,
    outbox.c.created_at,
    outbox.c.local_order,
    outbox.c.n,
    outbox.c.state,
    outbox.c.reason,
    outbox.c.since,
    outbox.c.attempts,
    outbox.c.leaves_at,
    outbox.c.seen_position,
    outbox.c.current,
)
BY_ID = select(outbox).where(outbox.c.id == bindparam("id"))

MOVE = (
    update(outbox)
    .where(outbox.c.local_order == bindparam("at"))
    .values(
        state=bindparam("to"),
        reason=bindparam("why"),
        since=bindparam("now"),
        doubtful=bindparam("doubt"),
    )
)
"""One arrow of the state machine."""


def arrow(row: AnyRow, to: OutboxState, now: int, why: str = "", *, doubt: bool = False) -> dict[str, Any]:
    """The values of MOVE for that row."""
    return {"at": row.local_order, "to": to.value, "why": why, "now": now, "doubt": int(doubt)}


def payload_json(payload: Payload) -> bytes:
    """The payload as it goes over the wire; hostile text is cleaned once, here."""
    return to_json(payload).encode()


def read_payload(kind: str, raw: bytes) -> Payload | None:
    """The payload, None when this version cannot read it."""
    try:
        payload: Payload = _DECODERS[kind].decode(raw)
    except (KeyError, msgspec.DecodeError):
        return None
    return payload


def operation_of(row: AnyRow) -> Operation:
    """The row's operation; one that cannot be read is shown as a note of its raw text, so that nothing is lost."""
    payload = read_payload(row.kind, row.payload)
    if payload is None:
        payload = Note(bytes(row.payload).decode("utf-8", "replace"))
    return Operation(OperationId(row.id), ThreadId(row.lane), payload, moment(row.created_at))


def queued_of(row: AnyRow, last_error: str) -> QueuedOperation:
    """The row as the sync panel and the export see it; `row` has COLUMNS."""
    return QueuedOperation(
        operation=operation_of(row),
        local_order=row.local_order,
        n=row.n,
        state=OutboxState(row.state),
        reason=row.reason,
        since=moment(row.since),
        attempts=row.attempts,
        last_error=last_error,
        leaves_at=moment(row.leaves_at) if row.leaves_at and row.state in STILL_HERE else None,
    )


def parts_of(payload: Payload) -> tuple[Part, ...]:
    """The files that have to be on the server first: those of a message, and those of a quick reply."""
    if isinstance(payload, SaveQuickReply):
        return payload.reply.files
    return getattr(payload, "parts", ())
