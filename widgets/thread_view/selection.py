"""Selected text across messages."""

from dataclasses import dataclass

from widgets.thread_view.laid import Laid
from widgets.thread_view.plain_text import clean, collapsed, from_layout, utf16_length, utf16_slice
from widgets.thread_view.rows import Row, RowKind
from widgets.thread_view.stack import Stack


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a row's text, in Qt's (UTF-16) positions."""

    key: str
    position: int


class Selection:
    """From where to where; empty when both are the same.

    Attributes:
        start: where the mouse went down; end: where it is.
    """

    def __init__(self) -> None:
        self.start: Spot | None = None
        self.end: Spot | None = None

    def clear(self) -> None:
        """Nothing is selected."""
        self.start = self.end = None

    def begin(self, spot: Spot) -> None:
        """The mouse went down there."""
        self.start = self.end = spot

    def select(self, key: str, start: int, end: int) -> None:
        """A part of one row: a word, a paragraph, everything."""
        self.start, self.end = Spot(key, start), Spot(key, end)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to copy."""
        return self.start is None or self.start == self.end

    def within(self, number: int, stack: Stack, laid: Laid) -> tuple[int, int] | None:
        """The selected positions of a row's text, None when none."""
        bounds = self._bounds(stack)
        if bounds is None or laid.text is None or not bounds[0][0] <= number <= bounds[1][0]:
            return None
        return _part(number, bounds, laid.text.length)

    def text(self, stack: Stack, shown: dict[str, int]) -> str:
        """What is selected, one line end between messages."""
        bounds = self._bounds(stack)
        if bounds is None:
            return ""
        pieces = []
        for number in range(bounds[0][0], bounds[1][0] + 1):
            words = _words(stack.rows[number], shown)
            if words is not None:
                start, end = _part(number, bounds, utf16_length(words))
                pieces.append(from_layout(utf16_slice(words, start, end)))
        return "\n".join(pieces)

    def _bounds(self, stack: Stack) -> "Bounds | None":
        if self.empty or self.start is None or self.end is None:
            return None
        first, last = stack.index_of(self.start.key), stack.index_of(self.end.key)
        if first is None or last is None:
            return None
        one, two = (first, self.start.position), (last, self.end.position)
        return (one, two) if one <= two else (two, one)


Bounds = tuple[tuple[int, int], tuple[int, int]]


def _part(number: int, bounds: Bounds, length: int) -> tuple[int, int]:
    start = bounds[0][1] if number == bounds[0][0] else 0
    end = bounds[1][1] if number == bounds[1][0] else length
    return start, end


def _words(row: Row, shown: dict[str, int]) -> str | None:
    """The selectable text of a row without laying it out."""
    if row.kind is not RowKind.MESSAGE or row.entry is None or row.entry.message.deleted_at is not None:
        return None
    return collapsed(clean(row.entry.message.text), shown.get(row.key, 0))
