"""Background work that somebody owns: kept alive, its failures reported, all of it ended at close."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

GRACE = 2.0
"""Seconds that what keeps something has at close."""


class TaskOwner:
    """Starts coroutines as tasks and answers for them.

    The loop itself holds tasks only weakly and tells nobody when one fails; the owner does both. Give a pane of its own
    an owner of its own and close it with the pane, so that no coroutine touches a widget that is gone.

    Attributes:
        report: is told of every exception a task ended with;
            `app.errors.KnownError` are the world's, all others our bugs.
        grace: seconds that what keeps something has at close.
    """

    def __init__(self, report: Callable[[Exception], None], grace: float = GRACE) -> None:
        self.report, self.grace = report, grace
        self._tasks: set[asyncio.Task[Any]] = set()
        self._keeping: set[asyncio.Task[Any]] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._tasks)

    def spawn(
        self, work: Coroutine[Any, Any, Result], name: str | None = None, *, keeps: bool = False
    ) -> asyncio.Task[Result]:
        """Starts the coroutine; must be called on the loop's thread, also from a plain slot.

        Once the owner is closed the coroutine never runs: its task comes back cancelled.

        Args:
            keeps: it does what somebody wanted done, and is let end at close.
        """
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        if keeps:
            self._keeping.add(task)
        task.add_done_callback(self._ended)
        if self._closed:
            task.cancel()
        return task

    async def close(self) -> None:
        """Lets what keeps something end, cancels everything else and waits for it, also for what is started meanwhile.

        May be called again.
        """
        await self._let_keep()
        self._closed = True
        # What was spawned a moment ago begins first: cancelled before that, what it wraps would never be awaited.
        await asyncio.sleep(0)
        while others := self._tasks - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            await asyncio.wait(others)
            # A done task leaves the set in a callback of the next turn.
            self._tasks -= others

    async def _let_keep(self) -> None:
        """What one keeps may start the next; all of it together has the grace."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.grace):
                while others := self._keeping - {asyncio.current_task()}:
                    await asyncio.wait(others)
                    self._keeping -= {task for task in others if task.done()}

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._keeping.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, Exception):
            self.report(error)
