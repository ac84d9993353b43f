"""A long queue is coming in from an agent who was offline: what can wait a moment lets its batches pass."""

from domain.clock import Clock

FROM = 100
"""Operations in a batch that make it one of many; a reply written just now holds nobody up."""
_PAUSE = 0.25
_LONGEST = 3.0


class Rush:
    """Whether batches follow each other. Sending on to channels costs three commits a message, and would make each
    batch of 500 wait for its turn three times as long (measured). Any thread may note, any may ask.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since = self._until = float("-inf")

    def batch(self, operations: int) -> None:
        """A batch is being applied, or was just now."""
        now = self._clock.monotonic()
        if operations < FROM:
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
