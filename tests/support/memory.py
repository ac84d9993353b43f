"""What a process holds in memory, as the kernel counts it; Linux only."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path


def pss(process: str = "self") -> float:
    """Proportional set size in megabytes: what others map as well counts in part, so that it moves with them."""
    return _told(process, "Pss")


def rss(process: str = "self") -> float:
    """Resident set size in megabytes: its own affair, whoever else runs."""
    return _told(process, "Rss")


def _told(process: str, what: str) -> float:
    told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(rf"^{what}:\s+(\d+) kB", told, re.M)
    assert found is not None
    return int(found.group(1)) / 1024


class Peak:
    """The most this process held while it was watched; `growth` is in megabytes over the beginning."""

    def __init__(self) -> None:
        self.began = self.most = pss()

    @property
    def growth(self) -> float:
        return self.most - self.began

    def look(self) -> None:
        self.most = max(self.most, pss())


@asynccontextmanager
async def watching(peak: Peak, every: float = 0.05) -> AsyncIterator[Peak]:
    """Looks again and again while the block runs."""

    async def watch() -> None:
        while True:
            peak.look()
            await asyncio.sleep(every)

    task = asyncio.create_task(watch())
    try:
        yield peak
        peak.look()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
