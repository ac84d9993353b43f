"""Where the changes feed goes: rows, cursor and everything derived from them in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from app.changes import ChangeSet
from domain.changes import Page
from domain.ids import ComplaintId, ThreadId
from domain.message import Message
from localdb import history, kept_state, lines, pruning, sweeping
from localdb.complaints import of_roots
from localdb.context import Context
from localdb.database import Database
from localdb.merging import Merge
from localdb.settling import confirm, confirm_pulled
from localdb.values import moment

AT_ONCE = 250
"""Changes in one transaction, for which an agent's reply waits: 12 ms instead of 20 for a page, 4 more in all."""


class SqlFeedSink:
    """Implements `app.ports.FeedSink`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def cursor(self) -> str:
        """Where to go on; "" for a fresh snapshot."""
        return await self._database.read(kept_state.get, kept_state.CURSOR) or ""

    async def synced_at(self) -> datetime | None:
        """When everything was here last, also in an earlier run; None for never."""
        at = await self._database.read(kept_state.number, kept_state.SYNCED)
        return moment(at) if at else None

    async def apply(self, page: Page) -> ChangeSet:
        """The page's last rows and its cursor in one transaction, those before in another; upsert only what is newer.

        What an agent does gets in between (R26). After a crash the page is asked for again, and its rows are no news.
        """
        changes = ChangeSet()
        for piece in await self._pieces(page):
            changes |= await self._database.change_behind(apply, piece, self._context)
        return changes

    async def _pieces(self, page: Page) -> list[Page]:
        """Smaller pages, which stand where the page began until the last of them is applied."""
        if len(page.changes) <= AT_ONCE:
            return [page]
        before = await self.cursor()
        starts = range(0, len(page.changes), AT_ONCE)
        pieces = [Page(page.changes[start : start + AT_ONCE], before, True) for start in starts]
        return [*pieces[:-1], replace(page, changes=pieces[-1].changes)]

    async def restart(self) -> ChangeSet:
        """Forgets the cursor; outbox and drafts stay (R24)."""
        return await self._database.change_behind(restart)

    async def fill(
        self, thread_id: ThreadId, messages: Sequence[Message], complete: bool, before: int | None = None
    ) -> ChangeSet:
        """Older messages; `before` is the position that was asked with, None for that of `TimelineReader.gap`."""
        return await self._database.change(fill, thread_id, messages, complete, before, self._context)


def apply(connection: Connection, page: Page, context: Context) -> ChangeSet:
    """One page. `threads` and `timelines` name root threads, also those that are roots no more."""
    if kept_state.get(connection, kept_state.CURSOR) is None:
        kept_state.put(connection, kept_state.SNAPSHOT, "1")
    merge = Merge(connection, context.now())
    merge.take(page.changes)
    lanes = set(merge.threads)
    kept_state.put(connection, kept_state.CURSOR, page.cursor)
    swept = sweeping.finish(connection) if merge.sweeping and not page.has_more else None
    if not page.has_more:
        lanes |= _pulled(connection, context) | (swept or set())
    confirmed = confirm(connection, lanes | merge.lanes, context)
    roots = lines.roots_of(connection, lanes | merge.lanes) | merge.old_roots | (swept or set())
    lines.refresh(connection, roots, context.me)
    timelines = lines.roots_of(connection, merge.timelines) | merge.split
    return ChangeSet(
        frozenset(map(ThreadId, roots)),
        frozenset(map(ThreadId, timelines | lines.roots_of(connection, confirmed))),
        people=merge.people,
        shelf=frozenset(merge.shelf),
        complaints=frozenset(map(ComplaintId, merge.complaints)) | of_roots(connection, roots),
        outbox=bool(confirmed or merge.lanes),
        reset=swept is not None,
    )


def _pulled(connection: Connection, context: Context) -> set[str]:
    """The feed has nothing more: having caught up settles the rest. Returns the lanes touched."""
    if kept_state.get(connection, kept_state.SNAPSHOT):
        kept_state.drop(connection, kept_state.SNAPSHOT)
        history.after_snapshot(connection)
    pulls = kept_state.number(connection, kept_state.PULLS) + 1
    kept_state.put(connection, kept_state.PULLS, str(pulls))
    kept_state.put(connection, kept_state.SYNCED, str(context.now()))
    pruning.prune(connection, context)
    return confirm_pulled(connection, pulls, context)


def restart(connection: Connection) -> ChangeSet:
    """The next page begins a snapshot. Rows stay on screen until it is complete; what it did not bring goes then."""
    kept_state.drop(connection, kept_state.CURSOR)
    kept_state.put(connection, kept_state.SNAPSHOT, "1")
    sweeping.begin(connection)
    history.acked_before_snapshot(connection)
    return ChangeSet(reset=True)


def fill(
    connection: Connection,
    thread_id: ThreadId,
    messages: Sequence[Message],
    complete: bool,
    before: int | None,
    context: Context,
) -> ChangeSet:
    """Messages of a root thread that come just before what is here."""
    merge = Merge(connection, context.now())
    merge.take_messages(messages)
    root = history.root_of(connection, thread_id)
    moved = history.filled(connection, root, messages, complete, before)
    lines.refresh(connection, {root}, context.me)
    told = frozenset({ThreadId(root)})
    return ChangeSet(told, told, outbox=bool(merge.lanes)) if moved or merge.timelines else ChangeSet()
