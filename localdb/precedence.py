"""While an agent waits for one thread of a database, its other threads begin nothing for anybody else (R26)."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

MOST_S = 0.025
"""Seconds that anything stands back at one go."""


class Precedence:
    """Shared by threads that would take turns at the interpreter, each of them slower for it."""

    def __init__(self) -> None:
        self._news = Condition()
        self._waiting = 0

    @contextmanager
    def claimed(self, wanted: bool) -> Iterator[None]:
        """An agent waits inside the block; somebody else when not `wanted`. For coroutines.

        It ends a turn of the loop later: what the agent's work does next begins before anything else does.
        """
        loop = asyncio.get_running_loop()
        if wanted:
            self._count(1)
        try:
            yield
        finally:
            if wanted and not loop.is_closed():
                loop.call_soon(self._count, -1)

    def give_way(self, here: Callable[[], bool]) -> None:
        """Waits, at most MOST_S, until no agent does any more, or `here`: for this very thread."""
        with self._news:
            self._news.wait_for(lambda: not self._waiting or here(), MOST_S)

    def _count(self, by: int) -> None:
        with self._news:
            self._waiting += by
            self._news.notify_all()
