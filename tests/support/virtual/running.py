"""Runs a world, or anything else, in virtual time and in memory-backed files where there are any."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.support.virtual.loop import VirtualLoop
from tests.support.virtual.statements import compiled_once
from tests.support.virtual.world import World

T = TypeVar("T")
_MEMORY = Path("/dev/shm")


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder that is gone afterwards; commits there cost nothing, and durability is other tests' business."""
    where = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where, prefix="braid-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def in_virtual_time(work: Callable[[Path], Awaitable[T]]) -> T:
    """The answer of a coroutine on a loop and in a folder of its own."""

    async def run(folder: Path) -> T:
        return await work(folder)

    with compiled_once(), quick_folder() as folder, asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(run(folder))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run; `trace` is the same for the same seed."""

    steps: int
    troubles: tuple[str, ...]
    trace: str
    virtual_s: float
    longest_drain_s: float
    longest_decisions_s: float


def simulate(seed: int, steps: int) -> Outcome:
    """One world from that seed."""

    async def run(folder: Path) -> Outcome:
        world = World(folder, seed)
        try:
            await world.run(steps)
        finally:
            await world.close()
        return Outcome(
            world.steps,
            tuple(world.troubles),
            world.trace.hexdigest(),
            asyncio.get_running_loop().time(),
            world.longest_drain_s,
            world.longest_decisions_s,
        )

    return in_virtual_time(run)
