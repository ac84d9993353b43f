"""While an agent waits for one thread of a database, its other threads begin nothing for anybody else (R26)."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition


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

    def give_way(self, most: Callable[[], float]) -> None:
        """Waits until no agent does any more.

        Args:
            most: for how many seconds from now; asked again whenever there is news.
        """
        with self._news:
            while self._waiting and (seconds := most()) > 0:
                self._news.wait(seconds)

    def _count(self, by: int) -> None:
        with self._news:
            self._waiting += by
            self._news.notify_all()
