"""How screens start work: a coroutine from a plain slot, its errors in words, stale answers dropped."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.errors import KnownError, OwnBug
from ui.ports import Tasks

Answer = TypeVar("Answer")


class Background:
    """Runs coroutines for one screen.

    Attributes:
        owner: when it is gone, answers are dropped instead of reaching deleted widgets.
        troubled: is told of the world's errors, and of ours as OwnBug, so that no screen waits for ever;
            ours themselves go on to the task owner, who reports them.
    """

    def __init__(self, tasks: Tasks, owner: QObject, troubled: Callable[[KnownError], None]) -> None:
        self.owner = owner
        self.troubled = troubled
        self._tasks = tasks
        self._generations: dict[str, int] = {}
        self._out: set[str] = set()
        self._owed: dict[str, Callable[[], None]] = {}
        self._reads: dict[str, asyncio.Task[Any]] = {}

    def run(
        self,
        work: Coroutine[Any, Any, Answer],
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        latest: str = "",
    ) -> None:
        """Starts it.

        Args:
            done, failed: take the answer or the error (the world's, or OwnBug) on the loop's thread, while the owner
                lives.
            latest: a name; only the answer to the last question of that name counts. What has none is done, not asked,
                and is let end when the program does.
        """
        self._start(work, done, failed, latest)

    def again(
        self, ask: Callable[[], Coroutine[Any, Any, Answer]], done: Callable[[Answer], None] | None, latest: str
    ) -> None:
        """Reads, once more when something has changed; what changes while an answer is out is asked for together.

        Args:
            ask: makes the work when its turn has come; it only reads, and is broken off when nobody wants to know.
        """
        if latest in self._out:
            self._owed[latest] = partial(self.again, ask, done, latest)
            return
        task = self._start(ask(), done, None, latest)
        if isinstance(task, asyncio.Task):
            self._reads[latest] = task

    def forget(self, name: str) -> int:
        """Makes every answer still out under that name stale; returns the name's new generation."""
        self._out.discard(name)
        self._owed.pop(name, None)
        if (read := self._reads.pop(name, None)) is not None:
            read.cancel()
        generation = self._generations.get(name, 0) + 1
        self._generations[name] = generation
        return generation

    def _start(
        self,
        work: Coroutine[Any, Any, Answer],
        done: Callable[[Answer], None] | None,
        failed: Callable[[KnownError], None] | None,
        latest: str,
    ) -> object:
        generation = self.forget(latest) if latest else 0
        if latest:
            self._out.add(latest)
        answered = self._answered(work, done, failed, (latest, generation))
        task = self._tasks.spawn(answered, latest or None, keeps=not latest)
        if isinstance(task, asyncio.Task):
            # One that is cancelled before its first step would leave the work in it waiting for ever.
            task.add_done_callback(lambda _task: work.close())
        return task

    async def _answered(
        self,
        work: Coroutine[Any, Any, Answer],
        done: Callable[[Answer], None] | None,
        failed: Callable[[KnownError], None] | None,
        ticket: tuple[str, int],
    ) -> None:
        try:
            answer = await work
        except KnownError as error:
            if self._wanted(ticket):
                (failed or self.troubled)(error)
        except Exception:
            if self._wanted(ticket):
                (failed or self.troubled)(OwnBug())
            raise
        else:
            if done is not None and self._wanted(ticket):
                done(answer)
        finally:
            self._ended(ticket)

    def _ended(self, ticket: tuple[str, int]) -> None:
        name, _generation = ticket
        if name and self._wanted(ticket):
            self._out.discard(name)
            self._reads.pop(name, None)
            self._owed.pop(name, _nothing)()

    def _wanted(self, ticket: tuple[str, int]) -> bool:
        name, generation = ticket
        return isValid(self.owner) and (not name or self._generations[name] == generation)


def _nothing() -> None:
    """Nobody asked again."""
