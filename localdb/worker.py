"""One thread that runs database work, what an agent waits for first, and how a coroutine waits for it."""

import asyncio
import heapq
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import IntEnum
from itertools import count
from threading import Lock
from typing import Any, TypeVar

from app.errors import StorageUnreadable

T = TypeVar("T")


class Turn(IntEnum):
    """Who goes first. Agents do few things and machines many, so that nobody waits for ever behind an agent."""

    AGENT = 0  # a person has just pressed a key
    ENGINE = 1  # what comes from the server or goes there
    HOUSEKEEPING = 2  # what nobody would miss today; the end comes behind that


def _retrieve(future: "asyncio.Future[Any]") -> None:
    """Marks a failure as seen when nobody waits for it any more; the one who gave up was told by the cancellation."""
    if not future.cancelled():
        future.exception()


class Worker:
    """Runs functions one after the other on a thread of its own, in the order they came within each turn.

    Attributes:
        name: of the thread, for logs and debuggers.
        afterwards: is run when an answer was given, before the next work begins; does not fail.
    """

    afterwards: Callable[[], None] | None = None

    def __init__(self, name: str) -> None:
        self.name = name
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._lock = Lock()
        self._came = count()
        self._queue: list[tuple[Turn, int, Future[Any], Callable[[], Any]]] = []

    def another(self, name: str) -> "Worker":
        """One more of the same sort, for work that goes on beside this one's."""
        return type(self)(name)

    def submit(self, work: Callable[[], T], turn: Turn = Turn.AGENT) -> "Future[T]":
        """Queues the work; for callers that are not coroutines. Raises StorageUnreadable("closed") after the end."""
        future: Future[T] = Future()
        with self._lock:
            try:
                self._executor.submit(self._next)
            except RuntimeError as error:
                raise StorageUnreadable("closed") from error
            heapq.heappush(self._queue, (turn, next(self._came), future, work))
        return future

    def _next(self) -> None:
        """Once for each that was queued, but not in the order in which they were."""
        with self._lock:
            _turn, _came, future, work = heapq.heappop(self._queue)
        if not future.set_running_or_notify_cancel():
            return
        try:
            answer = work()
        except BaseException as error:
            future.set_exception(error)
            del future  # the error knows this frame: one would keep the other alive
        else:
            future.set_result(answer)
            if self.afterwards is not None:
                self.afterwards()

    async def ask(self, work: Callable[[], T]) -> T:
        """Waits for work that only reads: a cancelled waiter takes it out of the queue when it has not begun."""
        return await asyncio.wrap_future(self.submit(work))

    async def do(self, work: Callable[[], T], turn: Turn = Turn.AGENT) -> T:
        """Waits for work that writes: it is done even when its waiter is cancelled (no write is ever lost)."""
        future = asyncio.wrap_future(self.submit(work, turn))
        future.add_done_callback(_retrieve)
        return await asyncio.shield(future)

    def stop(self) -> None:
        """Finishes what is queued and ends the thread."""
        self._executor.shutdown(wait=True)
