"""Reads for the thread view: indexed windows, never a whole thread."""

from sqlalchemy import Connection

from domain.ids import AgentId, MessageId, ThreadId
from domain.timeline import Entry, Window
from localdb.context import Context
from localdb.database import Database
from localdb.history import floor_of, root_of
from localdb.strip import Key, Strip


class SqlTimelineReader:
    """Implements `app.ports.TimelineReader`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def open(self, thread_id: ThreadId, limit: int) -> Window:
        """The window around the first unread message, or the newest entries when all is read."""
        return await self._database.read_first(open_window, thread_id, limit, self._context.me)

    async def older(self, thread_id: ThreadId, before: Entry, limit: int) -> Window:
        """The entries just before that one."""
        return await self._database.read_first(older, thread_id, before, limit, self._context.me)

    async def newer(self, thread_id: ThreadId, after: Entry, limit: int) -> Window:
        """The entries just after that one."""
        return await self._database.read_first(newer, thread_id, after, limit, self._context.me)

    async def newest(self, thread_id: ThreadId, limit: int) -> Window:
        """The end of the thread, with what has not left yet."""
        return await self._database.recall(newest, thread_id, limit, self._context.me)

    async def entries(self, thread_id: ThreadId, oldest: Entry | None, limit: int) -> Window:
        """The present state of a window that begins at `oldest`, or at the first entry held here."""
        return await self._database.read(entries, thread_id, oldest, limit, self._context.me)

    async def around(self, thread_id: ThreadId, message_id: MessageId, limit: int) -> Window | None:
        """The window with that message in its middle; None when the thread does not hold it here."""
        return await self._database.read_first(around, thread_id, message_id, limit, self._context.me)

    async def gap(self, thread_id: ThreadId) -> int | None:
        """Position before which the backend has messages that are not here; None when all are here."""
        return await self._database.read(gap, thread_id)


def open_window(connection: Connection, thread_id: ThreadId, limit: int, me: AgentId) -> Window:
    """A third of the window is what was read already, for context."""
    strip = Strip(connection, thread_id, me)
    unread = strip.first_unread()
    if unread is None:
        return newest(connection, thread_id, limit, me)
    key: Key = (0, unread[0])
    before = strip.before(key, limit // 3)
    after = strip.since(key, limit - len(before))
    if len(before) + len(after) < limit:
        before = strip.before(key, limit - len(after))
    return strip.window(before + after)


def older(connection: Connection, thread_id: ThreadId, before: Entry, limit: int, me: AgentId) -> Window:
    """Ends just before the entry."""
    strip = Strip(connection, thread_id, me)
    return strip.window(strip.before(strip.key_of(before), limit))


def newer(connection: Connection, thread_id: ThreadId, after: Entry, limit: int, me: AgentId) -> Window:
    """Begins just after the entry."""
    strip = Strip(connection, thread_id, me)
    kind, place = strip.key_of(after)
    return strip.window(strip.since((kind, place + 1), limit))


def newest(connection: Connection, thread_id: ThreadId, limit: int, me: AgentId) -> Window:
    """Ends with the end."""
    strip = Strip(connection, thread_id, me)
    return strip.window(strip.before(strip.END, limit))


def entries(connection: Connection, thread_id: ThreadId, oldest: Entry | None, limit: int, me: AgentId) -> Window:
    """Begins at the entry."""
    strip = Strip(connection, thread_id, me)
    return strip.window(strip.since(strip.key_of(oldest) if oldest else strip.START, limit))


def around(
    connection: Connection, thread_id: ThreadId, message_id: MessageId, limit: int, me: AgentId
) -> Window | None:
    """Half of the window is what was before the message."""
    strip = Strip(connection, thread_id, me)
    key = strip.find(message_id)
    if key is None:
        return None
    before = strip.before(key, limit // 2)
    after = strip.since(key, limit - len(before))
    if len(before) + len(after) < limit:
        before = strip.before(key, limit - len(after))
    return strip.window(before + after)


def gap(connection: Connection, thread_id: ThreadId) -> int | None:
    """The floor, None when it is the bottom."""
    return floor_of(connection, root_of(connection, thread_id)) or None
