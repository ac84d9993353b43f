"""What several threads want done one after the other is done by whoever is first, for all who wait (R23)."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

J = TypeVar("J")
R = TypeVar("R")


@dataclass(eq=False)
class _Waiting(Generic[J, R]):
    job: J
    result: R | None = None
    error: BaseException | None = None

    @property
    def is_done(self) -> bool:
        return self.result is not None or self.error is not None


class Together(Generic[J, R]):
    """Takes what waits in the order in which it came.

    Args:
        run: does several at once and returns their results, in their order, none of them None. An error is everybody's.
        fits: whether another one can be done with those that were taken already.
    """

    def __init__(self, run: Callable[[Sequence[J]], Sequence[R]], fits: Callable[[Sequence[J], J], bool]) -> None:
        self._run = run
        self._fits = fits
        self._waiting: deque[_Waiting[J, R]] = deque()
        self._turn = threading.Lock()

    def do(self, job: J) -> R:
        """Returns when it was done, by this thread or by another. Raises what `run` raises."""
        mine: _Waiting[J, R] = _Waiting(job)
        self._waiting.append(mine)
        with self._turn:
            while not mine.is_done:
                self._do_some()
        if mine.error is not None:
            raise mine.error
        assert mine.result is not None
        return mine.result

    @property
    def waiting(self) -> int:
        """How many nobody has begun with."""
        return len(self._waiting)

    def _do_some(self) -> None:
        taken = [self._waiting.popleft()]
        while self._waiting and self._fits([one.job for one in taken], self._waiting[0].job):
            taken.append(self._waiting.popleft())
        try:
            results = self._run([one.job for one in taken])
        except BaseException as error:
            for one in taken:
                one.error = error
            return
        for one, result in zip(taken, results, strict=True):
            one.result = result
