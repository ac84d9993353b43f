"""R20: clocks that are wrong by years or jump in the middle of sending change neither order nor result."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.support.virtual.office import an_office
from tests.support.virtual.running import in_virtual_time
from tools.faults import Scale
from tools.figures import Figure, at_most

NAME = "clock"
_YEARS = timedelta(days=3652)
_JUMPS = (_YEARS, -_YEARS, timedelta(hours=1), timedelta(seconds=-5))


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """50, 400 or 2,000 replies for each way in which a clock can be wrong."""
    replies = scale.choose(50, 400, 2_000)
    right = in_virtual_time(lambda folder: sent(folder, seed, replies, ()))
    ways = {"the client's clock is 10 years ahead": (_YEARS,), "the client's clock is 10 years behind": (-_YEARS,)}
    for way, offset in {**ways, "the client's clock jumps while sending": _JUMPS}.items():
        found = in_virtual_time(lambda folder, offset=offset: sent(folder, seed, replies, offset))  # type: ignore[misc]
        yield at_most(f"R20 replies otherwise than with right clocks: {way}", differing(right, found), "", 0)
    found = in_virtual_time(lambda folder: sent(folder, seed, replies, _JUMPS, of_server=True))
    yield at_most("R20 replies lost or doubled: the server's clock jumps", len(right) - len(set(found)), "", 0)


def differing(one: list[str], other: list[str]) -> int:
    """Places at which two sequences are not the same."""
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


async def sent(
    folder: Path, seed: int, replies: int, jumps: tuple[timedelta, ...], *, of_server: bool = False
) -> list[str]:
    """What arrived, by thread and in order. People confirm what the jump of a clock makes look old."""
    async with an_office(folder, seed, 5) as office:
        random = Random(seed)
        clock = office.server.clock if of_server else office.client.clock
        office.client.engine.core.submit.most = office.client.engine.core.submit.limit = 10
        for number in range(replies // 10):
            await office.replies(10)
            if jumps and random.random() < 0.7:
                clock.jump(jumps[number % len(jumps)])
            await asyncio.sleep(0.2)
        clock.right()
        for _ in range(60):
            if office.client.engine.status.signed_out:
                office.client.sign_in()
            await office.person.decide_all(again=False)
            await asyncio.sleep(10.0)
            if not await office.ledger.rows():
                break
        sql = "SELECT thread_id, text FROM message WHERE agent_id = ? AND identity_id IS NOT NULL ORDER BY 1, position"
        homes = {home.thread: number for number, home in enumerate(office.homes)}
        found = office.server.rig.rows(sql, office.client.agent.id)
        return [text for _, text in sorted(((homes[thread], text) for thread, text in found), key=lambda one: one[0])]
