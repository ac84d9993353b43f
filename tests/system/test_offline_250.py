"""250 replies written while nobody listens arrive once and in order; also when the client is killed on the way."""

import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.clock import SystemClock
from app.ports import OutgoingBatch
from backend.simulator.provider import Taken
from domain.operations import Result
from sync.braid.gateway import BraidGateway
from tests.support.figures import figure
from tests.support.house import House, a_house
from tests.support.processes import SECRET, Child
from tests.support.team import Place, Team, a_team, customers

REPLIES = 250
THREADS = 10
MOST_REQUESTS = 3
"""One holds them all; one may be lost while the backend comes up, and one ask what became of it."""


class CountingGateway(BraidGateway):
    """Knows how many batches it was given."""

    batches = 0

    async def submit(self, batch: OutgoingBatch) -> Sequence[Result]:
        self.batches += 1
        return await super().submit(batch)


async def write_offline(team: Team, house: House[Any]) -> list[Place]:
    """Customers write, the backend goes away, and all of them are answered in turn."""
    await house.synced()
    places = await customers(team, house, THREADS)
    team.backend.kill()
    await house.until(lambda: not house.engine.status.online)
    for number in range(REPLIES):
        place = places[number % THREADS]
        await house.enqueue(place.lane, place.send(f"reply {number}"))
    assert (await house.store.outbox.waiting()).replies == REPLIES
    assert team.provider.taken == []
    return places


def check(taken: list[Taken], places: list[Place]) -> None:
    """Exactly once, to the right person, in the order in which they were written."""
    by_phone: defaultdict[str, list[str]] = defaultdict(list)
    for one in taken:
        by_phone[one.to].append(one.text)
    for index, place in enumerate(places):
        assert by_phone[place.phone] == [f"reply {number}" for number in range(index, REPLIES, THREADS)]
    assert len(taken) == REPLIES


async def test_after_the_backend_was_away(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team:
        gateway = CountingGateway(team.backend.address, SystemClock(), "system test")
        gateway.use(team.session)
        async with a_house(tmp_path, gateway, team.session, jitter=0.5) as house:
            places = await write_offline(team, house)
            before = gateway.batches
            await team.backend.start()
            began = time.perf_counter()
            await house.drained()
            drained = time.perf_counter() - began
            check(await team.taken(REPLIES), places)
            took = time.perf_counter() - began
            figure(f"{REPLIES} replies: at the backend after {drained:.2f} s, at the provider after {took:.2f} s")
            assert gateway.batches - before <= MOST_REQUESTS
        await gateway.close()


async def test_with_a_client_that_is_killed_on_the_way(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team:
        async with a_house(tmp_path, team.gateway, team.session, jitter=0.5) as house:
            places = await write_offline(team, house)
        await team.backend.start()
        order = {"server": team.backend.address, "secret": SECRET, "folder": str(tmp_path), "batch": 7}
        kills = 0
        for done in range(20, REPLIES, 40):
            client = Child("-m", "tests.system.headless_client")
            client.launch(order)
            await team.taken(done)
            client.kill()
            kills += 1
        client = Child("-m", "tests.system.headless_client")
        client.launch(order)
        began = time.perf_counter()
        while (await client.line())["waiting"]:
            pass
        await client.stop()
        check(await team.taken(REPLIES), places)
        took = time.perf_counter() - began
        figure(f"{REPLIES} replies, {kills} times kill -9: 0 lost, 0 twice; the rest took {took:.2f} s")


async def test_with_a_backend_that_is_killed_on_the_way(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team, a_house(tmp_path, team.gateway, team.session, jitter=0.1) as house:
        places = await write_offline(team, house)
        house.engine.core.submit.limit = house.engine.core.submit.most = 20
        for done in (10, 90, 170):
            await team.backend.start()
            await team.taken(done)
            team.backend.kill()
        await team.backend.start()
        await house.drained()
        await house.until(lambda: accounted_for(team, house, places))
        texts = [one.text for one in team.provider.taken]
        assert len(set(texts)) == len(texts), "never a blind resend"
        doubtful = await unconfirmed(house, places)
        figure(f"{REPLIES} replies, backend killed 3 times: {len(doubtful)} unconfirmed, 0 lost, 0 twice")


async def accounted_for(team: Team, house: House[BraidGateway], places: list[Place]) -> bool:
    """Every reply is at the provider, or says of itself that it may not be."""
    arrived = {one.text for one in team.provider.taken}
    return arrived | await unconfirmed(house, places) >= {f"reply {number}" for number in range(REPLIES)}


async def unconfirmed(house: House[BraidGateway], places: list[Place]) -> set[str]:
    """What was under way to the provider when the backend died: a person decides about it."""
    found = set()
    for place in places:
        window = await house.store.timeline.newest(place.lane, 200)
        found |= {entry.message.text for entry in window.entries if entry.message.delivery == "unconfirmed"}
    return found
