"""A trainers' report on paper: the tables that are on screen, with the days and when they were counted."""

from collections.abc import Sequence

from app.i18n import _
from ui.paper import Grid, Heading, Paper, Piece
from widgets.charts.values import Sheet

MOST_COLUMNS = 9
"""More do not fit beside each other on A4: those of the left-out columns are in the exported table."""
_LEFT_OUT = (1, 3, 5)


def paper_of(title: str, lines: Sequence[str], sheets: Sequence[Sheet]) -> Paper:
    """All of them, one below the other."""
    pieces: list[Piece] = []
    for sheet in sheets:
        columns = [place for place in range(len(sheet.heads)) if _fits(sheet, place)]
        rows = [tuple(row[place].text for place in columns) for row in sheet.rows]
        pieces += [Heading(sheet.title), Grid(tuple(sheet.heads[place] for place in columns), rows)]
    return Paper(title, lines, pieces, title)


def subtitle(days: str, counted: str) -> tuple[str, ...]:
    """What stands under the title."""
    return (days, _("counted {time}").format(time=counted))


def _fits(sheet: Sheet, place: int) -> bool:
    return len(sheet.heads) <= MOST_COLUMNS or place not in _LEFT_OUT
