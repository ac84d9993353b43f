"""What a board shows, as plain values: columns, lanes, cards and their clocks (K-2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Time that runs out; times are the server's.

    Attributes:
        what: what has to happen ("first answer").
        near: from when on it is nearly over; None for never.
        stands: it does not run now; `what` says why.
    """

    what: str
    since: datetime
    due: datetime
    near: datetime | None = None
    stands: bool = False


@dataclass(frozen=True, slots=True)
class CardValues:
    """One card.

    Attributes:
        customer, title: stand in one line, each in its own direction.
        second: the faint line under it.
        emotion: a tier that is shown by its shape at the end of that line, "" for none; `emotion_words` is its word.
        owner: who has it, in words also when nobody has.
        note: what is said of it beside its clock, "" for nothing.
    """

    key: str
    customer: str
    title: str
    amount: str
    second: str
    owner: str
    clock: Clock | None
    emotion: str = ""
    emotion_words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row within a column; columns of one board have the same lanes in the same order.

    Attributes:
        name: "" when the board has no lanes; then there is just this one.
        cards: keys, in order.
    """

    key: str
    name: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """One column.

    Attributes:
        mark: a tier whose shape stands before the name.
        times: the faint words beside it ("answer 10 min · lead · solve 4 h").
    """

    key: str
    mark: str
    name: str
    times: str
    lanes: tuple[Lane, ...]

    @property
    def count(self) -> int:
        """How many cards it has."""
        return sum(len(lane.cards) for lane in self.lanes)


CardOf = Callable[[str], CardValues | None]
"""Gives a card by its key; asked for what is on screen only."""

Verdict = Callable[[str, str, str], str]
"""Whether a card (key) may go to a column and a lane: "" for yes, else why not."""


def always(_key: str, _column: str, _lane: str) -> str:
    """Every card may go everywhere."""
    return ""
