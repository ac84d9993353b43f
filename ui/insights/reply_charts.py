"""Quick replies: how often each was sent as it was (Q-5); those edited too often are marked."""

from app.i18n import _, ngettext
from domain.measures.report import ReplyLine, Report
from domain.templates.review import EDITED_TOO_OFTEN, LEAST_USES
from ui.insights.bar_charts import MOST_BARS
from ui.insights.seen import Seen
from ui.insights.tile_values import of_all
from ui.locale import number, percent
from widgets.charts.tile import TileValue
from widgets.charts.values import BarRow, Cell, Limit, Sheet

ALL_KEY = "reply:"
"""Leads to the editor, to all that may be stale; with an id behind it, to the same."""


def reply_rows(seen: Seen) -> tuple[tuple[BarRow, ...], Limit | None]:
    """The worst first, of those used often enough to say something."""
    lines = [line for line in seen.report.replies if line.used]
    rows = [_row(line) for line in sorted(lines, key=_worst)[:MOST_BARS]]
    limit = 1 - EDITED_TOO_OFTEN
    return tuple(rows), Limit(limit, _("goal {limit}").format(limit=percent(limit)))


def reply_sheet(seen: Seen) -> Sheet:
    """All of them."""
    heads = (_("Quick reply"), _("Used"), _("Edited"), _("Hit rate"), _("State"))
    rows = []
    for line in sorted((line for line in seen.report.replies if line.used), key=_worst):
        rate = _rate(line)
        state = _("edited too often: look at it") if _stale(line) else ""
        cells = (Cell(number(line.used), line.used), Cell(number(line.edited), line.edited))
        rows.append((Cell(line.title), *cells, Cell(percent(rate), round(rate, 4)), Cell(state)))
    return Sheet(_("Quick replies"), heads, tuple(rows))


def hit_rate(seen: Seen) -> TileValue:
    """Of all uses together."""
    return of_all(seen, _all_rate, percent, at_least=1 - EDITED_TOO_OFTEN)


def used(seen: Seen) -> TileValue:
    """How often in all."""
    return of_all(seen, _all_used, number)


def stale(seen: Seen) -> TileValue:
    """How many somebody should look at."""
    count = sum(_stale(line) for line in seen.report.replies)
    return TileValue(number(count), _("look through them") if count else "", "warn" if count else "", key=ALL_KEY)


def _all_rate(report: Report) -> float | None:
    whole = sum(line.used for line in report.replies)
    return sum(line.used - min(line.edited, line.used) for line in report.replies) / whole if whole else None


def _all_used(report: Report) -> float | None:
    return sum(line.used for line in report.replies) if report.replies else None


def _row(line: ReplyLine) -> BarRow:
    rate, stale = _rate(line), _stale(line)
    used = ngettext("used {count} time", "used {count} times", line.used).format(count=number(line.used))
    said = [line.title, percent(rate), used, _("{count} edited").format(count=number(line.edited))]
    if stale:
        said.append(_("edited too often: look at it"))
    key = f"reply:{line.reply_id}"
    return BarRow(key, line.title, rate, percent(rate), " · ".join(said), "medium" if stale else "accent", stale)


def _rate(line: ReplyLine) -> float:
    return (line.used - min(line.edited, line.used)) / line.used


def _stale(line: ReplyLine) -> bool:
    return line.used >= LEAST_USES and line.edited > EDITED_TOO_OFTEN * line.used


def _worst(line: ReplyLine) -> tuple[bool, float, str]:
    return not _stale(line), _rate(line), line.title
