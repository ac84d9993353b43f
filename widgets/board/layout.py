"""Where cards and the heads of lanes stand in their column; found by bisection, whatever their number."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from widgets.board.values import ColumnValues, Lane

LANE = "lane:"
"""Before the key of a lane's head, among the keys of cards."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """In pixels.

    Attributes:
        card, head: heights of a card and of a lane's head. gap: under each of them.
    """

    card: int
    head: int
    gap: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing in a column: a card, or the head of a lane."""

    key: str
    top: int
    height: int

    @property
    def is_lane(self) -> bool:
        """Whether it is the head of a lane."""
        return self.key.startswith(LANE)


def lane_heights(columns: Sequence[ColumnValues], sizes: Sizes, folded: Collection[str]) -> list[int]:
    """How tall each lane is in all columns, so that lanes stand side by side; without names they need no height."""
    tall = []
    for place, lane in enumerate(columns[0].lanes if columns else ()):
        cards = 0 if lane.key in folded else max(len(column.lanes[place].cards) for column in columns)
        head = sizes.head + sizes.gap if lane.name else 0
        tall.append(head + cards * (sizes.card + sizes.gap))
    return tall


class ColumnLayout:
    """The slots of one column, from top to bottom."""

    def __init__(self, lanes: Sequence[Lane], tall: Sequence[int], sizes: Sizes, folded: Collection[str]) -> None:
        self.lanes = tuple(lanes)
        self._sizes = sizes
        self._keys: list[str] = []
        self._tops: list[int] = []
        self._starts: list[int] = []
        at = 0
        for lane, height in zip(lanes, tall, strict=True):
            self._starts.append(at)
            self._add(lane, at, lane.key in folded)
            at += height
        if len(self.lanes) == 1 and not self.lanes[0].name:
            at = len(self._keys) * (sizes.card + sizes.gap)
        self.height = at
        self._places = {key: place for place, key in enumerate(self._keys)}

    def __len__(self) -> int:
        return len(self._keys)

    def place(self, key: str) -> int:
        """The number of that slot, -1 when there is none."""
        return self._places.get(key, -1)

    def slot(self, place: int) -> Slot:
        """By its number."""
        key = self._keys[place]
        return Slot(key, self._tops[place], self._sizes.head if key.startswith(LANE) else self._sizes.card)

    def between(self, top: int, bottom: int) -> list[Slot]:
        """Those of which something stands there."""
        first = max(0, bisect_right(self._tops, top) - 1)
        found = [self.slot(place) for place in range(first, bisect_left(self._tops, bottom))]
        return [slot for slot in found if slot.top + slot.height > top]

    def at(self, y: int) -> Slot | None:
        """What stands there."""
        return next(iter(self.between(y, y + 1)), None)

    def nearest(self, y: int) -> int:
        """The slot that stands closest to there, -1 when there is none."""
        if not self._keys:
            return -1
        after = min(bisect_left(self._tops, y), len(self._tops) - 1)
        before = max(0, after - 1)
        return before if abs(self._tops[before] - y) <= abs(self._tops[after] - y) else after

    def lane_at(self, y: int) -> Lane | None:
        """The lane that stands there; the last one goes on to the end."""
        place = bisect_right(self._starts, max(0, y)) - 1
        return self.lanes[place] if self.lanes else None

    def lane_span(self, key: str) -> tuple[int, int]:
        """Where that lane begins and ends."""
        for place, lane in enumerate(self.lanes):
            if lane.key == key:
                end = self._starts[place + 1] if place + 1 < len(self._starts) else self.height
                return self._starts[place], end
        return 0, self.height

    def _add(self, lane: Lane, top: int, folded: bool) -> None:
        if lane.name:
            self._keys.append(LANE + lane.key)
            self._tops.append(top)
            top += self._sizes.head + self._sizes.gap
        if not folded:
            pitch = self._sizes.card + self._sizes.gap
            self._keys.extend(lane.cards)
            self._tops.extend(range(top, top + len(lane.cards) * pitch, pitch))
