"""Tables as one XLSX file: strings stay strings, never formulas or links; rows leave the memory as they come (S14)."""

import math
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import NotWritten
from app.export.flat import Amount, Plain, columns_of, rows_of, spoken
from app.export.placing import not_written, placed
from app.export.safe import sheet_name
from app.export.table import Column, Kind, Table
from app.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS = 1_048_576
CELL_UNITS = 32_767
"""UTF-16 units that a cell takes; what is longer goes on in a sheet of its own."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_WIDTHS = {Kind.TEXT: 24, Kind.NUMBER: 10, Kind.MONEY: 12, Kind.TIME: 17, Kind.DURATION: 12}
_FIRST_YEAR = 1900


def write_xlsx(path: Path, tables: "Sequence[Table]", zone: tzinfo) -> None:
    """A sheet each; the whole file there or nothing. Raises NotWritten."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError, FileSizeError

    with placed(path) as part, tempfile.TemporaryDirectory(prefix="braid-") as folder:
        book = Workbook(str(part), {**_OPTIONS, "tmpdir": folder})
        try:
            with closing(_Handles(book)):
                _Book(book, zone).write(tables)
                book.close()
        except FileCreateError as error:
            raise _cause(error) from error
        except FileSizeError as error:
            raise NotWritten("too_large") from error


class _Handles:
    """The writer leaves the files of half a book open."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def close(self) -> None:
        """Lets them go."""
        for sheet in self.book.worksheets():
            if (held := getattr(sheet, "row_data_fh", None)) is not None:
                held.close()


def _cause(error: Exception) -> NotWritten:
    first = error.args[0] if error.args else None
    return not_written(first) if isinstance(first, OSError) else NotWritten("disk")


@dataclass(slots=True)
class _Long:
    """A text that does not fit into its cell."""

    sheet: str
    row: int
    column: int
    text: str


@dataclass(slots=True)
class _Book:
    book: Any
    zone: tzinfo
    names: list[str] = field(default_factory=list)
    long: list[_Long] = field(default_factory=list)
    formats: dict[str, Any] = field(default_factory=dict)

    def write(self, tables: "Sequence[Table]") -> None:
        """All of them, then what was too long for a cell."""
        for table in tables:
            self._table(table)
        if self.long:
            self._table(_rest(self.long))

    def _table(self, table: Table) -> None:
        name = sheet_name(table.title, self.names)
        self.names.append(name)
        sheet = self.book.add_worksheet(name)
        columns = columns_of(table)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width or _width(column))
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(columns):
            self._text(sheet, 0, number, column.name, self._format("header"))
        for number, row in enumerate(rows_of(table, self.zone), start=1):
            if number >= MOST_ROWS:
                raise NotWritten("too_many")
            for place, cell in enumerate(row):
                self._cell(sheet, number, place, cell)

    def _cell(self, sheet: Any, row: int, column: int, cell: Plain) -> None:
        if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
            return
        if isinstance(cell, Amount):
            sheet.write_number(row, column, cell.value, self._format(f"amount {cell.places}"))
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell)
        elif isinstance(cell, datetime) and cell.year >= _FIRST_YEAR:
            sheet.write_datetime(row, column, cell, self._format("time"))
        elif isinstance(cell, timedelta) and cell >= timedelta():
            sheet.write_number(row, column, cell / timedelta(days=1), self._format("duration"))
        else:
            self._text(sheet, row, column, spoken(cell) if isinstance(cell, timedelta) else str(cell))

    def _text(self, sheet: Any, row: int, column: int, text: str, shape: Any = None) -> None:
        if _units(text) > CELL_UNITS:
            self.long.append(_Long(sheet.get_name(), row, column, text))
            text = _("The whole text is in the last sheet: {words}").format(words=text[:1000])
        sheet.write_string(row, column, text, shape)

    def _format(self, name: str) -> Any:
        if name not in self.formats:
            self.formats[name] = self.book.add_format(_shape(name))
        return self.formats[name]


def _shape(name: str) -> dict[str, Any]:
    if name == "header":
        return {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
    if name == "time":
        return {"num_format": "yyyy-mm-dd hh:mm"}
    if name == "duration":
        return {"num_format": "[h]:mm:ss"}
    places = int(name.split()[1])
    return {"num_format": "#,##0" + ("." + "0" * places if places else "")}


def _rest(long: "Sequence[_Long]") -> Table:
    """A row each piece, in order."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    columns = (Column(_("Sheet")), Column(_("Cell"), width=8), Column(_("Part"), Kind.NUMBER), Column(_("Text")))
    rows = [
        (one.sheet, xl_rowcol_to_cell(one.row, one.column), number, piece)
        for one in long
        for number, piece in enumerate(_pieces(one.text), start=1)
    ]
    return Table(_("Long texts"), columns, rows)


def _pieces(text: str) -> list[str]:
    """Each fits into a cell, whatever its signs weigh."""
    size = CELL_UNITS // 2
    return [text[start : start + size] for start in range(0, len(text), size)]


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _width(column: Column) -> int:
    return max(_WIDTHS[column.kind], min(len(column.name) + 2, 30))
