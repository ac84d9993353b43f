"""How long the window is deaf at worst while 1,000 messages arrive as fast as the backend takes them."""

import asyncio
import time
from collections.abc import Iterable

from app.bootstrap import Program
from domain.inbox import Folder
from tests.bench.driven import act, in_sync, new_home, own_line, posting, until
from tests.support.webhooks import post
from tools.figures import Figure, at_least, at_most
from ui.main_window import MainWindow

NAME = "arrival"
MESSAGES, PEOPLE = 1000, 50
TICK = 0.004


class Stalls:
    """A pulse of the event loop; what comes late is a stall."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.count = 0
        self._last = time.monotonic()
        self._loop = asyncio.get_running_loop()
        self._beat()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last - TICK)
        self.count += 1
        self._last = now
        self._loop.call_later(TICK, self._beat)


def run() -> Iterable[Figure]:
    """Into 50 threads, one of which is open."""
    with new_home() as home:
        yield from act(home, play)


async def play(window: MainWindow, program: Program) -> list[Figure]:
    await in_sync(program)
    line = await own_line(program)
    await asyncio.to_thread(post, line, 0, "first")
    window.inbox.open_folder(Folder.QUEUE)
    model = window.inbox.column.model
    await until(lambda: model.rowCount() > 0, "the thread")
    window.inbox.go_to(model.rows[0].thread_id)
    await until(lambda: window.inbox.middle.view.entry_count == 1, "its message")
    await asyncio.sleep(1)
    stalls, began = Stalls(), time.monotonic()
    async with posting(line, MESSAGES, PEOPLE, 0):
        await until(lambda: unread(window) >= MESSAGES + 1 - MESSAGES // PEOPLE - 1, "all messages")
    seconds = time.monotonic() - began
    return [
        at_most("arrival: longest stall of the loop", stalls.longest * 1000, "ms", 50),
        at_least("arrival: messages a second", MESSAGES / seconds, "1/s", 20),
    ]


def unread(window: MainWindow) -> int:
    """Of the lines in the list; the open thread's own are read as they come."""
    return sum(row.unread for row in window.inbox.column.model.rows)
