"""The clock every rule is given; nothing in the house reads the time by itself."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time. `now` may jump (a user's wrong clock); `monotonic` never goes back."""

    def now(self) -> datetime:
        """The wall-clock time, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment."""
