"""Practice as curves and bars, and the same as tables."""

from datetime import date, timedelta

from PySide6.QtCore import QLocale

from app.i18n import _
from domain.emotion.assessment import Topic
from domain.training.item import DrillItem
from domain.training.report import DayPoint, TopicLine
from ui import locale
from ui.locale import number, percent
from ui.training.progress_shown import NOTHING, Shown, attempts_words, median_words, part_of, share_words
from ui.training.words import messages_words, seconds_words, topic_words
from widgets.charts.values import SECONDS, BarRow, Cell, Limit, OverTime, Sheet, Spot, Words
from widgets.thread_view.when import day_and_month, short_date

SHARES = (0.05, 0.1, 0.25)
_OPENING = 60


def median_curve(shown: Shown) -> OverTime:
    """Seconds to the point, day by day, with the goal and the median of the days before."""
    points = _by_day(shown)
    before = shown.before.median if shown.compared and shown.before.median else None

    def spot(day: date) -> Spot:
        point = points.get(day)
        return Spot(day.isoformat(), (point.result.median or None) if point else None, None, before)

    def said(place: int) -> str:
        day = shown.days[place]
        return " · ".join((day_words(day, shown.today), *_said_of(points.get(day))))

    goal = Limit(shown.figures.goal, _("goal {goal}").format(goal=axis_words(shown.figures.goal)))
    spots = tuple(spot(day) for day in shown.days)
    return OverTime(spots, axis_words, SECONDS, _ticks(shown), said, _nowhere, goal=goal, joined=True)


def share_curve(shown: Shown) -> OverTime:
    """Keyword recall, and beside it what was right in all."""
    points = _by_day(shown)

    def spot(day: date) -> Spot:
        point = points.get(day)
        if point is None:
            return Spot(day.isoformat())
        return Spot(day.isoformat(), point.result.recall, second=part_of(point.result.right))

    def said(place: int) -> str:
        day = shown.days[place]
        point = points.get(day)
        if point is None:
            return f"{day_words(day, shown.today)} · {_('not practised')}"
        recall = _("recall {share}").format(share=share_words(point.result.recall))
        right = _("right {share}").format(share=share_words(part_of(point.result.right)))
        return " · ".join((day_words(day, shown.today), recall, right, attempts_words(point.result.attempts)))

    spots = tuple(spot(day) for day in shown.days)
    return OverTime(spots, percent, SHARES, _ticks(shown), said, _nowhere, joined=True)


def median_parts(shown: Shown) -> tuple[tuple[str, str], ...]:
    """What the strokes of the first curve mean."""
    return (("line", _("median of the day")), ("goal", _("goal")))


def share_parts(_shown: Shown) -> tuple[tuple[str, str], ...]:
    """The same of the second."""
    return (("line", _("keyword recall")), ("second", _("right in all")))


def curve_sheet(shown: Shown) -> Sheet:
    """Both curves as one table; days without practice are left out."""
    heads = (_("Day"), _("Median"), _("Keyword recall"), _("Right"), _("Topics"), _("Tiers"), _("Attempts"))
    rows = []
    for point in () if shown.little else shown.curve:
        result = point.result
        rows.append(
            (
                Cell(day_words(point.day, shown.today), point.day.isoformat()),
                Cell(median_words(result), round(result.median, 1) if result.median else ""),
                share_cell(result.recall),
                share_cell(part_of(result.right)),
                share_cell(part_of(result.topics)),
                share_cell(part_of(result.tiers)),
                Cell(number(result.attempts), result.attempts),
            )
        )
    return Sheet(_("Day by day"), heads, tuple(rows))


def topic_rows(shown: Shown) -> tuple[tuple[BarRow, ...], Limit | None]:
    """How much of each topic is right, the weakest first."""
    return tuple(_topic_row(line) for line in shown.topics if line.result.right.whole), None


def topic_sheet(shown: Shown) -> Sheet:
    """The same as a table."""
    heads = (_("Topic"), _("Right"), _("Median"), _("Attempts"))
    rows = tuple(
        (
            Cell(topic_title(line.topic)),
            share_cell(part_of(line.result.right)),
            Cell(median_words(line.result), round(line.result.median, 1) if line.result.median else ""),
            Cell(number(line.result.attempts), line.result.attempts),
        )
        for line in shown.topics
        if line.result.right.whole
    )
    return Sheet(_("Topics, the weakest first"), heads, rows)


def due_rows(shown: Shown) -> tuple[tuple[BarRow, ...], Limit | None]:
    """What went wrong and comes again, by day."""
    if not any(shown.due):
        return (), None
    rows = []
    for place, count in enumerate(shown.due):
        name = due_day(shown.today, place)
        rows.append(BarRow(str(place), name, count, number(count), f"{name} · {messages_words(count)}"))
    return tuple(rows), None


def due_sheet(shown: Shown) -> Sheet:
    """The same as a table."""
    rows = tuple(
        (Cell(due_day(shown.today, place)), Cell(number(count), count)) for place, count in enumerate(shown.due)
    )
    return Sheet(_("Comes again"), (_("Day"), _("Messages")), rows if any(shown.due) else ())


def due_day(today: date, place: int) -> str:
    """The name of a day of this week to come."""
    if place < 2:
        return (_("today"), _("tomorrow"))[place]
    day = today + timedelta(days=place)
    return QLocale(locale.tag().replace("-", "_")).dayName(day.isoweekday())


def day_words(day: date, today: date) -> str:
    """A day ("20 Nov"), with its year when it is another one."""
    return day_and_month(day, locale.tag()) if day.year == today.year else short_date(day, locale.tag())


def axis_words(seconds: float) -> str:
    """Whole seconds, as short as an axis wants them."""
    return _("{seconds} s").format(seconds=number(seconds))


def share_cell(share: float | None) -> Cell:
    """A share of a table; unknown ones sort last."""
    return Cell(share_words(share), round(share, 4) if share is not None else "")


def topic_title(topic: str) -> str:
    """A topic's name as a line begins."""
    return topic_words(Topic(topic)) if topic in set(Topic) else _("No topic")


def opening(item: DrillItem | None) -> str:
    """How an item's text begins, in one line."""
    if item is None:
        return _("(its pack is not on this computer)")
    words = " ".join(item.text.split())
    return words if len(words) <= _OPENING else f"{words[: _OPENING - 1]}…"


def _topic_row(line: TopicLine) -> BarRow:
    right = line.result.right
    name, share = topic_title(line.topic), right.part / right.whole
    of = _("{part} of {whole}").format(part=number(right.part), whole=number(right.whole))
    said = " · ".join((name, percent(share), of, _("median {time}").format(time=median_words(line.result))))
    return BarRow(line.topic or "none", name, share, f"{percent(share)} ({of})", said)


def _said_of(point: DayPoint | None) -> tuple[str, ...]:
    if point is None:
        return (_("not practised"),)
    median = seconds_words(point.result.median) if point.result.median else NOTHING
    return _("median {time}").format(time=median), attempts_words(point.result.attempts)


def _by_day(shown: Shown) -> dict[date, DayPoint]:
    return {} if shown.little else {point.day: point for point in shown.curve}


def _ticks(shown: Shown) -> Words:
    days = shown.days

    def tick(place: int) -> str:
        return day_words(days[place], shown.today)

    return tick


def _nowhere(_place: int) -> str:
    return ""
