"""Wakes a worker: pokes that come while it works are not lost and not counted."""

import asyncio


class Nudge:
    """An event that can be poked from any thread, and that can also come by itself after a while."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Names the loop that is woken by pokes of other threads."""
        self._loop = loop

    def poke(self) -> None:
        """Wakes the worker; on its loop's thread."""
        self._event.set()

    def poke_from_thread(self) -> None:
        """Wakes the worker; from any thread. After the loop's end it does nothing."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._event.set)

    def poke_later(self, seconds: float) -> None:
        """Wakes the worker in a while unless something wakes it sooner; a new time replaces the last."""
        self.cancel()
        self._timer = asyncio.get_running_loop().call_later(max(0.0, seconds), self._event.set)

    def cancel(self) -> None:
        """Takes back a wake-up that was set for later."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def wait(self) -> None:
        """Returns at the next poke, at once if there was one since the last time."""
        await self._event.wait()
        self._event.clear()
