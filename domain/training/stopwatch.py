"""The time that somebody could really read: it stands while the text is covered (S-1)."""


class Stopwatch:
    """Counts from the first `show` on; all moments are monotonic seconds.

    Attributes:
        interruptions: how often the text was covered after it had been shown.
    """

    def __init__(self) -> None:
        self.interruptions = 0
        self._read = self._gone = 0.0
        self._shown_at: float | None = None
        self._hidden_at: float | None = None

    @property
    def shown(self) -> bool:
        """Whether the text can be read now."""
        return self._shown_at is not None

    def show(self, at: float) -> None:
        """The text can be read from now on; nothing when it could before."""
        if self._shown_at is not None:
            return
        self._gone = self.away(at)
        self._shown_at, self._hidden_at = at, None

    def hide(self, at: float) -> None:
        """The text is covered from now on; nothing when it was before, or was never shown."""
        if self._shown_at is None:
            return
        self._read = self.seconds(at)
        self._shown_at, self._hidden_at = None, at
        self.interruptions += 1

    def seconds(self, at: float) -> float:
        """How long it could be read until then."""
        return self._read + _since(self._shown_at, at)

    def away(self, at: float) -> float:
        """How long it was covered until then; the time before it was first shown is none of it."""
        return self._gone + _since(self._hidden_at, at)


def _since(moment: float | None, at: float) -> float:
    return 0.0 if moment is None else max(0.0, at - moment)
