"""What the charts show, ready to be painted: numbers for lengths and heights, words for everything that is read."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

Raw = str | int | float


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table.

    Attributes:
        text: as people read it here. raw: as a file keeps it; None where the text says it all.
    """

    text: str
    raw: Raw | None = None

    @property
    def kept(self) -> Raw:
        """What a file gets."""
        return self.text if self.raw is None else self.raw


@dataclass(frozen=True, slots=True)
class Sheet:
    """The same values as a table.

    Attributes:
        heads: names of the columns. rows: as many cells each.
        keys: of each row, what `opened` says of it; "" for one that leads nowhere.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...] = ()

    def key(self, row: int) -> str:
        """What the row leads to."""
        return self.keys[row] if 0 <= row < len(self.keys) else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on a chart over time; None where nothing is known.

    Attributes:
        id: the same for the same place, also in other values.
        middle: the line, or the bar. high: the upper edge of the band. before: the period before.
        second: another line beside it.
    """

    id: str
    middle: float | None = None
    high: float | None = None
    before: float | None = None
    second: float | None = None


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of time that is another one: from one spot to another, both in it."""

    first: int
    last: int
    label: str


Words = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class OverTime:
    """A chart over time; words are made for what is looked at only: a year has 365 spots.

    Attributes:
        say: a height in words, for the axis. steps: distances that its lines may have, ascending.
        tick: what stands below a spot. said: its values in words.
        lead: what `opened` says of it, "" where nothing is behind it.
        goal: a height that should be reached, with its words.
        joined: the line goes on over spots of which nothing is known, and those that are known have a dot.
    """

    spots: tuple[Spot, ...]
    say: Callable[[float], str]
    steps: tuple[float, ...]
    tick: Words
    said: Words
    lead: Words
    shades: tuple[Shade, ...] = ()
    goal: "Limit | None" = None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class BarRow:
    """One horizontal bar.

    Attributes:
        text: its value as it stands behind the bar. said: the whole in words.
        colour: "accent", "medium", "high", "ok", "faint" or a channel ("whatsapp").
        warns: its mark says that somebody must act. before: the period before, None when nobody compares.
    """

    key: str
    name: str
    value: float
    text: str
    said: str
    colour: str = "accent"
    warns: bool = False
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A line across all bars."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """What is known of one number: where it is likely to be.

    Attributes:
        middle: the best guess; None where there is too little to say anything, and `text` says so.
        low, high: the ends of the interval. text: how it stands behind it. said: the whole in words.
        sure: whether the interval leaves nought out.
    """

    key: str
    name: str
    text: str
    said: str
    middle: float | None = None
    low: float = 0.0
    high: float = 0.0
    sure: bool = False


SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800)
"""Distances between lines on an axis of durations."""
COUNTS = tuple(float(factor * 10**power) for power in range(9) for factor in (1, 2, 5))
"""The same for an axis of whole things."""
MOST_LINES = 4


def ticks(highest: float, steps: tuple[float, ...]) -> tuple[float, ...]:
    """Where an axis from 0 has lines, the last one at or above what is highest."""
    step = next((step for step in steps if step * MOST_LINES >= highest), inf)
    if step == inf:
        step = highest / MOST_LINES
    count = max(1, -int(-highest // step))
    return tuple(step * number for number in range(count + 1))
