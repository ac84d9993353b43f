"""Time and answers that a test moves by hand."""

from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from tests.fakes.demo import NOW


class FakeClock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def forward(self, seconds: float) -> None:
        """Lets time pass."""
        self.time += timedelta(seconds=seconds)


class Timers:
    """Timers that ring when the test moves its clock and says so."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.set: list[ManualTimer] = []

    def later(self, seconds: float, call: Callable[[], None]) -> "ManualTimer":
        """What `loop.call_later` does."""
        made = ManualTimer(self, self.clock.monotonic() + seconds, call)
        self.set.append(made)
        return made

    def forward(self, seconds: float) -> None:
        """Lets time pass; what rings in between does so at its moment."""
        end = self.clock.monotonic() + seconds
        while due := [timer for timer in self.set if timer.at <= end]:
            first = min(due, key=_at)
            self.set.remove(first)
            self.clock.forward(max(0.0, first.at - self.clock.monotonic()))
            first.call()
        self.clock.forward(end - self.clock.monotonic())


class ManualTimer:
    """One that waits."""

    def __init__(self, among: Timers, at: float, call: Callable[[], None]) -> None:
        self.among, self.at, self.call = among, at, call

    def cancel(self) -> None:
        """Does not ring any more."""
        if self in self.among.set:
            self.among.set.remove(self)


def _at(timer: ManualTimer) -> float:
    return timer.at


class Gate:
    """Something to wait for: a fake's answer stays out until the test opens it."""

    def __init__(self) -> None:
        self.opened = False

    def __await__(self) -> Any:
        while not self.opened:
            yield


class StepTasks:
    """Runs coroutines by hand, so that a test decides when an answer arrives; nothing else may suspend them."""

    def __init__(self) -> None:
        self.waiting: list[Coroutine[Any, Any, Any]] = []
        self.keeping: list[Coroutine[Any, Any, Any]] = []
        self.failures: list[Exception] = []

    def spawn(self, work: Coroutine[Any, Any, Any], name: str | None = None, *, keeps: bool = False) -> object:
        self.waiting.append(work)
        if keeps:
            self.keeping.append(work)
        return work

    def step(self) -> bool:
        """Lets every coroutine go on once; whether one of them ended."""
        ended = False
        for work in tuple(self.waiting):
            try:
                work.send(None)
            except StopIteration:
                ended = True
            except Exception as error:
                self.failures.append(error)
                ended = True
            else:
                continue
            self.waiting.remove(work)
            self.keeping = [one for one in self.keeping if one is not work]
        return ended

    def close(self) -> None:
        """Gives up what has not ended; what has not begun begins first, else Python calls it forgotten."""
        self.step()
        for work in self.waiting:
            work.close()
        self.waiting.clear()
        self.keeping.clear()
