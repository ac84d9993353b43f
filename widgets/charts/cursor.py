"""The place on a chart that is read: moved by arrows or by the mouse, kept by its key when the values change."""

from collections.abc import Sequence


class Cursor:
    """Which of the keys is read.

    Attributes:
        index: where the keys put it, -1 for nowhere yet. hovered: where the mouse is, -1 for nowhere.
    """

    def __init__(self) -> None:
        self.keys: tuple[str, ...] = ()
        self.index = -1
        self.hovered = -1

    @property
    def shown(self) -> int:
        """The mouse's place while it is on the chart, else that of the keys."""
        return self.hovered if self.hovered >= 0 else self.index

    def take(self, keys: Sequence[str]) -> None:
        """Other values: the same key stays read, or the nearest that is left."""
        at = self.keys[self.index] if 0 <= self.index < len(self.keys) else ""
        self.keys = tuple(keys)
        if at in self.keys and at:
            self.index = self.keys.index(at)
        else:
            self.index = min(self.index, len(self.keys) - 1)
        self.hovered = -1

    def step(self, by: int) -> bool:
        """On by so many; whether there was anywhere to go."""
        return self.go(self.index + by)

    def go(self, index: int) -> bool:
        """To that place, or as near as there is."""
        wanted = max(0, min(index, len(self.keys) - 1)) if self.keys else -1
        moved, self.index = wanted != self.index, wanted
        return moved

    def hover(self, index: int) -> bool:
        """The mouse is there; whether that is news."""
        wanted = index if 0 <= index < len(self.keys) else -1
        moved, self.hovered = wanted != self.hovered, wanted
        return moved
