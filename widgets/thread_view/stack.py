"""Rows one under the other: heights known or guessed, tops, and which of them are visible."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from widgets.thread_view.laid import Laid
from widgets.thread_view.layout import RowLayouter
from widgets.thread_view.rows import Row
from widgets.thread_view.style import EDGE


class Stack:
    """The rows held, laid out only where they come near the screen.

    Attributes:
        rows: oldest first; laid: the layouts, None where only a guess is known; tops: one more than rows.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.laid: list[Laid | None] = []
        self.tops: list[int] = [EDGE]
        self._heights: list[int] = []
        self._index: dict[str, int] = {}
        self._layouter: RowLayouter | None = None

    @property
    def height(self) -> int:
        """Of all rows and the margins."""
        return self.tops[-1] + EDGE

    def set_layouter(self, layouter: RowLayouter) -> None:
        """Another width, theme or context: every layout is void, its height stays as the guess."""
        self._layouter = layouter
        self.laid = [None] * len(self.rows)

    def set_rows(self, rows: list[Row], layouter: RowLayouter) -> None:
        """Takes rows, keeping the layout of each one that is equal to the one it was."""
        self._layouter = layouter
        old = dict(self._index)
        old_rows, old_laid, old_heights = self.rows, self.laid, self._heights
        laid: list[Laid | None] = []
        heights = []
        for row in rows:
            at = old.get(row.key)
            if at is not None and (old_rows[at] is row or old_rows[at] == row):
                laid.append(old_laid[at])
                heights.append(old_heights[at])
            else:
                laid.append(None)
                heights.append(layouter.estimate(row))
        self.rows, self.laid, self._heights = rows, laid, heights
        self._index = {row.key: number for number, row in enumerate(rows)}
        self._sum()

    def renew(self, numbers: Iterable[int], layouter: RowLayouter) -> bool:
        """Lays these out again, if they were; all others keep their layout. Whether anything moved."""
        self._layouter = layouter
        moved = False
        for number in numbers:
            moved |= self.laid[number] is not None and self._lay(number)
        if moved:
            self._sum()
        return moved

    def forget(self, key: str) -> None:
        """Lays one row out again (a long text was opened)."""
        if (at := self._index.get(key)) is not None:
            self.laid[at] = None

    def index_of(self, key: str) -> int | None:
        """The row's place, None when it is not held."""
        return self._index.get(key)

    def index_at(self, y: int) -> int:
        """The row at a height of the whole stack; the nearest one beyond its ends."""
        return max(0, min(bisect_right(self.tops, y) - 1, len(self.rows) - 1))

    def visible(self, top: int, bottom: int) -> range:
        """The rows between two heights."""
        if not self.rows or bottom <= self.tops[0] or top >= self.tops[-1]:
            return range(0)
        return range(self.index_at(top), self.index_at(bottom - 1) + 1)

    def lay_between(self, top: int, bottom: int, most: int = 1000) -> bool:
        """Lays out what is visible there and not laid out yet, at most that many; whether anything moved."""
        moved, done = False, 0
        for number in self.visible(top, bottom):
            if self.laid[number] is not None:
                continue
            if done == most:
                break
            moved |= self._lay(number)
            done += 1
        if moved:
            self._sum()
        return moved

    def pending_between(self, top: int, bottom: int) -> bool:
        """Whether a row there has only a guessed height."""
        return any(self.laid[number] is None for number in self.visible(top, bottom))

    def get(self, number: int) -> Laid:
        """The layout of a row, made now if there is none."""
        found = self.laid[number]
        if found is None:
            if self._lay(number):
                self._sum()
            found = self.laid[number]
        assert found is not None
        return found

    def _lay(self, number: int) -> bool:
        assert self._layouter is not None
        laid = self._layouter.lay(self.rows[number])
        self.laid[number] = laid
        changed = laid.height != self._heights[number]
        self._heights[number] = laid.height
        return changed

    def _sum(self) -> None:
        self.tops = list(accumulate(self._heights, initial=EDGE))
