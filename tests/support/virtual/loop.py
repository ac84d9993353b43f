"""An event loop in which time passes only when nothing else is left to do, and never takes any."""

import asyncio
import contextlib
import selectors
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any, TypeVar

from localdb.worker import Turn, Worker
from tests.fakes.clock import START, FakeClock

T = TypeVar("T")
_STUCK_S = 20.0


class _Leaps(selectors.DefaultSelector):
    """Waits for nothing: it sets the time to when the next timer is due."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            found = super().select(_STUCK_S)
            assert found, "nothing will ever happen any more"
            return found
        self.time += max(0.0, timeout)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """asyncio, with its own order of things, in leaps; work for threads is done at once, so that a seed replays."""

    def __init__(self) -> None:
        self._leaps = _Leaps()
        super().__init__(self._leaps)

    def time(self) -> float:
        return self._leaps.time

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., T], *args: Any
    ) -> "asyncio.Future[T]":
        done: asyncio.Future[T] = self.create_future()
        done.set_result(func(*args))
        return done


class VirtualClock(FakeClock):
    """The loop's time; `jump` sets the wall clock wrong."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop
        self._off = timedelta()

    def now(self) -> datetime:
        return START + timedelta(seconds=self._loop.time()) + self._off

    def monotonic(self) -> float:
        return 1000.0 + self._loop.time()

    def unix_ms(self) -> int:
        return int(self.now().timestamp() * 1000)

    def jump(self, by: timedelta) -> None:
        """Somebody sets the clock."""
        self._off += by

    def right(self) -> None:
        """Somebody sets it right again."""
        self._off = timedelta()


class InlineWorker(Worker):
    """Does each piece of work at once and lets a moment pass: others come between two writes, never into one."""

    moment_s = 0.0005

    def __init__(self, name: str) -> None:
        self.name = name

    def submit(self, work: Callable[[], T], turn: Turn = Turn.AGENT) -> "Future[T]":
        done: Future[T] = Future()
        try:
            done.set_result(work())
        except Exception as error:
            done.set_exception(error)
        return done

    async def ask(self, work: Callable[[], T], turn: Turn = Turn.AGENT, same: Hashable = None) -> T:
        found = work()
        await asyncio.sleep(self.moment_s)
        return found

    do = ask
    partner = Worker.another

    def stop(self) -> None:
        """There is no thread."""


@contextlib.contextmanager
def virtual_time() -> Iterator[asyncio.Runner]:
    """A runner on a loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.get_loop()
        yield runner
