"""From the channel's webhook to the bubble on screen: real backend process, real window (C-3: 0.3 s)."""

import asyncio
import statistics
import time
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject

from app.bootstrap import Program
from tests.bench.driven import act, new_home, one_open_thread, until
from tests.support.webhooks import Line, post
from tools.figures import Figure, at_most
from ui.main_window import MainWindow
from widgets.thread_view.view import ThreadView

NAME = "inbound"
MESSAGES, WARM_UP = 60, 10


class PaintedText(QObject):
    """Notes when the view was painted with a newest entry of that text."""

    def __init__(self, view: ThreadView) -> None:
        super().__init__(view)
        self.view = view
        self.wanted = ""
        self.at = 0.0
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        newest = self.view.newest
        if event.type() == QEvent.Type.Paint and newest is not None and newest.message.text == self.wanted:
            self.at = self.at or time.monotonic()
        return False


def run() -> Iterable[Figure]:
    """One message at a time into a thread that is open."""
    with new_home() as home:
        yield from act(home, play)


async def play(window: MainWindow, program: Program) -> list[Figure]:
    line = await one_open_thread(window, program, 1)
    painted = PaintedText(window.inbox.middle.view)
    times = [await one(painted, line, number) for number in range(MESSAGES)][WARM_UP:]
    return [
        at_most("inbound: webhook to bubble, median", statistics.median(times), "s", 0.3),
        at_most("inbound: webhook to bubble, 95 %", statistics.quantiles(times, n=20)[-1], "s", 0.3),
        at_most("inbound: webhook to bubble, slowest", max(times), "s", 1.0),
    ]


async def one(painted: PaintedText, line: Line, number: int) -> float:
    painted.wanted, painted.at = f"message {number}", 0.0
    began = time.monotonic()
    posted = asyncio.create_task(asyncio.to_thread(post, line, 1, painted.wanted))
    await until(lambda: painted.at, painted.wanted)
    await posted
    return painted.at - began
