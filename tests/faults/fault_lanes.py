"""R14, R15: one poisoned operation stops its own lane at most; one that nobody would miss stops nothing."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.ids import ThreadId
from domain.operations import Tag
from domain.outbox import OutboxState
from domain.problems import Problem
from tests.support.virtual.office import an_office
from tests.support.virtual.running import in_virtual_time
from tools.faults import Scale
from tools.figures import Figure, at_most, exactly

NAME = "lanes"


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """20, 100 or 500 lanes of four replies each."""
    lanes = scale.choose(20, 100, 500)
    yield from in_virtual_time(lambda folder: poisoned(folder, seed, lanes))
    yield from in_virtual_time(lambda folder: unseen(folder, seed))


async def poisoned(folder: Path, seed: int, lanes: int) -> list[Figure]:
    """The head of one lane is refused for good."""
    async with an_office(folder, seed, lanes) as office:
        office.client.link.cut(up=False)
        bad = office.homes[0]
        await office.person.enqueue([office.reply(bad, "x" * 5000)])
        await office.replies(4 * lanes)
        office.client.link.cut(up=True)
        office.client.engine.retry_now()
        while not office.arrived():  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(0.01)
        began = asyncio.get_running_loop().time()
        while not (await office.client.store.outbox.waiting()).needs_person:  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(0.01)
        shown = office.since(began)
        await office.until(waiting=5)
        left = await office.ledger.rows()
        needy = [row for row in left if row.state is OutboxState.BLOCKED]
        told = needy[0].reason if needy else ""
        return [
            exactly("R14 replies of other lanes that arrived", len(office.arrived()), "replies", 4 * (lanes - 1)),
            exactly("R14 rows that stay, all in the poisoned lane", len(left), "rows", 5),
            exactly("R14 of those blocked with their reason", int(told == Problem.TEXT_TOO_LONG), "rows", 1),
            at_most("R14 until it shows, after the first answer", shown, "virtual s", 1.0),
        ]


@contextmanager
def noted() -> Iterator[list[str]]:
    """What the outbox writes to the log meanwhile."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    handler, log = Kept(), logging.getLogger("localdb")
    log.addHandler(handler)
    try:
        yield lines
    finally:
        log.removeHandler(handler)


async def unseen(folder: Path, seed: int) -> list[Figure]:
    """A tag that no server takes stands before a reply."""
    async with an_office(folder, seed, 1) as office:
        office.client.link.cut(up=False)
        lane = ThreadId(office.homes[0].thread)
        await office.client.store.outbox.enqueue([office.person.operation(Tag(("x" * 99,)), lane)])
        await office.replies(3)
        office.client.link.cut(up=True)
        office.client.engine.retry_now()
        with noted() as lines:
            await office.until(waiting=0)
        notices = sum("tag" in line and Problem.BAD_OPERATION in line for line in lines)
        return [
            exactly("R15 replies behind it that arrived", len(office.arrived()), "replies", 3),
            exactly("R15 needing a person", len(await office.ledger.rows()), "rows", 0),
            exactly("R15 lines of the log that say so", notices, "lines", 1),
        ]
