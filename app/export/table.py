"""One small model of a table: columns with kinds, rows of plain values; the writers know nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"  # becomes two columns: the amount as a number, and its currency
    TIME = "time"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the smallest unit of its currency."""

    amount: int
    currency: str


Cell = str | int | float | Money | datetime | timedelta | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: its header. width: in characters, 0 for what its kind needs.
    """

    name: str
    kind: Kind = Kind.TEXT
    width: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """What is written.

    Attributes:
        title: names the sheet.
        rows: read once, from the first to the last; a cell that is None or missing stays empty.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
