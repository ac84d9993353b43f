"""R7: random sequences of everything an agent, a network and a computer can do; each wish happens once, in order."""

import asyncio
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests.support.virtual.network import Fate
from tests.support.virtual.running import in_virtual_time
from tests.support.virtual.sequence import Sequence
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "model"
_FATES = tuple(Fate)
_AT_ONCE = 20


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """25, 1,000 or 10,000 sequences, shared out among the cores; each one's own seed is told with what it found."""
    wanted, troubles, steps = scale.choose(25, 1_000, 10_000), 0, 0
    for own, found, done in played(range(seed * 1_000_000, seed * 1_000_000 + wanted), alone=scale is Scale.QUICK):
        troubles, steps = troubles + len(found), steps + done
        for line in found:
            sys.stderr.write(f"seed {own}: {line}\n")
    yield at_least(f"R7 sequences of {steps / wanted:.0f} steps", wanted, "sequences", wanted)
    yield at_most("R7 lost, doubled, out of order, otherwise", troubles, "", 0)


def played(seeds: range, *, alone: bool) -> Iterator[tuple[int, list[str], int]]:
    """Every seed with what `play` says of it; alone in this process, or in one for each core."""
    if alone:
        yield from ((seed, *play(seed)) for seed in seeds)
        return
    with ProcessPoolExecutor() as cores:
        for seed, said in zip(seeds, cores.map(play, seeds, chunksize=_AT_ONCE), strict=True):
            yield seed, *said


def play(seed: int) -> tuple[list[str], int]:
    """What one sequence found, and how many steps it had."""

    async def work(folder: Path) -> tuple[list[str], int]:
        sequence, random = Sequence(folder, seed), Random(seed)
        steps = random.randint(5, 35)
        try:
            await sequence.begin()
            for _ in range(steps):
                await step(sequence, random)
            return await sequence.finish(), steps
        finally:
            await sequence.close()

    return in_virtual_time(work)


async def step(sequence: Sequence, random: Random) -> None:
    """Anything at all."""
    person = random.choice(sequence.people)
    fate = random.choice(_FATES) if random.random() < 0.5 else Fate.WELL
    roll = random.random()
    if roll < 0.35:
        await person.act()
    elif roll < 0.4:
        await person.write_draft()
    elif roll < 0.5:
        await person.change_mind()
    elif roll < 0.65:
        await sequence.submit(person, fate, random.choice((1, 2, 500)))
    elif roll < 0.75:
        await sequence.pull(person, fate)
    else:
        await accident(sequence, random)


async def accident(sequence: Sequence, random: Random) -> None:
    """What nobody at the keyboard does."""
    person = random.choice(sequence.people)
    match random.choice(("guard", "crash", "crash", "server", "copy", "device", "customer", "customer", "time")):
        case "guard":
            await sequence.guard(person)
        case "crash":
            await sequence.crash(person)
        case "server":
            sequence.server.restart()
        case "copy":
            await sequence.copy_or_put_back()
        case "device":
            await sequence.second_device()
        case "customer":
            await sequence.customer()
        case _:
            await asyncio.sleep(random.choice((1, 3600, 90_000)))
