"""Where the changes feed goes: rows, cursor and everything derived from them in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
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

AIM_S = 0.008
"""Seconds that the changes of one transaction take, for which an agent's reply waits; its commit comes to that."""
LEAST, MOST = 80, 500
"""Changes in one transaction: what it costs beside them is that of 30, and more where the disk is slow."""


@dataclass(slots=True)
class Pace:
    """How many changes a transaction may take, by how long the last ones took."""

    rows: int = LEAST

    def took(self, rows: int, seconds: float) -> None:
        """So many changes took so long. A few say nothing: most of their time was not theirs."""
        if rows >= LEAST:
            fitting = int(rows * AIM_S / seconds) if seconds > 0 else MOST
            self.rows = max(LEAST, min(fitting, 2 * self.rows, MOST))


class SqlFeedSink:
    """Implements `app.ports.FeedSink`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context
        self._pace = Pace()

    async def cursor(self) -> str:
        """Where to go on; "" for a fresh snapshot."""
        return await self._database.read(kept_state.get, kept_state.CURSOR) or ""

    async def synced_at(self) -> datetime | None:
        """When everything was here last, also in an earlier run; None for never."""
        at = await self._database.read(kept_state.number, kept_state.SYNCED)
        return moment(at) if at else None

    async def apply(self, page: Page) -> ChangeSet:
        """The page's last rows and its cursor in one transaction, those before in others; upsert only what is newer.

        What an agent does gets in between (R26). After a crash the page is asked for again, and its rows are no news.
        """
        return await self._database.change_on(_Taking(page, self._pace, self._context).piece)

    async def restart(self) -> ChangeSet:
        """Forgets the cursor; outbox and drafts stay (R24)."""
        return await self._database.change_behind(restart)

    async def fill(
        self, thread_id: ThreadId, messages: Sequence[Message], complete: bool, before: int | None = None
    ) -> ChangeSet:
        """Older messages; `before` is the position that was asked with, None for that of `TimelineReader.gap`."""
        return await self._database.change(fill, thread_id, messages, complete, before, self._context)


class _Taking:
    """A page on its way in. Until its last piece the cursor stands where the page began."""

    def __init__(self, page: Page, pace: Pace, context: Context) -> None:
        self._page = page
        self._pace = pace
        self._context = context
        self._start = 0

    def piece(self, connection: Connection) -> tuple[ChangeSet, bool]:
        """As much as the pace allows; whether more is left."""
        end = self._start + self._pace.rows
        some = self._page.changes[self._start : end]
        more = end < len(self._page.changes)
        began = self._context.clock.monotonic()
        changes = apply(connection, Page(some, self._page.cursor, more or self._page.has_more), self._context, more)
        self._pace.took(len(some), self._context.clock.monotonic() - began)
        self._start = end
        return changes, more


def apply(connection: Connection, page: Page, context: Context, part: bool = False) -> ChangeSet:
    """One page. `threads` and `timelines` name root threads, also those that are roots no more.

    Args:
        part: the rest of it is still to come, and the cursor stays.
    """
    if kept_state.get(connection, kept_state.CURSOR) is None:
        kept_state.put(connection, kept_state.SNAPSHOT, "1")
    merge = Merge(connection, context.now())
    merge.take(page.changes)
    lanes = set(merge.threads)
    if not part:
        kept_state.put(connection, kept_state.CURSOR, page.cursor)
    swept = sweeping.finish(connection) if merge.sweeping and not page.has_more else None
    if not page.has_more:
        lanes |= _pulled(connection, context) | (swept or set())
    confirmed = confirm(connection, lanes | merge.lanes | merge.timelines | merge.unchanged, context)
    roots = lines.roots_of(connection, lanes | merge.lanes | confirmed) | merge.old_roots | (swept or set())
    lines.refresh(connection, roots, context.me)
    written = lines.roots_of(connection, merge.timelines)
    lines.recount_unread(connection, written - roots, context.me)
    roots |= written
    timelines = written | merge.split
    return ChangeSet(
        frozenset(map(ThreadId, roots)),
        frozenset(map(ThreadId, timelines | lines.roots_of(connection, confirmed))),
        people=merge.people,
        shelf=frozenset(merge.shelf),
        complaints=frozenset(map(ComplaintId, merge.complaints)) | (of_roots(connection, roots) if roots else set()),
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
