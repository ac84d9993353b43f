"""The live feed breaks in every way it can while customers write: is anything missed, and how soon is it here?

Real backend, real store and engine behind the chaos proxy, with the longest waits that the jitter allows. Flaps are
clean ends and kills in turn, a message right after each; of a line that goes silent and of a proxy that buffers the
stream nobody tells the client, which finds out by the missing pings and its own looks.
"""

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from tests.support.behind import Behind, behind_a_chaos_proxy
from tests.support.team import Place, customers
from tools.faults import Scale
from tools.figures import Figure, at_most

NAME = "stream"
_PAUSE = 1.0
_ALL = 100_000


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """6, 100 or 1,000 flaps; of the slow ways 40 or 200 messages, one a second, and none in a quick run."""
    looks = scale.choose(0, 40, 200)
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(play(Path(folder) / "flaps", seed, flaps, scale.choose(6, 100, 1_000), 2.0))
        if looks:
            yield from asyncio.run(play(Path(folder) / "buffered", seed, buffered, looks, 20.0))
            yield from asyncio.run(play(Path(folder) / "silent", seed, silent, looks, 20.0))


Played = Callable[[Behind, Place, int], Awaitable[list[float]]]


async def play(folder: Path, seed: int, how: Played, count: int, limit: float) -> list[Figure]:
    """One way of breaking; every message must be here once."""
    async with behind_a_chaos_proxy(folder, seed=seed, jitter=1.0) as behind:
        place = (await customers(behind.team, behind.house, 1))[0]
        await behind.house.until(lambda: behind.house.engine.core.stream.up)
        waits = await how(behind, place, count)
        texts = [text for text in await texts_here(behind, place) if text.startswith("message ")]
    missed = count - len(set(texts))
    words = how.__doc__ or how.__name__
    return [
        at_most(f"R19 {words}: missed or doubled of {count}", missed + len(texts) - len(set(texts)), "", 0),
        at_most(f"R19 {words}: here again, p95", statistics.quantiles(waits, n=20)[-1], "s", limit),
    ]


async def flaps(behind: Behind, place: Place, count: int) -> list[float]:
    """clean ends and kills"""
    _, network, house, _ = behind
    waits = []
    for number, breaks in zip(range(count), itertools.cycle((network.end_streams, network.cut)), strict=False):
        await house.until(lambda: house.engine.core.stream.up)
        breaks()
        waits.append(await written(behind, place, number))
    return waits


async def buffered(behind: Behind, place: Place, count: int) -> list[float]:
    """a proxy that buffers the stream"""
    behind.network.buffers_streams = True
    behind.network.cut()
    return await one_a_second(behind, place, count)


async def silent(behind: Behind, place: Place, count: int) -> list[float]:
    """a line gone silent"""
    behind.network.deaf_streams = True
    return await one_a_second(behind, place, count)


async def one_a_second(behind: Behind, place: Place, count: int) -> list[float]:
    """Messages in an even rhythm meet every moment between two looks of the client."""

    async def later(number: int) -> float:
        await asyncio.sleep(number * _PAUSE)
        return await written(behind, place, number)

    return list(await asyncio.gather(*(later(number) for number in range(count))))


async def written(behind: Behind, place: Place, number: int) -> float:
    """The customer writes; seconds until it is on the agent's computer, the limit when it never is."""
    began = time.monotonic()
    await behind.team.whatsapp(place.phone, "", f"message {number}")

    async def here() -> bool:
        return f"message {number}" in await texts_here(behind, place, 50)

    try:
        async with asyncio.timeout(60):
            await behind.house.until(here)
    except TimeoutError:
        return 60.0
    return time.monotonic() - began


async def texts_here(behind: Behind, place: Place, limit: int = _ALL) -> list[str]:
    window = await behind.house.store.timeline.newest(place.lane, limit)
    return [entry.message.text for entry in window.entries]
