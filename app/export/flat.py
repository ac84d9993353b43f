"""A table as the files have it: money in two columns, times in the workspace's zone, durations as people read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from app.export.safe import writable
from app.export.table import Cell, Column, Kind, Money, Table
from app.i18n import _
from domain.money import decimals


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with so many digits behind the point."""

    value: float
    places: int

    def __str__(self) -> str:
        return f"{self.value:.{self.places}f}"


Plain = Cell | Amount


def columns_of(table: Table) -> list[Column]:
    """The columns of the file; no header is empty."""
    found: list[Column] = []
    for number, column in enumerate(table.columns, start=1):
        name = writable(column.name) or str(number)
        found.append(Column(name, column.kind, column.width))
        if column.kind is Kind.MONEY:
            found.append(Column(_("{column}: currency").format(column=name), Kind.TEXT, 10))
    return found


def rows_of(table: Table, zone: tzinfo) -> Iterator[list[Plain]]:
    """The rows of the file, each as long as its columns."""
    for row in table.rows:
        flat: list[Plain] = []
        for number, column in enumerate(table.columns):
            flat += _cells(row[number] if number < len(row) else None, column, zone)
        yield flat


def spoken(time: timedelta) -> str:
    """Hours, minutes and seconds ("26:04:09"); with a minus in front when it is over."""
    seconds = round(time.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _cells(cell: Cell, column: Column, zone: tzinfo) -> Sequence[Plain]:
    if column.kind is Kind.MONEY:
        if not isinstance(cell, Money):
            return (_plain(cell, zone), "")
        places = decimals(cell.currency)
        return (Amount(cell.amount / 10**places, places), writable(cell.currency))
    return (_plain(cell, zone),)


def _plain(cell: Cell, zone: tzinfo) -> Plain:
    if isinstance(cell, str):
        return writable(cell)
    if isinstance(cell, Money):
        return f"{Amount(cell.amount / 10 ** decimals(cell.currency), decimals(cell.currency))} {cell.currency}"
    if hasattr(cell, "astimezone"):
        return cell.astimezone(zone).replace(tzinfo=None, microsecond=0)  # type: ignore[union-attr]
    return cell
