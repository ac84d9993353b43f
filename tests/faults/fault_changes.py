"""R12: a computer that follows the feed holds what a new computer gets, whatever changed and however it came.

A real server goes through every kind of change, operation and inbound event there is, with more of the everyday ones
at random in between. A lead's and an admin's computer follow now and then, in pages of random sizes, some of them
applied twice; a third one is made to start anew (410). At random moments, and at the end, each is compared with a new
one, table by table. A type counts when it came through the feed of a computer that was compared.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from domain.changes import ENTITIES
from domain.operations import PAYLOADS
from tests.support.alike import FEED_TABLES
from tests.support.backend import BackendRig, a_backend
from tests.support.following import Computer, agrees
from tests.support.story import STEPS, Story
from tests.support.virtual.statements import compiled_once
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most, exactly

NAME = "changes"
_COMPARED = FEED_TABLES.keys() | {"draft"}
_EVERYDAY = (
    Story.customer_writes, Story.send, Story.read, Story.failed_and_discarded, Story.resolved_and_reopened,
    Story.failed_and_sent_again,
)  # fmt: skip
_LONG = timedelta(days=99)


@dataclass
class Found:
    """What histories came to.

    Attributes:
        types: of changes that came. kinds: of operations that were done. comparisons: with a new computer.
        differences: what was otherwise there.
    """

    types: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    comparisons: int = 0
    differences: list[str] = field(default_factory=list)


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """1, 20 or 200 histories; each one's own seed is told with what it found."""
    histories, found = scale.choose(1, 20, 200), Found()
    for own in range(seed, seed + histories):
        with compiled_once(), tempfile.TemporaryDirectory() as folder:
            said = asyncio.run(play(Path(folder), Random(own), found))
        for line in said:
            sys.stderr.write(f"seed {own}: {line}\n")
        found.differences += said
    yield at_least("R12 histories", histories, "", histories)
    yield at_least("R12 comparisons with a new computer", found.comparisons, "", 3 * histories)
    yield exactly("R12 types of change compared", len(found.types & _COMPARED), f"of {len(ENTITIES)}", len(ENTITIES))
    yield exactly("R12 kinds of operation among them", len(found.kinds), f"of {len(PAYLOADS)}", len(PAYLOADS))
    yield at_most("R12 differences", len(found.differences), "", 0)


async def play(folder: Path, random: Random, found: Found) -> list[str]:
    """One history; what was otherwise on a new computer."""
    async with AsyncExitStack() as stack:
        lasting = a_backend(folder / "server", access_lifetime=_LONG, session_lifetime=_LONG)
        server = await stack.enter_async_context(lasting)
        story = Story(server)
        computers = [
            await stack.enter_async_context(Computer(server, who, folder / f"{number}", random))
            for number, who in enumerate((story.who, story.admin, story.who))
        ]
        said: list[str] = []
        for step in STEPS:
            await step(story)
            while story.sent and random.random() < 0.3:
                await random.choice(_EVERYDAY)(story)
            said += await follow(computers, folder, random, found)
        for computer in computers:
            said += await compared(computer, folder, found)
            found.types |= computer.types
        found.kinds |= kinds_of(server)
        return said


async def follow(computers: list[Computer], folder: Path, random: Random, found: Found) -> list[str]:
    """Each pulls or does not, the last one sometimes from the beginning; some are compared."""
    said: list[str] = []
    for computer in computers:
        if computer is computers[-1] and random.random() < 0.3:
            await computer.begin_anew()
        if random.random() < 0.6:
            await computer.pull(random.choice((3, 9, 100)))
        if random.random() < 0.1:
            said += await compared(computer, folder, found)
    return said


async def compared(computer: Computer, folder: Path, found: Found) -> list[str]:
    await computer.pull()
    found.comparisons += 1
    return await agrees(computer, folder / f"new-{found.comparisons}")


def kinds_of(server: BackendRig) -> set[str]:
    return {kind for (kind,) in server.rows("SELECT DISTINCT kind FROM operation")}
