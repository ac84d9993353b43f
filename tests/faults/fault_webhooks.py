"""Customers' messages come as webhooks, each delivered one to five times and all of them shuffled.

Two channels post through real HTTP with many at once; afterwards the backend's database holds one row a message.
"""

import asyncio
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from backend.simulator import bodies
from domain.message import Author
from tests.support.team import INSTAGRAM, WHATSAPP, Team, a_team
from tools.faults import Scale
from tools.figures import Figure, at_most, exactly

NAME = "webhooks"
AT_ONCE = 24
CUSTOMERS = 200


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """200, 2,000 or 10,000 messages."""
    count = scale.choose(200, 2_000, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        posted, refused, texts = asyncio.run(play(Path(folder), count, seed))
    wanted = {f"message {number}" for number in range(count)}
    yield exactly(f"R22 rows for {count} messages in {posted} webhooks", len(texts), "rows", count)
    yield at_most("R22 lost", len(wanted - set(texts)), "", 0)
    yield at_most("R22 doubled", len(texts) - len(set(texts)), "", 0)
    yield at_most("R22 webhooks not taken with 200", refused, "", 0)


async def play(folder: Path, count: int, seed: int) -> tuple[int, int, list[str]]:
    """Posts all of them; returns how many, how many of those the backend did not take, and what it holds at last."""
    dice = random.Random(seed)
    order = [number for number in range(count) for _ in range(dice.randint(1, 5))]
    dice.shuffle(order)
    async with a_team(folder) as team:
        waiting, statuses = iter(order), list[int]()

        async def one_after_the_other() -> None:
            for number in waiting:
                statuses.append(await post(team, number))

        await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
        await team.backend.settled()
        await team.backend.stop()
        rows = team.backend.rows("SELECT text FROM message WHERE author = ?", Author.CUSTOMER.value)
    return len(order), sum(status != 200 for status in statuses), [text for (text,) in rows]


async def post(team: Team, number: int) -> int:
    """Message `number`, always with the same id; every third one on Instagram."""
    now, text, who = team.provider.clock.now(), f"message {number}", number % CUSTOMERS
    if number % 3 == 0:
        item = bodies.instagram_item(f"1799{who:08}", INSTAGRAM, now, message={"mid": f"mid.{number}", "text": text})
        return await team.provider.post(team.lines["instagram"], bodies.instagram(INSTAGRAM, now, item))
    content = {"type": "text", "text": {"body": text}}
    value = bodies.whatsapp_message(f"6680{who:08}", f"Customer {who}", f"wamid.{number}", now, **content)
    return await team.provider.post(team.lines["whatsapp"], bodies.whatsapp(bodies.WhatsAppNumber(WHATSAPP), **value))
