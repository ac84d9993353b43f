"""What was written offline arrives when the network is back, soon; what is sent is durable at once."""

import asyncio
from collections.abc import Iterator

from tests.bench.bench_outbox import large, small
from tools.faults import Scale
from tools.figures import Figure

NAME = "reconnect"


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """2, 20 or 60 spells offline; 1,000 operations, or all 10,000 also over a far network."""
    yield asyncio.run(small(scale.choose(2, 20, 60)))
    if scale is Scale.QUICK:
        yield asyncio.run(large(1_000, 0.0, 3.0))
        return
    yield asyncio.run(large(10_000, 0.0, 3.0))
    yield asyncio.run(large(10_000, 0.1, 8.0))
