"""A table as CSV: RFC 4180 in UTF-8 with its mark, so that spreadsheets read it; no cell is a formula (S14)."""

import csv
import math
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from app.export.flat import Amount, Plain, columns_of, rows_of, spoken
from app.export.placing import placed
from app.export.safe import guarded
from app.export.table import Table


def write_csv(path: Path, table: Table, zone: tzinfo) -> None:
    """Puts the whole file there or nothing. Raises NotWritten."""
    with placed(path) as part, part.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([guarded(column.name) for column in columns_of(table)])
        for row in rows_of(table, zone):
            writer.writerow([_written(cell) for cell in row])


def _written(cell: Plain) -> str:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return ""
    if isinstance(cell, bool | int | float | Amount):
        return str(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, timedelta):
        return guarded(spoken(cell))
    return guarded(str(cell))
