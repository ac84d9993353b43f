"""Searches on a thread and a connection of their own: threads open beside them, and the newest question goes first."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection

from localdb.worker import Worker

T = TypeVar("T")
Pause = Callable[[], None]
"""To be called often by a question that works; it raises when another one goes first."""


class _Later(Exception):
    """A newer question came, or nobody waits for this one any more."""


class _Question:
    def __init__(self, work: Callable[[Connection, Pause], Any]) -> None:
        self.work = work
        self.answer: Future[Any] = Future()


class SearchThread:
    """Runs questions, the newest first; one that is interrupted begins again when it is its turn.

    Args:
        run: runs a function of a connection in a reading transaction; called on the thread only.
    """

    def __init__(self, worker: Worker, run: Callable[[Callable[[Connection], Any]], Any]) -> None:
        self._worker = worker
        self._run = run
        self._lock = Lock()
        self._open: list[_Question] = []

    async def ask(self, work: Callable[[Connection, Pause], T]) -> T:
        """The answer. Whoever stops waiting ends the work on it."""
        question = _Question(work)
        with self._lock:
            self._open.append(question)
        self._worker.submit(self._next)
        answer: T = await asyncio.wrap_future(question.answer)
        return answer

    def _next(self) -> None:
        """Works on the newest question; another run follows for each one that was put off."""
        with self._lock:
            self._open = [question for question in self._open if not question.answer.cancelled()]
            question = self._open[-1] if self._open else None
        if question is None:
            return

        def pause() -> None:
            if question.answer.cancelled() or self._open[-1] is not question:
                raise _Later

        try:
            answer = self._run(lambda connection: question.work(connection, pause))
        except _Later:
            self._worker.submit(self._next)
        except BaseException as error:
            if self._finished(question):
                question.answer.set_exception(error)
        else:
            if self._finished(question):
                question.answer.set_result(answer)

    def _finished(self, question: _Question) -> bool:
        """Whether somebody still waits for the answer."""
        with self._lock:
            self._open.remove(question)
        return question.answer.set_running_or_notify_cancel()

    def stop(self) -> None:
        """Ends what is under way; nobody gets an answer any more."""
        with self._lock:
            for question in self._open:
                question.answer.cancel()
        self._worker.stop()
