"""R17: the session expires or is ended in the middle of a drain; nothing is lost, doubled or sent by somebody else."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.support.virtual.client import VirtualClient
from tests.support.virtual.network import Fate
from tests.support.virtual.office import an_office
from tests.support.virtual.running import in_virtual_time
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most, exactly

NAME = "session"


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """200, 1,000 or 10,000 replies; access tokens expire by time, sessions are ended, requests meet a 401."""
    replies = scale.choose(200, 1_000, 10_000)
    yield from in_virtual_time(lambda folder: drained(folder, seed, replies))
    yield from in_virtual_time(lambda folder: another(folder, seed))


async def drained(folder: Path, seed: int, replies: int) -> list[Figure]:
    """Ended again and again while the queue leaves."""
    async with an_office(folder, seed, 20) as office:
        link, random, ended = office.client.link, Random(seed), 0
        link.slow_s = 1.0
        office.client.engine.core.submit.most = office.client.engine.core.submit.limit = max(5, replies // 40)
        link.cut(up=False)
        await office.replies(replies)
        held = len(await office.ledger.rows())
        link.cut(up=True)
        link.trouble, link.fates = 0.2, (Fate.SIGNED_OUT, Fate.ANSWER_LOST)
        office.client.engine.retry_now()
        while await office.ledger.rows():
            await asyncio.sleep(random.random() * 4)
            if random.random() < 0.3:
                office.server.throw_out(office.client.agent.id)
            elif random.random() < 0.3:
                office.server.clock.jump(timedelta(minutes=16))
            if office.client.engine.status.signed_out:
                ended += 1
                await asyncio.sleep(random.random() * 60)
                office.client.sign_in()
        arrived = office.arrived()
        return [
            at_least("R17 times signed out in the middle", ended, "times", 1),
            exactly("R17 kept while signed out", held, "replies", replies),
            at_most("R17 lost", replies - len(set(arrived)), "", 0),
            at_most("R17 doubled", len(arrived) - len(set(arrived)), "", 0),
            at_most("R17 otherwise wrong", len(await office.ledger.check()), "", 0),
        ]


async def another(folder: Path, seed: int) -> list[Figure]:
    """Somebody else signs in on the same computer: they have a file of their own."""
    async with an_office(folder, seed, 3) as office:
        office.client.link.cut(up=False)
        await office.replies(30)
        await office.client.owner.close()
        other = VirtualClient(folder / "other", office.server, Random(seed))
        other.start()
        await asyncio.sleep(120.0)
        sql = "SELECT count(*) FROM message WHERE identity_id IS NOT NULL AND agent_id IS NOT NULL"
        sent = office.server.rig.rows(sql)[0][0]
        await other.close()
        return [
            at_most("R17 sent by another user's login", sent, "replies", 0),
            exactly("R17 still waiting for their author", len(await office.ledger.rows()), "replies", 30),
        ]
