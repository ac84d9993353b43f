"""What waits and what needs a person, as the sync panel and the export show it."""

from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from domain.ids import BlobHash, OperationId
from domain.operations import QUIET
from domain.outbox import NEEDS_PERSON, WAITING, QueuedOperation, Waiting
from localdb import kept_state
from localdb.outbox_rows import COLUMNS, queued_of
from localdb.sql import literal, one_of
from localdb.tables import blob, outbox, outbox_blob
from localdb.values import moment_or_none

_KINDS = (
    select(outbox.c.kind, func.count(), func.min(outbox.c.created_at))
    .where(one_of(outbox.c.state, *WAITING), ~one_of(outbox.c.kind, *QUIET))
    .group_by(outbox.c.kind)
)
_BY_ORDER: Any = select(*COLUMNS).order_by(outbox.c.local_order)
_PERSON = _BY_ORDER.where(one_of(outbox.c.state, *NEEDS_PERSON))
_WAITS = _BY_ORDER.where(one_of(outbox.c.state, *WAITING), ~one_of(outbox.c.kind, *QUIET)).limit(bindparam("most"))
_UNSENT = _BY_ORDER.where(one_of(outbox.c.state, *(WAITING | NEEDS_PERSON)))
_FILES = (
    select(blob.c.hash, blob.c.size)
    .join(outbox_blob, outbox_blob.c.hash == blob.c.hash)
    .join(outbox, outbox.c.local_order == outbox_blob.c.local_order)
    .where(outbox.c.state == literal("uploading"), blob.c.uploaded == 0)
    .group_by(blob.c.hash)
    .order_by(func.min(outbox.c.local_order))
)

_UPLOADS = (
    select(outbox.c.id, func.sum(blob.c.uploaded), func.count())
    .join(outbox_blob, outbox.c.local_order == outbox_blob.c.local_order)
    .join(blob, outbox_blob.c.hash == blob.c.hash)
    .where(outbox.c.state == literal("uploading"))
    .group_by(outbox.c.id)
)


def summary(connection: Connection, most: int) -> Waiting:
    """Counts of what waits by kind, each row that needs a person, and the first rows of the others."""
    kinds = {kind: (count, oldest) for kind, count, oldest in connection.execute(_KINDS)}
    files = connection.execute(_FILES).all()
    error = kept_state.get(connection, kept_state.NETWORK) or ""
    oldest = min((oldest for _, oldest in kinds.values()), default=None)
    replies, notes = (kinds.get(kind, (0, 0))[0] for kind in ("send", "note"))
    return Waiting(
        replies=replies,
        notes=notes,
        others=sum(count for count, _ in kinds.values()) - replies - notes,
        files=len(files),
        file_bytes=sum(size for _, size in files),
        oldest=moment_or_none(oldest),
        needs_person=tuple(queued_of(row, error) for row in connection.execute(_PERSON)),
        items=tuple(queued_of(row, error) for row in connection.execute(_WAITS, {"most": most})) if most else (),
        uploads={OperationId(id_): (there, count) for id_, there, count in connection.execute(_UPLOADS)}
        if most
        else {},
    )


def blobs_to_upload(connection: Connection) -> list[BlobHash]:
    """Files that rows in state UPLOADING wait for."""
    return [BlobHash(row.hash) for row in connection.execute(_FILES)]


def unsent(connection: Connection) -> list[QueuedOperation]:
    """Everything that the backend has not confirmed."""
    error = kept_state.get(connection, kept_state.NETWORK) or ""
    return [queued_of(row, error) for row in connection.execute(_UNSENT)]
