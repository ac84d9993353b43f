"""Taking what is shown along: all tables as CSV or XLSX, one card as a picture or as CSV."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import NotWritten
from app.export.csv_writer import write_csv
from app.export.placing import put
from app.export.table import Column, Kind, Table
from app.export.words import not_written_words
from app.export.xlsx_writer import write_xlsx
from app.i18n import _
from widgets.charts.card import ChartCard
from widgets.charts.tile import TileValue
from widgets.charts.values import Cell, Sheet


class Taking(QObject):
    """Asks where to, writes, and says how it went.

    Signals:
        told(str): it is there. troubled(str): why not.
    """

    told = Signal(str)
    troubled = Signal(str)

    def __init__(self, window: QWidget, zone: tzinfo) -> None:
        super().__init__(window)
        self._window, self._zone = window, zone
        self._sheets: tuple[Sheet, ...] = ()
        self._card: ChartCard | None = None

    def ask_all(self, sheets: Sequence[Sheet], name: str) -> None:
        """Where do all tables go?"""
        self._sheets, self._card = tuple(sheets), None
        kinds = [_("Workbook, a sheet each") + " (*.xlsx)", _("Table") + " (*.csv)"]
        self._ask(_("Export what is shown"), kinds, f"{name}.xlsx")

    def ask_card(self, card: ChartCard, kind: str, name: str) -> None:
        """Where does this card go?"""
        self._card, self._sheets = card, (card.sheet,)
        kinds = [_("Picture") + " (*.png)"] if kind == "png" else [_("Table") + " (*.csv)"]
        self._ask(card.name, kinds, f"{name}.{kind}")

    def write(self, path: str) -> None:
        """Writes it there; the ending of the name says as what."""
        target = Path(path)
        try:
            if target.suffix.lower() == ".png" and self._card is not None and self._card.chart is not None:
                put(target, png_bytes(self._card))
            elif target.suffix.lower() == ".xlsx":
                write_xlsx(target, [table_of(sheet) for sheet in self._sheets], self._zone)
            else:
                write_csv(target, one_table(self._sheets), self._zone)
        except NotWritten as error:
            self.troubled.emit(not_written_words(error.code))
            return
        self.told.emit(_("Written: {name}").format(name=target.name))

    def _ask(self, title: str, kinds: list[str], name: str) -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds)
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


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


def one_table(sheets: Sequence[Sheet]) -> Table:
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
    return Table(_("Insights"), columns, rows)


def tile_sheet(tiles: Sequence[tuple[str, TileValue]]) -> Sheet:
    """The tiles as a table."""
    rows = tuple((Cell(name), Cell(shown.value), Cell(shown.goal), Cell(shown.before)) for name, shown in tiles)
    return Sheet(_("Key figures"), (_("Figure"), _("Value"), _("Goal"), _("Before")), rows)
