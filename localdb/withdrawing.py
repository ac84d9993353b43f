"""Operations that were called refused by something that may not have been the backend: it is asked under their own id.

A request that is refused as a whole (413, a proxy's 403) says nothing of an operation that may have left before. So an
empty operation goes under the same id, in a lane of its own. The backend answers `reused` when it has applied what had
that id; otherwise the id is spent, and no late copy of the old bytes can be applied any more (reliability 3.1, 3.3).
"""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from app.changes import ChangeSet
from domain.ids import OperationId, ThreadId
from domain.operations import Operation, Skip
from domain.outbox import OutboxState
from localdb.context import Context
from localdb.deciding import told
from localdb.outbox_rows import operation_of
from localdb.sql import AnyRow, id_list, listed, literal, many
from localdb.tables import outbox
from localdb.values import moment

_OWN_LANE = 1
"""The number in a lane that nothing else is ever in."""

_REFUSED = select(outbox).where(
    outbox.c.id.in_(listed()),
    outbox.c.state == literal("sent"),
    outbox.c.reason == literal(""),
    outbox.c.kind != literal("skip"),
)
_WITHDRAW = (
    update(outbox)
    .where(outbox.c.local_order == bindparam("at"))
    .values(reason=bindparam("why"), wire=bindparam("bytes"), since=bindparam("now"))
)


def withdraw(connection: Connection, operations: Sequence[OperationId], code: str, context: Context) -> ChangeSet:
    """What was sent of these is asked about from now on; an empty operation has nothing to be asked about."""
    rows = connection.execute(_REFUSED, {"ids": id_list(operations)}).all()
    now = context.now()
    asked = [{"at": row.local_order, "why": code, "bytes": wire(row, row.n, code), "now": now} for row in rows]
    many(connection, _WITHDRAW, asked)
    return told(connection, {row.lane for row in rows}, context, rows) if rows else ChangeSet()


def is_withdrawn(row: AnyRow) -> bool:
    """Whether the backend is asked about the row instead of being sent it; its reason says why."""
    return bool(row.reason) and row.kind != "skip" and row.state in (OutboxState.QUEUED, OutboxState.SENT)


def leaving(row: AnyRow, number: int) -> tuple[int, Operation]:
    """What goes over the wire for the row, and its number."""
    if not is_withdrawn(row):
        return number, operation_of(row)
    return _OWN_LANE, Operation(OperationId(row.id), ThreadId(row.id), Skip(), moment(row.created_at))


def wire(row: AnyRow, number: int, withdrawn: str = "") -> bytes:
    """The operation's JSON; its payload goes in as it was stored, unless the row is withdrawn."""
    values = {
        "id": row.id,
        "lane": row.lane,
        "n": number,
        "kind": row.kind,
        "created_at": moment(row.created_at),
        "payload": msgspec.Raw(row.payload),
    }
    if withdrawn:
        values |= {"lane": row.id, "n": _OWN_LANE, "kind": "skip", "payload": {}}
    return msgspec.json.encode(values)
