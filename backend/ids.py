"""The server's own source of ids: safe to use from several threads."""

import secrets
import threading

from domain.clock import Clock
from domain.ids import IdSource


class ServerIds:
    """Makes UUIDv7 strings in rising order, whichever thread asks."""

    def __init__(self, clock: Clock) -> None:
        self._source = IdSource(_Milliseconds(clock).now, secrets.randbits)
        self._lock = threading.Lock()

    def new(self) -> str:
        """The next id."""
        with self._lock:
            return self._source.new()


class _Milliseconds:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)
