"""How long to wait after a failure: full jitter, so that a thousand clients do not come back at once."""

from collections.abc import Callable
from dataclasses import dataclass

CAP = 30.0
SOON, SOON_FOR = 5.0, 120.0
"""A server that nobody reached is not burdened by being tried often, so the network's return is found out soon (R1)."""
STEP = 0.2
_ENOUGH_DOUBLINGS = 16


@dataclass(slots=True)
class Backoff:
    """Waits of 0..min(30 s, 0.2 s * 2^n), drawn evenly (reliability 3.4).

    They are of 5 s at most in the first two minutes in which nobody is there.

    Attributes:
        random: gives an even number in [0, 1).
        failures: in a row.
        not_before: monotonic seconds before which nothing is tried.
        since: monotonic seconds of the first of these failures.
    """

    random: Callable[[], float]
    failures: int = 0
    not_before: float = 0.0
    since: float = 0.0

    def failed(self, now: float, unsent: bool = False) -> None:
        """One more failure: wait longer than before, on average; not so long at first when nothing was sent at all."""
        if self.failures == 0:
            self.since = now
        self.failures += 1
        cap = SOON if unsent and now - self.since < SOON_FOR else CAP
        longest = min(cap, STEP * 2 ** min(self.failures - 1, _ENOUGH_DOUBLINGS))
        self.not_before = now + self.random() * longest

    def hurry(self, now: float) -> None:
        """The way is free again: wait a second at most, but do not forget how often it failed."""
        self.not_before = min(self.not_before, now + 1.0)

    def reset(self) -> None:
        """It worked, or somebody knows that it may work now."""
        self.failures = 0
        self.not_before = 0.0

    def waits(self, now: float) -> bool:
        """Whether it is too early to try."""
        return now < self.not_before
