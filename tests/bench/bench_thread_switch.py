"""Going to another thread in the real program: from the key to the painted messages, database and all."""

import statistics
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from app.bootstrap import Program
from domain.inbox import Folder, ThreadRow
from tests.bench.driven import act, new_home, until
from tests.support.homes import seeded_home
from tools.figures import Figure, at_most
from ui.main_window import MainWindow

NAME = "thread_switch"
FIRST = 6
"""So many come while the program still makes its parts and the backend starts: told apart."""
ROUNDS = 30
SIZES = ((10, 100), (10, 10_000), (3, 100_000))


def run() -> Iterable[Figure]:
    """Threads of three lengths; the target of the peer's figures is 50 ms, 100 at 95 %."""
    for threads, length in SIZES:
        # A process can be the program only once.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as another:
            times = another.submit(measured, threads, length).result()
        first, then = times[:FIRST], times[FIRST:]
        yield at_most(f"thread_switch, {length:,} messages, median", statistics.median(then), "ms", 50)
        yield at_most(f"thread_switch, {length:,} messages, p95", sorted(then)[ROUNDS * 95 // 100], "ms", 100)
        yield at_most(f"thread_switch, {length:,} messages, right after the start, worst", max(first), "ms", 300)


def measured(threads: int, length: int) -> list[float]:
    """Milliseconds of each switch."""
    with new_home() as home:
        return act(seeded_home(home.folder, threads, threads * length), play)


async def play(window: MainWindow, program: Program) -> list[float]:
    rows = await lines(window)
    return [await switch(window, rows[number % len(rows)]) for number in range(FIRST + ROUNDS)]


async def lines(window: MainWindow) -> Sequence[ThreadRow]:
    model = window.inbox.column.model
    window.inbox.steps.open_folder(Folder.MINE)
    await until(lambda: model.rowCount() > 1, "threads")
    return list(model.rows)


async def switch(window: MainWindow, row: ThreadRow) -> float:
    """Milliseconds."""
    view = window.inbox.middle.view

    def there() -> bool:
        return view.newest is not None and view.newest.message.thread_id == row.thread_id

    began = time.perf_counter()
    window.inbox.open_thread(row.thread_id)
    await until(there, "the thread")
    view.viewport().repaint()
    return (time.perf_counter() - began) * 1000
