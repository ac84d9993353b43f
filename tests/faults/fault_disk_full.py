"""R10: a disk without room while replies are written; nothing is half, nothing lost, all goes on when there is room."""

import asyncio
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.errors import StorageFull
from app.ports import Draft
from domain.ids import IdentityId
from domain.operations import Send
from tests.storage.desk import Desk, T, open_desk
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "disk full"


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """10, 100 or 1,000 times the file may not grow any further."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_play(Path(folder), random.Random(seed), scale.choose(10, 100, 1_000)))


async def _play(folder: Path, chance: random.Random, rounds: int) -> list[Figure]:
    kept: list[str] = []
    refused = strange = 0
    async with open_desk(folder) as desk:
        await desk.customer()
        for number in range(rounds):
            await _limit(desk, chance.randrange(3))
            for step in range(8):
                text = f"{number}.{step} " * chance.randrange(1, 3_000)
                draft = Draft(T, text, None, False, None, (), number * 20 + step * 2 + 1)
                try:
                    await desk.store.drafts.save(draft)
                    reply = desk.operation(Send(IdentityId(f"identity-of-{T}"), text))
                    await desk.store.outbox.enqueue([reply], draft)
                    kept.append(reply.id)
                except StorageFull:
                    refused += 1
                except Exception:  # what the screens do not know is the figure itself
                    strange += 1
            await _limit(desk, 1 << 20)
            await _send(desk, "room again", kept)
    async with open_desk(folder) as desk:
        found = [row.operation.id for row in await desk.store.outbox.unsent()]
    wrong = len(set(kept) ^ set(found)) + len(found) - len(set(found))
    return [
        at_least("R10 writes refused by a full disk", refused, "", rounds),
        at_most("R10 durable replies lost or doubled", wrong, "", 0),
        at_most("R10 out of order", sum(a != b for a, b in zip(kept, found, strict=False)), "", 0),
        at_most("R10 errors that no screen knows", strange, "", 0),
    ]


async def _send(desk: Desk, text: str, kept: list[str]) -> None:
    """With room again this must work."""
    kept.append((await desk.send(text)).id)


async def _limit(desk: Desk, more: int) -> None:
    """From now on the file may grow by so many pages only."""
    write = desk.store._database.write
    pages = await write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
    await write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages + more}").scalar_one())
