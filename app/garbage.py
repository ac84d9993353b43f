"""Garbage is collected on the loop's thread only: a collection on a worker would destroy Qt's objects over there."""

import asyncio
import gc

LOOK_SECONDS = 1.0


class GarbageKeeper:
    """Does what the interpreter would do by itself, with its own thresholds, at a place that is safe for widgets.

    While it runs, automatic collection stays off. What the start has made is not looked at again.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None
        self._automatic = False

    def start(self) -> None:
        """From now on, about once a second."""
        self._automatic = gc.isenabled()
        gc.disable()
        gc.freeze()
        self._wait()

    def stop(self) -> None:
        """As it was before."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._automatic:
            gc.enable()

    def _wait(self) -> None:
        self._timer = self._loop.call_later(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        generation = due()
        if generation is not None:
            gc.collect(generation)
        self._wait()


def due() -> int | None:
    """The oldest generation over its threshold, None when none is."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    return max((number for number, (count, limit) in enumerate(counts) if count > limit), default=None)
