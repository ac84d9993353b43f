"""Reads tables as CSV, whoever wrote them and with whatever separates their cells."""

import csv
import io
from collections.abc import Callable, Iterator

_CELL = 256 * 1024


def csv_rows(text: str, unreadable: Callable[[str], Exception]) -> Iterator[tuple[int, list[str]]]:
    """The number of each row's first line, and its cells. Raises unreadable("not_a_table") at what is none."""
    first = text[:10_000].partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_CELL)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    before = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise unreadable("not_a_table") from error
        yield before, cells
        before = reader.line_num + 1
