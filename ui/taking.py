"""Taking what is shown along: all tables as CSV or XLSX, one card as a picture or as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtWidgets import QWidget

from app.export.table import Column, Kind, Table
from app.i18n import _
from ui.file_door import FileDoor, Wish
from ui.locale import zone
from ui.ports import Services
from widgets.charts.card import ChartCard
from widgets.charts.tile import TileValue
from widgets.charts.values import Cell, Sheet

CSV, XLSX, PNG = "CSV", "XLSX", "PNG"


class Taking(QObject):
    """Asks where to and writes; `name` is what the whole is called.

    Attributes:
        files: asks for the place and says how it went.
    """

    def __init__(self, services: Services, owner: QWidget, name: str) -> None:
        super().__init__(owner)
        self._services, self._name = services, name
        self.files = FileDoor(services, owner)

    def take_all(self, sheets: Sequence[Sheet], kind: str, days: str) -> None:
        """All tables of a page; a workbook has a sheet for each."""
        tables = [table_of(sheet) for sheet in sheets] if kind == XLSX else [one_table(sheets, self._name)]
        self.files.ask(Wish(f"{self._name} {days}", kind, _Tables(self._services, tuple(tables)).write))

    def take_card(self, card: ChartCard, kind: str, days: str) -> None:
        """One card, as it is now."""
        title = f"{card.name} {days}"
        if kind.upper() == PNG:
            self.files.ask(Wish(title, PNG, _Picture(self._services, png_bytes(card)).write))
        else:
            self.files.ask(Wish(title, CSV, _Tables(self._services, (table_of(card.sheet),)).write))


@dataclass(frozen=True, slots=True)
class _Tables:
    """What was on screen when somebody asked for it."""

    services: Services
    tables: tuple[Table, ...]

    async def write(self, path: Path) -> None:
        """All of them."""
        await self.services.exports.write(path, self.tables, zone())


@dataclass(frozen=True, slots=True)
class _Picture:
    """The same as a picture."""

    services: Services
    data: bytes

    async def write(self, path: Path) -> None:
        """As it was."""
        await self.services.exports.make(path, partial(bytes, self.data))


def png_bytes(card: ChartCard) -> bytes:
    """The chart as a picture, twice as sharp as on screen."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if card.chart is not None:
        card.chart.picture().save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def table_of(sheet: Sheet) -> Table:
    """A sheet as the writers know it; numbers stay numbers."""
    columns = []
    for place, head in enumerate(sheet.heads):
        kept = [row[place].kept for row in sheet.rows if row[place].kept != ""]
        numbers = bool(kept) and all(isinstance(value, int | float) for value in kept)
        columns.append(Column(head, Kind.NUMBER if numbers else Kind.TEXT))
    rows = [[None if cell.kept == "" else cell.kept for cell in row] for row in sheet.rows]
    return Table(sheet.title, columns, rows)


def one_table(sheets: Sequence[Sheet], name: str = "") -> Table:
    """Several sheets as one, each value in a row of its own; a single one as it is."""
    if len(sheets) == 1:
        return table_of(sheets[0])
    columns = [Column(_("Figure")), Column(_("Of")), Column(_("Column")), Column(_("Value"))]
    rows = [
        (sheet.title, str(row[0].text), head, None if cell.kept == "" else cell.kept)
        for sheet in sheets
        for row in sheet.rows
        for head, cell in zip(sheet.heads[1:], row[1:], strict=True)
    ]
    return Table(name, columns, rows)


def tile_sheet(tiles: Sequence[tuple[str, TileValue]]) -> Sheet:
    """The tiles as a table."""
    rows = tuple((Cell(name), Cell(shown.value), Cell(shown.goal), Cell(shown.before)) for name, shown in tiles)
    return Sheet(_("Key figures"), (_("Figure"), _("Value"), _("Goal"), _("Before")), rows)
