"""Scrolling back through a long thread from the local database, in the real window."""

import time
from collections.abc import Iterable

from app.bootstrap import Program
from domain.inbox import Folder
from tests.bench.driven import act, new_home, until
from tests.support.homes import seeded_home
from tools.figures import Figure, at_most
from ui.main_window import MainWindow

NAME = "scrollback"
STEPS = ((1000, 2.0), (5000, 10.0))
TOTAL = 6000


def run() -> Iterable[Figure]:
    """One thread of 6,000 messages."""
    with new_home() as home:
        yield from act(seeded_home(home.folder, 1, TOTAL), play)


async def play(window: MainWindow, program: Program) -> list[Figure]:
    model, view = window.inbox.column.model, window.inbox.middle.view
    for folder in (Folder.MINE, Folder.QUEUE):
        window.inbox.steps.open_folder(folder)
        try:
            await until(lambda: model.rowCount() > 0, "the thread")
        except AssertionError:
            continue
        break
    window.inbox.go_to(model.rows[0].thread_id)
    await until(lambda: view.entry_count > 0, "its messages")
    await until(lambda: view.newest is not None, "its end")
    assert view.newest is not None
    last = view.newest.message.position
    began, times = time.monotonic(), []
    for count, _limit in STEPS:
        await back_to(window, last - count)
        times.append(time.monotonic() - began)
    per_message = [seconds / count for seconds, (count, _limit) in zip(times, STEPS, strict=True)]
    figures = [
        at_most(f"scrollback: {count:,} messages", seconds, "s", limit)
        for seconds, (count, limit) in zip(times, STEPS, strict=True)
    ]
    return [
        *figures,
        at_most("scrollback: cost of a message, late against early", per_message[1] / per_message[0], "x", 1.5),
    ]


async def back_to(window: MainWindow, position: int) -> None:
    view = window.inbox.middle.view

    def there() -> bool:
        view.verticalScrollBar().setValue(0)
        return view.oldest is not None and view.oldest.message.position <= position

    await until(there, f"message {position}")
