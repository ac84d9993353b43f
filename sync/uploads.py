"""How much of the files under way is over there, and whether a try that broke off had brought something."""

from domain.ids import BlobHash


class Uploads:
    """Bytes by file, as the server counts them."""

    def __init__(self) -> None:
        self._held: dict[BlobHash, int] = {}
        self._before: dict[BlobHash, int] = {}

    @property
    def total(self) -> int:
        """Bytes over there, of all files that are not complete yet."""
        return sum(self._held.values())

    def told(self, blob: BlobHash, held: int) -> None:
        """The server holds so many bytes."""
        self._before.setdefault(blob, held)
        self._held[blob] = held

    def progressed(self, blob: BlobHash) -> bool:
        """Whether more is over there than the last time this was asked, or than the first try found."""
        if blob not in self._held:
            return False
        before, self._before[blob] = self._before[blob], self._held[blob]
        return self._held[blob] > before

    def ended(self, blob: BlobHash) -> None:
        """It is complete, or given up."""
        self._held.pop(blob, None)
        self._before.pop(blob, None)
