"""How soon what an agent wrote is durable in the real program, also while all threads come in anew (R26)."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Iterable

from app.bootstrap import Program
from app.ports import Draft
from sync.engine import SyncEngine
from tests.bench.driven import act, new_home, one_open_thread
from tests.support.webhooks import Line, post_together
from tools.figures import Figure, at_most
from ui.main_window import MainWindow

NAME = "commit"
TIMES, WARM_UP = 320, 20
"""Of fewer, the worst one would be taken for one in a hundred."""
PEOPLE = 1_000
PACE = 0.2
"""Seconds between two replies: quicker than any person, slow enough not to measure a queue."""


def run() -> Iterable[Figure]:
    """One reply after the other into one thread, while the engine sends them on."""
    with new_home() as home:
        yield from act(home, play)


async def play(window: MainWindow, program: Program) -> list[Figure]:
    line = await one_open_thread(window, program, 1)
    thread = window.inbox.column.model.rows[0].thread_id
    services, store = program.services, await program.desk.store()

    def words(number: int) -> Draft:
        revision = services.drafts.next_revision(number)
        return Draft(thread, f"Your parcel leaves tomorrow, number {number}.", None, False, None, (), revision)

    sends = [await seconds(services.sending.send(words(number))) for number in range(TIMES)]
    saves = [await seconds(store.drafts.save(words(number))) for number in range(TIMES)]
    renewing = asyncio.create_task(_snapshots(program, line))
    busy = [await seconds(services.sending.send(words(TIMES + number))) for number in range(TIMES)]
    renewing.cancel()
    return [
        at_most("R26 send to durable while a snapshot comes in, p99", p99(busy), "ms", 50),
        at_most("R26 send to durable, p99", p99(sends), "ms", 20),
        at_most("commit: draft saved, p99", p99(saves), "ms", 20),
    ]


async def _snapshots(program: Program, line: Line) -> None:
    """The server forgets where this computer stands, again and again."""
    await asyncio.to_thread(post_together, line, PEOPLE)
    engine = program.desk.engine
    assert isinstance(engine, SyncEngine)
    while True:
        engine.core.pull.lost_cursor = True
        engine.retry_now()
        await asyncio.sleep(PACE)
        while not engine.core.pull.fresh:  # noqa: ASYNC110 - as often as a person looks is enough
            await asyncio.sleep(PACE)


async def seconds(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    took = time.perf_counter() - began
    await asyncio.sleep(PACE)
    return took


def p99(times: list[float]) -> float:
    """In milliseconds."""
    return statistics.quantiles(times[WARM_UP:], n=100, method="inclusive")[-1] * 1000
