"""The same reply is asked for twice: Enter twice, two windows on one database, two processes, and two that both send.

Real encrypted database; the two processes race for each draft, then two more on the same database send to a real
backend at once, which must hold and pass on each reply once.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from app.ports import Draft
from domain.ids import OperationId
from domain.operations import Operation
from sync.braid.gateway import BraidGateway
from tests.support.house import House, a_house
from tests.support.processes import SECRET, Child
from tests.support.team import Place, Team, a_team, customers
from tools.faults import Scale
from tools.figures import Figure, at_most, exactly

NAME = "twice"
THREADS = 10


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """10, 200 or 1,000 replies from one process; 1, 5 or 50 races of two with ten drafts each."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(play(Path(folder), scale.choose(10, 200, 1_000), scale.choose(1, 5, 50)))


async def play(folder: Path, count: int, races: int) -> list[Figure]:
    async with a_team(folder) as team:
        async with a_house(folder, team.gateway, team.session) as house:
            await house.synced()
            places = await customers(team, house, THREADS)
            team.backend.kill()
            await house.until(lambda: not house.engine.status.online)
            enter = await pressed(house, house, places, count, "enter")
            async with another_window(folder, team) as window:
                windows = await pressed(house, window, places, count, "window")
        raced = [await race(folder, team, places, number) for number in range(races)]
        await team.backend.start()
        await two_that_send(folder, team)
        wanted = 2 * count + THREADS * len(raced)
        await team.backend.settled()
        taken = Counter(one.text for one in team.provider.taken)
    return [
        exactly(f"R5 Enter twice on {count} replies: counted", enter, "", count),
        exactly(f"R5 two windows on {count} replies: counted", windows, "", count),
        exactly("R5 two processes on one database: counted", sum(raced), "", THREADS * len(raced)),
        exactly("R5 replies that reached the provider", len(taken), "", wanted),
        at_most("R5 of those, more than once", sum(times > 1 for times in taken.values()), "", 0),
    ]


@asynccontextmanager
async def another_window(folder: Path, team: Team) -> AsyncIterator[House[BraidGateway]]:
    """The same database opened once more, with a writer of its own."""
    async with a_house(folder, team.gateway, team.session, start=False) as house:
        yield house


async def pressed(
    one: House[BraidGateway], other: House[BraidGateway], places: list[Place], count: int, words: str
) -> int:
    """Two presses at the same moment on each draft; how many counted."""
    counted = 0
    for number in range(count):
        place = places[number % len(places)]
        draft = await typed(one, place, f"{words} {number}")
        presses = (press(house, place, draft) for house in (one, other))
        counted += sum(await asyncio.gather(*presses))
    return counted


async def typed(house: House[BraidGateway], place: Place, text: str) -> Draft:
    """A draft with the next revision, saved."""
    before = await house.store.drafts.load(place.lane)
    revision = 1 if before is None else before.revision + 1
    draft = Draft(place.lane, text, place.identity, note=False, reply_to=None, files=(), revision=revision)
    await house.store.drafts.save(draft)
    return draft


async def press(house: House[BraidGateway], place: Place, draft: Draft) -> bool:
    """As `services.sending` does it: one operation that consumes one revision of the draft."""
    operation = Operation(OperationId(house.ids.new()), place.lane, place.send(draft.text), house.clock.now())
    return await house.store.outbox.enqueue([operation], draft) is not None


async def race(folder: Path, team: Team, places: list[Place], number: int) -> int:
    """Two processes press Enter on the same drafts; how many presses counted in both together."""
    async with a_house(folder, team.gateway, team.session, start=False) as house:
        for place in places:
            await typed(house, place, f"process {number} {place.phone}")
    drafts = [(place.lane, place.identity) for place in places]
    order: dict[str, Any] = {"folder": str(folder), "me": team.session.agent.id, "drafts": drafts}
    twins = [Child("-m", "tests.support.enter") for _ in range(2)]
    try:
        for twin in twins:
            twin.launch(order)
            assert (await twin.line())["ready"]
        for twin in twins:
            twin.say_more()
        return sum([int((await twin.line())["counted"]) for twin in twins])
    finally:
        for twin in twins:
            await twin.stop()


async def two_that_send(folder: Path, team: Team) -> None:
    """Both drain the same outbox to the end."""
    order = {"server": team.backend.address, "secret": SECRET, "folder": str(folder), "batch": 7}
    senders, waiting = [Child("-m", "tests.system.headless_client") for _ in range(2)], list[int]()
    try:
        for sender in senders:
            sender.launch(order)
            waiting.append((await sender.line())["waiting"])
        await asyncio.gather(*(drained(sender) for sender, some in zip(senders, waiting, strict=True) if some))
    finally:
        for sender in senders:
            sender.kill()


async def drained(sender: Child) -> None:
    while (await sender.line())["waiting"]:
        pass
