"""A long queue is coming in from agents who were offline: what can wait a moment lets its batches pass."""

from domain.clock import Clock

FROM = 100
"""So many operations within `_PAUSE`, in one batch or in several, are a queue; replies written just now are not."""
_PAUSE = 0.25
_LONGEST = 3.0


class Rush:
    """Whether batches follow each other. Sending on to channels costs three commits a message, and would make each
    batch of 500 wait for its turn three times as long (measured). Any thread may note, any may ask.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since = self._until = self._counting_since = float("-inf")
        self._operations = 0

    def batch(self, operations: int) -> None:
        """A batch is being applied: one agent's long queue, or one of many short ones that come together (R23)."""
        now = self._clock.monotonic()
        if now - self._counting_since > _PAUSE:
            self._counting_since, self._operations = now, 0
        self._operations += operations
        self._go_on(now)

    def applied(self) -> None:
        """It was applied just now, however long that took."""
        self._go_on(self._clock.monotonic())

    def _go_on(self, now: float) -> None:
        if self._operations < FROM:
            return
        if now - self._until > _LONGEST:
            self._since = now
        self._until = now + _PAUSE

    def seconds(self) -> float:
        """How long the others should wait before they look again, 0 for not at all.

        However many come, nobody waits for them longer than three seconds.
        """
        now = self._clock.monotonic()
        return max(0.0, min(self._until, self._since + _LONGEST) - now)
