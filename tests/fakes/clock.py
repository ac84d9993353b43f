"""A clock that goes on only when the test says so."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class FakeClock:
    """Implements `domain.clock.Clock`."""

    def __init__(self, start: datetime = START) -> None:
        self.moment = start
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def unix_ms(self) -> int:
        return int(self.moment.timestamp() * 1000)

    def advance(self, seconds: float) -> None:
        """Time passes."""
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)

    def jump(self, by: timedelta) -> None:
        """Somebody sets the clock; no time passes."""
        self.moment += by
