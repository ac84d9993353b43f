"""R3: kill -9 of the client and of the server at random moments while the client writes and sends.

Both are real processes on real files. The client says which texts are durable; afterwards everything that it said must
be at the backend exactly once and in order, and never twice at the provider.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.support.killing import Battlefield, a_battlefield
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "kills"
_EVERY = 25
_SERVER_DIES = 0.15
_EARLY = 0.15
"""Part of the clients that die while they still start."""


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """4, 100 or 1,000 kills, one in seven of them of the server."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_play(Path(folder), seed, scale.choose(4, 100, 1_000)))


async def _play(folder: Path, seed: int, kills: int) -> list[Figure]:
    async with a_battlefield(folder, seed) as field:
        for number in range(kills):
            if number % _EVERY == 0:
                await field.renew()
            await _round(field)
        found = await field.count()
    return [
        at_least("R3 kills", kills, "", kills),
        at_most(f"R3 lost of {found.durable} durable", found.lost, "", 0),
        at_most("R3 doubled", found.doubled, "", 0),
        at_most("R3 out of order", found.disordered, "", 0),
        at_most("R3 databases damaged", bool(found.damaged), "", 0),
    ]


async def _round(field: Battlefield) -> None:
    """One client lives for a moment, and in some rounds the server dies under it."""
    client = field.busy()
    client.launch(field.order(pace=0.01))
    listening = asyncio.ensure_future(field.listen(client))
    if field.random.random() < _SERVER_DIES:
        await asyncio.sleep(field.random.uniform(0.3, 1.2))
        field.team.backend.kill()
        await asyncio.sleep(field.random.uniform(0.0, 0.3))
        await field.team.backend.start()
    elif field.random.random() < _EARLY:
        await asyncio.sleep(field.random.uniform(0.0, 0.6))
    else:
        await field.works.wait()
        await asyncio.sleep(field.random.uniform(0.0, 0.5))
    client.strike()
    await listening
    client.kill()
    field.skip()
