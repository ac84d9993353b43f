"""Garbage goes on the loop's thread and nowhere else, however much a worker leaves behind."""

import asyncio
import gc
import threading
import weakref

from app.garbage import GarbageKeeper


class Knot:
    """Refers to itself, so that only the collector frees it; remembers who did."""

    freed_on: list[threading.Thread]

    def __init__(self, freed_on: list[threading.Thread]) -> None:
        self.itself = self
        self.freed_on = freed_on

    def __del__(self) -> None:
        self.freed_on.append(threading.current_thread())


async def test_a_worker_never_collects_and_the_loop_does() -> None:
    keeper = GarbageKeeper(asyncio.get_running_loop())
    freed_on: list[threading.Thread] = []
    gc.enable()
    keeper.start()
    try:
        await asyncio.to_thread(litter, freed_on)
        assert freed_on == []
        while len(freed_on) < 1:  # noqa: ASYNC110 - the collector tells nobody
            await asyncio.sleep(0.05)
        assert set(freed_on) == {threading.main_thread()}
    finally:
        keeper.stop()
    assert gc.isenabled(), "as it was before"
    gc.disable()


async def test_stopping_ends_it() -> None:
    loop = asyncio.get_running_loop()
    keeper = GarbageKeeper(loop)
    keeper.start()
    gone = weakref.ref(keeper)
    keeper.stop()
    del keeper
    assert gone() is None or gc.collect() >= 0
    assert gone() is None


def litter(freed_on: list[threading.Thread]) -> None:
    """Far more than the collector's first threshold."""
    for _ in range(20_000):
        Knot(freed_on)
