"""How long to wait after a failure: full jitter, so that a thousand clients do not come back at once."""

from collections.abc import Callable
from dataclasses import dataclass

CAP = 30.0
STEP = 0.2
_ENOUGH_DOUBLINGS = 16


@dataclass(slots=True)
class Backoff:
    """Waits of 0..min(30 s, 0.2 s * 2^n), drawn evenly (reliability 3.4).

    Attributes:
        random: gives an even number in [0, 1).
        failures: in a row.
        not_before: monotonic seconds before which nothing is tried.
    """

    random: Callable[[], float]
    failures: int = 0
    not_before: float = 0.0

    def failed(self, now: float) -> None:
        """One more failure: wait longer than before, on average."""
        self.failures += 1
        longest = min(CAP, STEP * 2 ** min(self.failures - 1, _ENOUGH_DOUBLINGS))
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
