"""One thread that runs database work, what an agent waits for first, and how a coroutine waits for it."""

import asyncio
import heapq
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from itertools import count
from threading import Event, RLock
from typing import Any, TypeVar

from app.errors import StorageUnreadable
from localdb.precedence import Precedence

T = TypeVar("T")


PATIENCE = 2
"""So many times anything stands back at most: an agent who never pauses stops nobody."""


class Turn(IntEnum):
    """Who goes first. Agents do few things and machines many, so that nobody waits for ever behind an agent."""

    AGENT = 0  # a person has just pressed a key
    BESIDE = 1  # what stands around that on the screen
    ENGINE = 2  # what comes from the server or goes there
    HOUSEKEEPING = 3  # what nobody would miss today; the end comes behind that


@dataclass(slots=True, eq=False)
class _Job:
    """What is queued, and how often it still stands back."""

    future: "Future[Any]"
    work: Callable[[], Any]
    patience: int = PATIENCE


class _Question:
    """What several may wait for.

    Attributes:
        work: in the queue; answer: of it, on the loop.
        same: what it is known by until it begins; None when nobody else may join.
        waiting: how many do.
    """

    def __init__(self, work: "Future[Any]", same: Hashable) -> None:
        self.work = work
        self.answer = asyncio.wrap_future(work)
        self.same = same
        self.waiting = 0


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
        self._lock = RLock()
        self._came = count()
        self._queue: list[tuple[Turn, int, _Job]] = []
        self._questions: dict[Hashable, _Question] = {}
        self._precedence = Precedence()

    def another(self, name: str) -> "Worker":
        """One more of the same sort, for work that goes on beside this one's."""
        return type(self)(name)

    def partner(self, name: str) -> "Worker":
        """Another one that stands back while an agent waits for this one, as this one does for it."""
        made = self.another(name)
        made._precedence = self._precedence
        return made

    def submit(self, work: Callable[[], T], turn: Turn = Turn.AGENT) -> "Future[T]":
        """Queues the work; for callers that are not coroutines. Raises StorageUnreadable("closed") after the end."""
        future: Future[T] = Future()
        with self._lock:
            try:
                self._executor.submit(self._next)
            except RuntimeError as error:
                raise StorageUnreadable("closed") from error
            heapq.heappush(self._queue, (turn, next(self._came), _Job(future, work)))
        return future

    def _next(self) -> None:
        """Once for each that was queued, but not in the order in which they were."""
        if self._can_wait():
            self._precedence.give_way(self._is_for_an_agent)
        with self._lock:
            job = heapq.heappop(self._queue)[-1]
        future, work = job.future, job.work
        del job
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

    def _is_for_an_agent(self) -> bool:
        with self._lock:
            return self._queue[0][0] is Turn.AGENT

    def _can_wait(self) -> bool:
        """Whether what is next would stand back once more; it counts as done then."""
        with self._lock:
            turn, _came, job = self._queue[0]
            can = turn is not Turn.AGENT and job.patience > 0
            job.patience -= can
            return can

    async def ask(self, work: Callable[[], T], turn: Turn = Turn.AGENT, same: Hashable = None) -> T:
        """Waits for work that only reads: it leaves the queue when all who wait are cancelled before it begins.

        Args:
            same: what equal questions have in common; those that wait at the same time are answered once, with one
                object for all.
        """
        question = self._question(work, turn, same)
        try:
            with self._precedence.claimed(turn is Turn.AGENT):
                answer: T = await asyncio.shield(question.answer)
            return answer
        finally:
            self._leave(question)

    def _question(self, work: Callable[[], Any], turn: Turn, same: Hashable) -> _Question:
        def begin() -> Any:
            # Whoever asks from here on wants to see what was written meanwhile.
            with self._lock:
                self._questions.pop(same, None)
            return work()

        with self._lock:
            question = self._questions.get(same)
            if question is None:
                question = _Question(self.submit(begin, turn), same)
                if same is not None:
                    self._questions[same] = question
            question.waiting += 1
        return question

    def _leave(self, question: _Question) -> None:
        with self._lock:
            question.waiting -= 1
            if question.waiting:
                return
            if self._questions.get(question.same) is question:
                del self._questions[question.same]
        question.work.cancel()  # nothing happens once it has begun

    async def do(self, work: Callable[[], T], turn: Turn = Turn.AGENT) -> T:
        """Waits for work that writes: it is done even when its waiter is cancelled (no write is ever lost)."""
        future = asyncio.wrap_future(self.submit(work, turn))
        future.add_done_callback(_retrieve)
        with self._precedence.claimed(turn is Turn.AGENT):
            return await asyncio.shield(future)

    async def do_on(self, work: Callable[[], bool], turn: Turn) -> None:
        """Waits for work that writes in pieces: it is run again while it says that more is left.

        What goes first gets in between. A waiter that is cancelled ends it after the piece at hand.
        """
        pieces = _Pieces(self, work, turn)
        future = asyncio.wrap_future(pieces.waiting[0])
        future.add_done_callback(_retrieve)
        pieces.next()
        try:
            await asyncio.shield(future)
        finally:
            pieces.given_up.set()

    def stop(self) -> None:
        """Finishes what is queued and ends the thread."""
        self._executor.shutdown(wait=True)


class _Pieces:
    """Work that is done in pieces, each with a place of its own in the queue; refers to nothing that refers to it.

    What it works on is as large as a page of the feed, and goes when its last piece is through: else it would lie
    about until the collector comes, and keep the loop's thread for as long as that takes.

    Attributes:
        waiting: the future that is done with the last piece, until it is: an error that knew it would keep it.
        given_up: nobody waits any more.
    """

    def __init__(self, worker: Worker, work: Callable[[], bool], turn: Turn) -> None:
        self.waiting: list[Future[None]] = [Future()]
        self.given_up = Event()
        self._worker = worker
        self._work = work
        self._turn = turn

    def next(self) -> None:
        """One more piece, when its turn has come."""
        self._worker.submit(self._piece, self._turn)

    def _piece(self) -> None:
        try:
            if not self.given_up.is_set() and self._work():
                self.next()
                return
        except BaseException as error:
            self.waiting.pop().set_exception(error)
        else:
            self.waiting.pop().set_result(None)
