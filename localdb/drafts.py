"""Unsent text, saved as typed; sending consumes a revision, so that Enter twice sends once."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.changes import ChangeSet
from app.ports import Draft
from domain.ids import ThreadId
from localdb import lines
from localdb.context import Context
from localdb.database import Database
from localdb.sql import upsert
from localdb.tables import draft, thread
from localdb.values import Codec, to_json, words_from_json

_CODEC = Codec(Draft, note=(int, bool), files=(to_json, words_from_json))
_COLUMNS = (*(draft.c[name] for name in _CODEC.columns), draft.c.consumed)
_OWN = select(*_COLUMNS).where(draft.c.thread_id == bindparam("of"))
_JOINED = (
    select(*_COLUMNS)
    .join(thread, thread.c.id == draft.c.thread_id)
    .where(thread.c.root_id == bindparam("of"), (draft.c.text != "") | (draft.c.files != "[]"))
)
_SAVE = upsert(draft, "thread_id")


class SqlDrafts:
    """Implements `app.ports.Drafts`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def load(self, thread_id: ThreadId) -> Draft | None:
        """The thread's draft. After one was sent it is an empty one, with the revision to go on from."""
        return await self._database.read(load, thread_id)

    async def save(self, draft: Draft) -> None:
        """Keeps it durably; an empty draft is removed, and one that was sent already stays so."""
        self._database.owe(await self._database.write(save, draft, self._context))


def load(connection: Connection, thread_id: ThreadId) -> Draft | None:
    """The thread's own draft, else one of a thread that was joined into it."""
    row = connection.execute(_OWN, {"of": thread_id}).one_or_none()
    if row is None or _is_empty(row):
        joined = connection.execute(_JOINED, {"of": thread_id}).first()
        if joined is not None:
            found = _CODEC.entity(joined)
            revision = max(found.revision, row.revision if row else 0)
            return Draft(thread_id, found.text, found.identity_id, found.note, found.reply_to, found.files, revision)
    if row is None or (_is_empty(row) and not row.consumed):
        return None
    return _CODEC.entity(row)


def _is_empty(row: Any) -> bool:
    return not row.text and row.files == "[]"


def save(connection: Connection, value: Draft, context: Context) -> ChangeSet:
    """Keeps it unless a later revision is here or this one was sent; tells when the list's line looks different."""
    row = connection.execute(_OWN, {"of": value.thread_id}).one_or_none()
    if row is not None and value.revision <= max(row.consumed, row.revision - 1):
        return ChangeSet()
    connection.execute(_SAVE, {**_CODEC.row(value), "consumed": row.consumed if row else 0})
    roots = lines.roots_of(connection, [value.thread_id])
    lines.refresh(connection, roots, context.me)
    return ChangeSet(threads=frozenset(map(ThreadId, roots)))


def consume(connection: Connection, value: Draft) -> bool:
    """Removes the draft for good; False when that revision, or a later one, was sent already."""
    row = connection.execute(_OWN, {"of": value.thread_id}).one_or_none()
    if row is not None and value.revision <= row.consumed:
        return False
    newer = row is not None and row.revision > value.revision
    kept = (
        _CODEC.entity(row)
        if row is not None and newer
        else Draft(value.thread_id, "", None, False, None, (), value.revision)
    )
    connection.execute(_SAVE, {**_CODEC.row(kept), "consumed": value.revision})
    return True
