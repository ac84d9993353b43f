"""How much of a fault is played: little in every test run, more by hand, all of it for the scoreboard."""

from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Scale(StrEnum):
    """Three amounts of the same trouble."""

    QUICK = "quick"
    NORMAL = "normal"
    FULL = "full"

    @property
    def limit_s(self) -> float:
        """How long one module may take, in seconds."""
        return self.choose(180, 900, 4 * 3600)

    @property
    def rank(self) -> int:
        """The larger, the more it proves."""
        return self.choose(0, 1, 2)

    def choose(self, quick: T, normal: T, full: T) -> T:
        """The one of three values that belongs to this amount."""
        return {Scale.QUICK: quick, Scale.NORMAL: normal, Scale.FULL: full}[self]
