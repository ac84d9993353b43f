"""Changes as JSON, kept for the next who asks: many clients pull the same news (R23)."""

from pydantic import TypeAdapter

from domain.changes import Change

_CHANGE = TypeAdapter(Change)


class EncodedChanges:
    """By sequence: an entity's state never changes without a new one. Only what every agent sees alike is kept.

    Attributes:
        most: how many are kept; of those over it the older half goes.
    """

    def __init__(self, most: int = 20_000) -> None:
        self.most = most
        self._held: dict[int, bytes] = {}

    def get(self, seq: int) -> bytes | None:
        """The change as JSON, if somebody asked for it before."""
        return self._held.get(seq)

    def encode(self, change: Change, *, keep: bool) -> bytes:
        """The change as JSON."""
        encoded = _CHANGE.dump_json(change)
        if keep:
            if len(self._held) >= self.most:
                self._held = dict(list(self._held.items())[self.most // 2 :])
            self._held[change.seq] = encoded
        return encoded
