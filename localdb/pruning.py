"""Forgets what nobody needs any more: operations confirmed a week ago."""

from sqlalchemy import Connection, bindparam, delete, select

from localdb.context import KEEP_DONE, Context
from localdb.sql import literal
from localdb.tables import outbox, outbox_blob

_OLD = (outbox.c.state == literal("done")) & (outbox.c.since < bindparam("before"))
_BLOBS = delete(outbox_blob).where(outbox_blob.c.local_order.in_(select(outbox.c.local_order).where(_OLD)))
_ROWS = delete(outbox).where(_OLD)


def prune(connection: Connection, context: Context) -> None:
    """Removes operations that have been done for seven days."""
    before = {"before": context.now() - int(KEEP_DONE.total_seconds()) * 1_000_000}
    connection.execute(_BLOBS, before)
    connection.execute(_ROWS, before)
