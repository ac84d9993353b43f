"""One thread that runs database work in order, and how a coroutine waits for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from app.errors import StorageUnreadable

T = TypeVar("T")


def _retrieve(future: "asyncio.Future[Any]") -> None:
    """Marks a failure as seen when nobody waits for it any more; the one who gave up was told by the cancellation."""
    if not future.cancelled():
        future.exception()


class Worker:
    """Runs functions one after the other on a thread of its own.

    Attributes:
        name: of the thread, for logs and debuggers.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def another(self, name: str) -> "Worker":
        """One more of the same sort, for work that goes on beside this one's."""
        return type(self)(name)

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        """Queues the work; for callers that are not coroutines. Raises StorageUnreadable("closed") after the end."""
        try:
            return self._executor.submit(work)
        except RuntimeError as error:
            raise StorageUnreadable("closed") from error

    async def ask(self, work: Callable[[], T]) -> T:
        """Waits for work that only reads: a cancelled waiter takes it out of the queue when it has not begun."""
        return await asyncio.wrap_future(self.submit(work))

    async def do(self, work: Callable[[], T]) -> T:
        """Waits for work that writes: it is done even when its waiter is cancelled (no write is ever lost)."""
        future = asyncio.wrap_future(self.submit(work))
        future.add_done_callback(_retrieve)
        return await asyncio.shield(future)

    def stop(self) -> None:
        """Finishes what is queued and ends the thread."""
        self._executor.shutdown(wait=True)
