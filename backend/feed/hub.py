"""Tells waiting event streams that something was committed, within a loop turn."""

import asyncio

from backend.storage.database import Database


class Subscription:
    """One stream's bell: rung when there is something new, or when the server stops."""

    def __init__(self) -> None:
        self.bell = asyncio.Event()

    async def wait(self, seconds: float) -> bool:
        """Whether it rang within this time."""
        try:
            async with asyncio.timeout(seconds):
                await self.bell.wait()
        except TimeoutError:
            return False
        self.bell.clear()
        return True


class FeedHub:
    """Carries commits from the writer's thread to the loop.

    Attributes:
        seq: the newest sequence that was committed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._subscriptions: set[Subscription] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self.seq = 0

    def start(self) -> None:
        """Listens to commits; on the loop that serves."""
        self._loop = asyncio.get_running_loop()
        self._closed = False
        self.seq = self._database.seq()
        self._database.on_commit(self._committed)

    def close(self) -> None:
        """Ends every stream; from any thread."""
        self._closed = True
        self._committed(0)

    def is_closed(self) -> bool:
        """Whether the server stops; every stream ends then."""
        return self._closed

    def subscribe(self) -> Subscription:
        """A new stream's bell."""
        subscription = Subscription()
        self._subscriptions.add(subscription)
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        """The stream ended."""
        self._subscriptions.discard(subscription)

    def _committed(self, seq: int) -> None:
        self.seq = max(self.seq, seq)
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        for subscription in self._subscriptions:
            subscription.bell.set()
