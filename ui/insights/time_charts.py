"""The report's curve as charts over time and as tables: how fast answers were, and how many customers wrote."""

from datetime import datetime, timedelta, tzinfo

from app.i18n import _, ngettext
from domain.measures.report import Behind, Point
from ui.insights.leads import Lead
from ui.insights.seen import Seen
from ui.insights.words import count, day_words, lasting, median, on_axis, p90
from ui.locale import number
from widgets.charts.values import COUNTS, SECONDS, Cell, OverTime, Shade, Sheet, Spot, Words

_HOUR = timedelta(hours=1)
Place = tuple[int, int]


def by_hour(seen: Seen) -> bool:
    """Whether each point is an hour, else a day."""
    points = seen.report.curve
    return len(points) > 1 and points[1].at - points[0].at <= _HOUR


def response_curve(seen: Seen) -> OverTime:
    """The median with the band up to 90 %, the peak hours, the period before."""
    pairs = _pairs(seen)

    def said(place: int) -> str:
        point, before = pairs[place]
        parts = [_when(seen, point), *_answer_words(point)]
        if before is not None and before.answers.count:
            parts.append(_("before: {time}").format(time=median(before.answers)))
        return " · ".join(parts)

    def lead(place: int) -> str:
        return _answered(seen, pairs[place][0])

    def spot(point: Point, before: Point | None) -> Spot:
        middle, high = (point.answers.median, point.answers.p90) if point.answers.count else (None, None)
        earlier = before.answers.median if before is not None and before.answers.count else None
        return Spot(_id(point), middle, high, earlier)

    spots = tuple(spot(point, before) for point, before in pairs)
    return OverTime(spots, on_axis, SECONDS, _ticks(seen), said, lead, _peaks(seen))


def inbound_bars(seen: Seen) -> OverTime:
    """How many messages customers wrote."""
    pairs = _pairs(seen)

    def said(place: int) -> str:
        point, before = pairs[place]
        words = ngettext("{count} message", "{count} messages", point.inbound).format(count=number(point.inbound))
        parts = [_when(seen, point), words]
        if before is not None:
            parts.append(_("before: {count}").format(count=number(before.inbound)))
        return " · ".join(parts)

    def lead(place: int) -> str:
        return _wrote(seen, pairs[place][0])

    def spot(point: Point, before: Point | None) -> Spot:
        inbound = point.inbound if point.at <= seen.report.at else None
        return Spot(_id(point), inbound, None, before.inbound if before is not None else None)

    spots = tuple(spot(point, before) for point, before in pairs)
    return OverTime(spots, count, COUNTS, _ticks(seen), said, lead, _peaks(seen))


def _answer_words(point: Point) -> tuple[str, ...]:
    if not point.answers.count:
        return (_("no answers"),)
    answers = ngettext("{count} answer", "{count} answers", point.answers.count)
    return (
        _("median {time}").format(time=median(point.answers)),
        _("90 % within {time}").format(time=p90(point.answers)),
        answers.format(count=number(point.answers.count)),
    )


def _id(point: Point) -> str:
    return str(point.at.timestamp())


def _ticks(seen: Seen) -> Words:
    points = seen.report.curve
    hours = by_hour(seen)

    def tick(place: int) -> str:
        local = points[place].at.astimezone(seen.zone)
        return f"{local.hour:02}:00" if hours else day_words(local.date(), seen.today)

    return tick


def response_sheet(seen: Seen) -> Sheet:
    """The curve as a table."""
    heads = [_("Hour") if by_hour(seen) else _("Day"), _("Answers"), _("Median"), _("90 % within")]
    if seen.before is not None:
        heads.append(_("Median before"))
    rows, keys = [], []
    for point, before in _pairs(seen):
        answers = point.answers
        row = [
            Cell(_when(seen, point)),
            Cell(number(answers.count), answers.count),
            _seconds(answers.median, answers.count),
            _seconds(answers.p90, answers.count),
        ]
        if seen.before is not None:
            row.append(_seconds(before.answers.median, before.answers.count) if before else Cell("–", ""))
        rows.append(tuple(row))
        keys.append(_answered(seen, point))
    return Sheet(_("Response time"), tuple(heads), tuple(rows), tuple(keys))


def inbound_sheet(seen: Seen) -> Sheet:
    """The bars as a table."""
    heads = [_("Hour") if by_hour(seen) else _("Day"), _("Messages of customers")]
    if seen.before is not None:
        heads.append(_("Before"))
    rows, keys = [], []
    for point, before in _pairs(seen):
        row = [Cell(_when(seen, point)), Cell(number(point.inbound), point.inbound)]
        if seen.before is not None:
            row.append(Cell(number(before.inbound), before.inbound) if before else Cell("–", ""))
        rows.append(tuple(row))
        keys.append(_wrote(seen, point))
    return Sheet(_("Messages of customers"), tuple(heads), tuple(rows), tuple(keys))


def _seconds(value: float, answers: int) -> Cell:
    return Cell(lasting(value), round(value, 1)) if answers else Cell("–", "")


def _pairs(seen: Seen) -> list[tuple[Point, Point | None]]:
    """Each point with the one of the period before that stands at the same place: so many days and hours in."""
    points = seen.report.curve
    if seen.before is None:
        return [(point, None) for point in points]
    earlier = {_place(point.at, seen.before.choice.since, seen.zone): point for point in seen.before.curve}
    return [(point, earlier.get(_place(point.at, seen.choice.since, seen.zone))) for point in points]


def _place(at: datetime, since: datetime, zone: tzinfo) -> Place:
    local, begin = at.astimezone(zone), since.astimezone(zone)
    return (local.date() - begin.date()).days, local.hour


def _when(seen: Seen, point: Point) -> str:
    local = point.at.astimezone(seen.zone)
    if not by_hour(seen):
        return day_words(local.date(), seen.today)
    hour = _hours(local.hour, local.hour + 1)
    return hour if seen.days == 1 else f"{day_words(local.date(), seen.today)} {hour}"


def _hours(first: int, last: int) -> str:
    return f"{first:02}:00–{last:02}:00"


def _answered(seen: Seen, point: Point) -> str:
    return _lead(seen, point, Behind.RESPONSE, _("Answered {when}, slowest first")) if point.answers.count else ""


def _wrote(seen: Seen, point: Point) -> str:
    return _lead(seen, point, Behind.INBOUND, _("Wrote {when}")) if point.inbound else ""


def _lead(seen: Seen, point: Point, number_: Behind, title: str) -> str:
    length = _HOUR if by_hour(seen) else timedelta(days=1)
    until = min(seen.choice.until, point.at + length)
    return Lead(number_, "", title.format(when=_when(seen, point)), "", "", point.at, until).key


def _peaks(seen: Seen) -> tuple[Shade, ...]:
    """The peak hours of each day (E-3), where hours are shown."""
    if not by_hour(seen):
        return ()
    hours = [point.at.astimezone(seen.peak_zone) for point in seen.report.curve]
    shades = []
    for begin, end in seen.goals.peak:
        label = _("peak {first}–{last}").format(first=_short(begin), last=_short(end))
        inside = [place for place, at in enumerate(hours) if begin < (at.hour + 1) * 60 and at.hour * 60 < end]
        runs: list[list[int]] = []
        for place in inside:
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        shades += [Shade(run[0], run[-1], label) for run in runs]
    return tuple(shades)


def _short(minute: int) -> str:
    """ "10", "9:30"."""
    return f"{minute // 60}" if minute % 60 == 0 else f"{minute // 60}:{minute % 60:02}"
