"""The life of the nudge stream: opened, heard, silent, gone, opened again."""

from dataclasses import dataclass

from sync.backoff import Backoff
from sync.steps import CloseStream, OpenStream

SILENCE = 40.0
HUSH = 17.0
"""Seconds without a word, not even the ping that comes every 15: from then on one looks for oneself."""

_MOST_FAILURES_WHILE_UP = 2


@dataclass(slots=True)
class StreamFlow:
    """At most one stream at a time.

    Attributes:
        running: a connection is being made or is up.
        up: the server has spoken on it; until then changes are polled, and again when it falls silent.
        heard_at: monotonic seconds of its last word, or of the opening.
    """

    backoff: Backoff
    running: bool = False
    up: bool = False
    closing: bool = False
    heard_at: float = 0.0

    def heard(self, now: float) -> bool:
        """It spoke. True the first time."""
        first = not self.up
        self.up, self.heard_at = True, now
        return first

    def ended(self, now: float) -> None:
        """It is gone. One that was up comes back soon, however often that happens: missed nudges cost time."""
        if self.up:
            self.backoff.failures = min(self.backoff.failures, _MOST_FAILURES_WHILE_UP)
        self.running = self.up = self.closing = False
        self.backoff.failed(now)

    def silent(self, now: float) -> bool:
        """Whether nothing came for so long that the other side must be gone."""
        return self.running and not self.closing and now - self.heard_at > SILENCE

    @property
    def quiet_at(self) -> float:
        """Monotonic seconds from which on changes are polled, because the stream says nothing (any more)."""
        return self.heard_at + HUSH if self.up else 0.0

    def plan(self, now: float) -> list[OpenStream | CloseStream]:
        """What to begin while online."""
        if self.silent(now):
            return self.close()
        if self.running or self.backoff.waits(now):
            return []
        self.running, self.heard_at = True, now
        return [OpenStream()]

    def close(self) -> list[OpenStream | CloseStream]:
        """Ends it, once."""
        if not self.running or self.closing:
            return []
        self.closing = True
        return [CloseStream()]
