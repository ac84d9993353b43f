"""Slows down guessing: every failure makes the next try wait longer; nobody is ever locked out for good (S2)."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from domain.clock import Clock

FREE_FAILURES = 4
LONGEST_WAIT = 300.0
_FORGET_AFTER = 3600.0
_MOST_KEYS = 10_000


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class Throttle:
    """Counts failed sign-ins by a key (an account's name, an address)."""

    def __init__(self, clock: Clock, free: int = FREE_FAILURES) -> None:
        self._clock = clock
        self._free = free
        self._failures: OrderedDict[str, _Failures] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """Seconds until this key may try again; 0 when it may now."""
        with self._lock:
            return self._wait(key, self._clock.monotonic())

    def begin(self, key: str) -> float:
        """The same; a try that may go counts as failed until it `succeeded`, so that many at once are no way around."""
        now = self._clock.monotonic()
        with self._lock:
            wait = self._wait(key, now)
            if not wait:
                self._count(key, now)
            return wait

    def failed(self, key: str) -> None:
        """Counts one more failure."""
        with self._lock:
            self._count(key, self._clock.monotonic())

    def succeeded(self, key: str) -> None:
        """Forgets the key's failures."""
        with self._lock:
            self._failures.pop(key, None)

    def _wait(self, key: str, now: float) -> float:
        failures = self._failures.get(key)
        return max(0.0, self._delay(failures.count) - (now - failures.last)) if failures else 0.0

    def _count(self, key: str, now: float) -> None:
        failures = self._failures.pop(key, None)
        if failures is None or now - failures.last > _FORGET_AFTER:
            failures = _Failures(0, now)
        failures.count, failures.last = failures.count + 1, now
        self._failures[key] = failures
        while len(self._failures) > _MOST_KEYS:
            self._failures.popitem(last=False)

    def _delay(self, count: int) -> float:
        over = count - self._free
        return 0.0 if over < 0 else min(LONGEST_WAIT, float(2**over))
