"""A page of the feed into the store: 500 mixed changes, on the thread that writes."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from domain.changes import TYPE_OF, Change, Page
from tests.fakes import world
from tests.storage.desk import open_desk
from tools.figures import Figure, at_most

NAME = "feed"
THREADS, CHANGES, TIMES = 2_000, 500, 20


def run() -> Iterable[Figure]:
    """Half messages, a quarter threads, the rest customers and identities, in 125 threads a page."""
    yield asyncio.run(measure())


async def measure() -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        async with open_desk(Path(folder)) as desk:
            feed, sequence, times = desk.store.feed, 0, []
            for number in range(TIMES * 2):
                found, sequence = page(number, sequence)
                began = time.perf_counter()
                await feed.apply(found)
                times.append(time.perf_counter() - began)
    return at_most("feed: a page of 500 mixed changes", statistics.median(times[TIMES:]) * 1000, "ms", 60)


def page(number: int, sequence: int) -> tuple[Page, int]:
    """The changes of that page, whose versions go on from the sequence."""
    changes = []
    for place in range(CHANGES // 4):
        who = (number * CHANGES // 4 + place) % THREADS + 1
        other = world.customer(who) if place % 2 else world.identity(who)
        said = [
            world.message(world.thread(who).id, f"word {number}", id=f"m-{number}-{place}-{turn}") for turn in (1, 2)
        ]
        for entity in (*said, world.thread(who), other):
            sequence += 1
            placed = {"position": sequence} if entity in said else {}
            changed = replace(entity, version=sequence, **placed)  # type: ignore[arg-type]
            changes.append(Change(sequence, TYPE_OF[type(entity)], changed.id, changed))
    return Page(tuple(changes), str(sequence), number < TIMES), sequence
