"""The computer's clock, and ids made by it."""

import secrets
import time
from datetime import UTC, datetime
from typing import Protocol

from domain.ids import IdSource


class SystemClock:
    """The only reader of the time in the client."""

    def now(self) -> datetime:
        """The wall-clock time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some fixed moment; never goes back."""
        return time.monotonic()

    def unix_ms(self) -> int:
        """Milliseconds since 1970."""
        return time.time_ns() // 1_000_000


def zone_name() -> str:
    """The computer's time zone as IANA calls it; "UTC" when it does not say."""
    from babel.localtime import get_localzone

    return getattr(get_localzone(), "key", None) or "UTC"


class Milliseconds(Protocol):
    """A clock that ids can be made by."""

    def unix_ms(self) -> int:
        """Milliseconds since 1970."""


def make_ids(clock: Milliseconds) -> IdSource:
    """The source of every id that is made on this computer."""
    return IdSource(clock.unix_ms, secrets.randbits)
