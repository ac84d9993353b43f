"""Unsent text, saved as typed; sending consumes a revision, so that Enter twice sends once."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from app.changes import ChangeSet
from app.ports import Draft
from domain.ids import ThreadId
from domain.timeline import Newer
from localdb import draft_rows, draft_steps, kept_state, lines, moved
from localdb.context import Context
from localdb.database import Database
from localdb.draft_rows import IN_STEP, TYPED, DraftRow
from localdb.enqueueing import hand_over
from localdb.tables import draft, thread

_JOINED = (
    select(*draft_rows.COLUMNS)
    .join(thread, thread.c.id == draft.c.thread_id)
    .where(thread.c.root_id == bindparam("of"), (draft.c.text != "") | (draft.c.files != "[]"))
    .order_by(draft.c.thread_id)
)


class SqlDrafts:
    """Implements `app.ports.Drafts`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def load(self, thread_id: ThreadId) -> Draft | None:
        """The thread's draft. After one was sent it is an empty one, with the revision to go on from."""
        return await self._database.read_first(load, thread_id)

    async def save(self, draft: Draft) -> None:
        """Keeps it durably; an empty draft is removed, and one that was sent already stays so."""
        self._database.owe(await self._database.write(save, draft, self._context))

    async def moved(self, thread_id: ThreadId) -> Sequence[Newer]:
        """What others said in the thread since its draft was begun, oldest first; nothing without a draft."""
        return await self._database.read(_moved, thread_id, self._context)

    async def hand_over(self, thread_id: ThreadId | None = None) -> ChangeSet:
        """Queues what the backend does not have yet of that thread's draft, or of all."""
        return await self._database.change(hand_over, thread_id, self._context)


def _moved(connection: Connection, thread_id: ThreadId, context: Context) -> Sequence[Newer]:
    found = load(connection, thread_id)
    row = draft_rows.read(connection, found.home or thread_id) if found is not None else None
    if row is None or row.empty or not row.seen_position:
        return ()
    return moved.newer_than(connection, thread_id, row.seen_position, context.me)


def load(connection: Connection, thread_id: ThreadId) -> Draft | None:
    """The thread's own draft, else one of a thread that was joined into it."""
    row = draft_rows.read(connection, thread_id)
    if row is None or row.empty:
        joined = connection.execute(_JOINED, {"of": thread_id}).first()
        if joined is not None:
            found = draft_rows.row_of(joined)
            return replace(_draft_of(connection, found), thread_id=thread_id, home=found.thread_id)
    if row is None or (row.empty and not row.consumed and not row.base):
        return None
    return _draft_of(connection, row)


def _draft_of(connection: Connection, row: DraftRow) -> Draft:
    known = draft_rows.known(connection, row.thread_id) if row.unsynced == IN_STEP and not row.empty else None
    elsewhere = known is not None and known.device_id != kept_state.get(connection, kept_state.DEVICE)
    return Draft(
        row.thread_id,
        row.text,
        row.identity_id,
        row.note,
        row.reply_to,
        row.files,
        row.revision,
        base=max(row.base, 0),
        other=row.other,
        saved_elsewhere=known.at if known is not None and elsewhere and row.says(known) else None,
    )


def save(connection: Connection, value: Draft, context: Context) -> ChangeSet:
    """Keeps it unless a later revision is here or this one was sent; tells when the list's line looks different."""
    home = value.home or value.thread_id
    row = draft_rows.read(connection, home)
    if row is not None and value.revision <= max(row.consumed, row.revision - 1):
        return ChangeSet()
    before = row or DraftRow(home)
    after = replace(before.with_text_of(value), revision=value.revision)
    if before.empty or after.empty:
        after = replace(after, seen_position=0 if after.empty else moved.newest(connection, home))
    unseen = draft_steps.unseen(connection, before, value)
    if unseen is not None and not after.says(unseen):
        after = replace(after, other=unseen, base=before.base if before.other is not None else value.base)
    elif before.other is not None:
        after = replace(after, other=None, base=before.other.version)
    if _content(after) != _content(before):
        after = replace(after, unsynced=TYPED)
    draft_rows.write(connection, after)
    roots = lines.roots_of(connection, [home])
    lines.refresh(connection, roots, context.me)
    return ChangeSet(threads=frozenset(map(ThreadId, roots)))


def _content(row: DraftRow) -> tuple[object, ...]:
    return row.text, row.identity_id, row.note, row.reply_to, row.files, row.other
