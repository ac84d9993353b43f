"""The messages of one thread, window by window; history that is not here is fetched on the way."""

import asyncio
from collections.abc import Callable

from app.errors import KnownError, Refused, Unreachable
from app.ports import LocalStore
from app.services.desk import Desk
from app.tasks import TaskOwner
from domain.ids import MessageId, ThreadId
from domain.problems import Problem
from domain.timeline import Entry, Window

PAGE = 60
"""Entries of one window: about four screens."""


FETCHED_AT_ONCE = 100
"""Messages that one request for history brings."""

MOST_FETCHED = 5_000
"""So far back one jump goes; the local database would bear more, patience would not."""

Progress = Callable[[int], bool]
"""Is told how many messages a jump has fetched so far; False gives it up."""


def _go_on(_fetched: int) -> bool:
    return True


class TimelineService:
    """Every window comes from the local database; only `older` and `around` may ask the server first."""

    def __init__(self, desk: Desk, tasks: TaskOwner) -> None:
        self.desk = desk
        self.tasks = tasks
        self._fetching: dict[ThreadId, asyncio.Task[bool]] = {}

    async def open(self, thread_id: ThreadId, limit: int = PAGE) -> Window:
        """Around the first unread message, or the end of the thread."""
        return await (await self.desk.store()).timeline.open(thread_id, limit)

    async def older(self, thread_id: ThreadId, before: Entry, limit: int = PAGE) -> Window:
        """The entries just before; asks the server when this computer has no more and the network is up.

        When the server cannot be asked the window is what is here, with `older_remote` still set.
        """
        store = await self.desk.store()
        window = await store.timeline.older(thread_id, before, limit)
        if window.older or len(window.entries) >= limit or not window.older_remote:
            return window
        if not await self._fetched(store, thread_id):
            return window
        return await store.timeline.older(thread_id, before, limit)

    async def around(self, thread_id: ThreadId, message_id: MessageId, progress: Progress = _go_on) -> Window | None:
        """The window with that message in its middle; history down to it is fetched when it is not here yet.

        None when `progress` gave it up. Raises Refused(MESSAGE_GONE) when the thread does not show it (any more),
        Refused("too_far") after `MOST_FETCHED` messages (asking again goes on from there), and Unreachable.
        """
        store = await self.desk.store()
        for fetched in range(0, MOST_FETCHED, FETCHED_AT_ONCE):
            window = await store.timeline.around(thread_id, message_id, PAGE)
            if window is not None:
                return window
            if await store.timeline.gap(thread_id) is None:
                raise Refused(Problem.MESSAGE_GONE)
            if not progress(fetched):
                return None
            if not await self._fetched(store, thread_id):
                raise Unreachable
        raise Refused("too_far")

    async def newer(self, thread_id: ThreadId, after: Entry, limit: int = PAGE) -> Window:
        """The entries just after."""
        return await (await self.desk.store()).timeline.newer(thread_id, after, limit)

    async def newest(self, thread_id: ThreadId, limit: int = PAGE) -> Window:
        """The end of the thread, with what has not left yet."""
        return await (await self.desk.store()).timeline.newest(thread_id, limit)

    async def entries(self, thread_id: ThreadId, oldest: Entry | None, limit: int) -> Window:
        """The present state of the window that begins at `oldest`."""
        return await (await self.desk.store()).timeline.entries(thread_id, oldest, limit)

    async def _fetched(self, store: LocalStore, thread_id: ThreadId) -> bool:
        """One request a thread at a time: whoever asks meanwhile shares its answer."""
        task = self._fetching.get(thread_id)
        if task is None:
            task = self.tasks.spawn(self._fetch(store, thread_id), name="history")
            self._fetching[thread_id] = task
        return await asyncio.shield(task)

    async def _fetch(self, store: LocalStore, thread_id: ThreadId) -> bool:
        try:
            engine, before = self.desk.engine, await store.timeline.gap(thread_id)
            if engine is None or before is None or not engine.status.online:
                return False
            await engine.older(thread_id, before)
        except KnownError:
            return False
        finally:
            self._fetching.pop(thread_id, None)
        return True
