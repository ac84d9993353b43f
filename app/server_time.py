"""The server's time as well as it is known here: from its answers, carried on by a clock that nobody can set (R20)."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from app.ports import LocalState, SyncStatus
from domain.clock import Clock

KEY: Final = "server.offset"
"""Where the local state keeps how far the server's clock is before this computer's, in seconds."""

Spawn = Callable[[Coroutine[Any, Any, None]], object]

_COARSE = 2.0
"""A server tells whole seconds, and may look at its clock only once in one."""
_MOST_OFFSET = 50 * 365 * 86_400.0
_WORTH_KEEPING = 1.0


class ServerTime:
    """Implements `domain.clock.Clock`.

    Before the first answer it goes by this computer's clock as it stood at the start and the offset of an earlier run;
    from then on by the answers. Between them the monotonic clock carries it, so that setting a clock here changes
    nothing. Each answer says between which two moments the server's time lies; together they narrow it down.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._low = self._high = _seconds(clock.now()) - clock.monotonic()
        self._guessed = self._low
        self._heard = False

    def now(self) -> datetime:
        """The server's time in UTC."""
        return _moment(self._clock.monotonic() + (self._low + self._high) / 2)

    def monotonic(self) -> float:
        """Seconds since some fixed moment; never goes back."""
        return self._clock.monotonic()

    @property
    def heard_once(self) -> bool:
        """Whether a server has said its time in this run."""
        return self._heard

    @property
    def offset(self) -> float:
        """How far the server's clock is before this computer's, in seconds."""
        return (self.now() - self._clock.now()).total_seconds()

    def begin(self, offset: float) -> None:
        """What was known in an earlier run; does not count once a server has answered."""
        if not self._heard and abs(offset) <= _MOST_OFFSET:
            self._low = self._high = self._guessed + offset

    def heard(self, date: str, sent: float) -> None:
        """An answer has come.

        Args:
            date: its Date header, "" or unreadable for none. sent: the monotonic clock when it was asked for.
        """
        said = _read(date)
        if said is None:
            return
        low, high = said - self._clock.monotonic(), said + _COARSE - sent
        if self._heard and max(low, self._low) <= min(high, self._high):
            low, high = max(low, self._low), min(high, self._high)
        # What contradicts everything before is the server's clock set right, or this computer has slept.
        self._low, self._high, self._heard = low, high, True


class KeptOffset:
    """Keeps the offset for the next start, whenever the connection is another one."""

    def __init__(self, time: ServerTime, state: LocalState, spawn: Spawn) -> None:
        self._time, self._state, self._spawn = time, state, spawn
        self._kept: float | None = None

    def status_changed(self, _status: SyncStatus) -> None:
        """Nothing is written while the offset is as good as the one that is kept."""
        offset = self._time.offset
        if not self._time.heard_once or (self._kept is not None and abs(offset - self._kept) < _WORTH_KEEPING):
            return
        self._kept = offset
        self._spawn(self._state.put(KEY, f"{offset:.1f}"))


async def begin(time: ServerTime, state: LocalState) -> None:
    """Tells it what an earlier run knew."""
    try:
        time.begin(float(await state.get(KEY) or 0))
    except ValueError:
        return


def _read(date: str) -> float | None:
    try:
        said = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _seconds(said if said.tzinfo is not None else said.replace(tzinfo=UTC))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _seconds(moment: datetime) -> float:
    return (moment - _EPOCH).total_seconds()


def _moment(seconds: float) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)
