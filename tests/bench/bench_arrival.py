"""How long the window is deaf at worst while 1,000 messages arrive as fast as the backend takes them."""

import asyncio
import time
from collections.abc import Iterable

from app.bootstrap import Program
from tests.bench.driven import act, new_home, one_open_thread, posting, until
from tests.support.webhooks import Line
from tools.figures import Figure, at_least, at_most
from ui.main_window import MainWindow

NAME = "arrival"
MESSAGES, PEOPLE, ROUNDS = 1000, 50, 3
TICK = 0.004


class Stalls:
    """A pulse of the event loop; what comes late is a stall."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.monotonic()
        self._loop = asyncio.get_running_loop()
        self._beat()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last - TICK)
        self._last = now
        self._next = self._loop.call_later(TICK, self._beat)

    def stop(self) -> None:
        self._next.cancel()


def run() -> Iterable[Figure]:
    """Into 50 threads, one of which is open."""
    with new_home() as home:
        yield from act(home, play)


async def play(window: MainWindow, program: Program) -> list[Figure]:
    line = await one_open_thread(window, program, 0)
    await asyncio.sleep(1)
    rounds = [await one_round(window, line) for _ in range(ROUNDS)]
    # What else runs on the machine can only make a round worse: the quietest one is the program's own.
    return [
        at_most(f"arrival: longest stall of the loop, best of {ROUNDS}", min(rounds)[0] * 1000, "ms", 50),
        at_least("arrival: messages a second", MESSAGES / min(seconds for _stall, seconds in rounds), "1/s", 20),
    ]


async def one_round(window: MainWindow, line: Line) -> tuple[float, float]:
    """The longest stall and how long all took, in seconds."""
    before, stalls, began = unread(window), Stalls(), time.monotonic()
    # The open thread's own messages are read as they come.
    expected = before + MESSAGES - MESSAGES // PEOPLE
    async with posting(line, MESSAGES, PEOPLE, 0):
        await until(lambda: unread(window) >= expected, "all messages")
    stalls.stop()
    return stalls.longest, time.monotonic() - began


def unread(window: MainWindow) -> int:
    """Of all lines in the list."""
    return sum(row.unread for row in window.inbox.column.model.rows)
