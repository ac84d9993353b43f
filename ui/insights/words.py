"""Measures in words: durations, shares, points, names of what is counted, warnings."""

from datetime import date, datetime, tzinfo

from app.i18n import _, ngettext
from domain.channel import ChannelKind
from domain.emotion.assessment import Topic
from domain.measures.report import Csat, Nps, Ratio, Report, Spread
from domain.warning import MeasureWarning, WarningKind
from ui.insights.wanted import Against, Days
from ui.locale import language_name, number, percent, tag
from widgets.assessment import topic_name
from widgets.chips import channel_name
from widgets.thread_view.when import clock_time, day_and_month, short_date

NOTHING = "–"
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def lasting(seconds: float) -> str:
    """A length of time ("74 s", "2 min 5 s", "3 h 20 min", "2 d 4 h")."""
    whole = round(seconds)
    if whole < 2 * _MINUTE:
        return _("{count} s").format(count=number(whole))
    if whole < 10 * _MINUTE:
        minutes, rest = divmod(whole, _MINUTE)
        return _two(minutes, rest, _("{count} min"), _("{large} min {small} s"))
    if whole < 2 * _HOUR:
        return _("{count} min").format(count=number(round(whole / _MINUTE)))
    if whole < 2 * _DAY:
        hours, rest = divmod(round(whole / _MINUTE), 60)
        return _two(hours, rest, _("{count} h"), _("{large} h {small} min"))
    days, rest = divmod(round(whole / _HOUR), 24)
    return _two(days, rest, _("{count} d"), _("{large} d {small} h"))


def _two(large: int, small: int, alone: str, both: str) -> str:
    """A length in two units, or in one where the smaller is nothing."""
    if not small:
        return alone.format(count=number(large))
    return both.format(large=number(large), small=number(small))


def on_axis(seconds: float) -> str:
    """The same for a line of an axis, in one unit."""
    for unit, words in ((_DAY, _("{count} d")), (_HOUR, _("{count} h")), (_MINUTE, _("{count} min"))):
        if seconds >= unit:
            value = seconds / unit
            return words.format(count=number(value, 0 if value == round(value) else 1))
    return _("{count} s").format(count=number(seconds)) if seconds else "0"


def count(value: float) -> str:
    """A whole number."""
    return number(round(value))


def share(ratio: Ratio) -> str:
    """So many of so many in percent; a dash without any."""
    return percent(ratio.part / ratio.whole) if ratio.whole else NOTHING


def share_of(ratio: Ratio) -> str:
    """The same with the numbers behind it ("78 % (39 of 50)")."""
    if not ratio.whole:
        return NOTHING
    words = _("{share} ({part} of {whole})")
    return words.format(share=share(ratio), part=number(ratio.part), whole=number(ratio.whole))


def median(spread: Spread) -> str:
    """Its middle; a dash without any."""
    return lasting(spread.median) if spread.count else NOTHING


def response_words(report: Report) -> str:
    """All of response time in one line, with that of the working clock (M)."""
    spread, business = report.response, report.response_business
    if not spread.count:
        return ""
    words = [_("median {time}").format(time=median(spread)), _("90 % within {time}").format(time=p90(spread))]
    if business.count:
        words.append(_("in working time {time} on average").format(time=lasting(business.mean)))
    return " · ".join(words)


def p90(spread: Spread) -> str:
    """Within which nine of ten are; a dash without any."""
    return lasting(spread.p90) if spread.count else NOTHING


def csat_mean(csat: Csat) -> float | None:
    """Points on average; None without answers."""
    answers = sum(csat.counts)
    return sum((stars + 1) * many for stars, many in enumerate(csat.counts)) / answers if answers else None


def nps_value(nps: Nps) -> int | None:
    """Promoters less detractors, in percent of all (M-2); None without answers."""
    answers = nps.promoters + nps.passives + nps.detractors
    return round((nps.promoters - nps.detractors) * 100 / answers) if answers else None


def signed(value: int) -> str:
    """With its sign ("+42")."""
    return f"+{number(value)}" if value > 0 else number(value)


def channel_words(name: str) -> str:
    """A channel's own name."""
    return channel_name(ChannelKind(name))


def topic_words(name: str) -> str:
    """What a message is about."""
    return topic_name(Topic(name)) if name in set(Topic) else name or _("no topic")


def language_words(name: str) -> str:
    """A language in its own words."""
    return language_name(name) or _("unknown")


def stars_words(stars: int) -> str:
    """So many stars."""
    return ngettext("{count} star", "{count} stars", stars).format(count=number(stars))


def day_words(at: date, today: date) -> str:
    """A day ("20 Nov"), with its year when it is another one."""
    return day_and_month(at, tag()) if at.year == today.year else short_date(at, tag())


def days_words(days: Days, today: date) -> str:
    """ "today", "20 Nov", "16 Nov – 22 Nov"."""
    if days.first == days.last:
        return _("today") if days.first == today else day_words(days.first, today)
    return _("{first} – {last}").format(first=day_words(days.first, today), last=day_words(days.last, today))


def against_words(against: Against) -> str:
    """With what is compared."""
    return {
        Against.NOTHING: _("No comparison"),
        Against.BEFORE: _("The period before"),
        Against.YEAR: _("The same days last year"),
        Against.OWN: _("Other days…"),
    }[against]


def time_words(at: datetime, zone: tzinfo, today: date) -> str:
    """A time of today, or a day and its time."""
    on, shown = at.astimezone(zone).date(), clock_time(at, zone)
    return shown if on == today else f"{day_words(on, today)} {shown}"


def warning_words(warning: MeasureWarning, since: str, about: str) -> str:
    """One warning as a sentence."""
    value, limit = warning.value, warning.limit
    sentences = {
        WarningKind.CSAT: _("CSAT is {value}, below {limit}, since {since}"),
        WarningKind.RESPONSE: _("Average response is {value}, above {limit}, since {since}"),
        WarningKind.FIRST_CONTACT: _("First-contact resolution is {value}, below {limit}, since {since}"),
        WarningKind.PEAK: _("Answered at once in peak hours: {value}, below {limit}, since {since}"),
        WarningKind.UNANSWERED: _("{about} has {value} unanswered, limit {limit}, since {since}"),
        WarningKind.HIT_RATE: _("Quick reply “{about}”: hit rate {value}, below {limit}, since {since}"),
    }
    if warning.kind is WarningKind.RESPONSE:
        shown = (lasting(value), lasting(limit))
    elif warning.kind is WarningKind.CSAT:
        shown = (number(value, 1), number(limit, 1))
    elif warning.kind is WarningKind.UNANSWERED:
        shown = (number(value), number(limit))
    else:
        shown = (percent(value / 100), percent(limit / 100))
    return sentences[warning.kind].format(value=shown[0], limit=shown[1], since=since, about=about)


def kind_words(kind: WarningKind) -> str:
    """What a warning's threads are called."""
    return {
        WarningKind.CSAT: _("Rated low"),
        WarningKind.RESPONSE: _("Answered slowly"),
        WarningKind.FIRST_CONTACT: _("Not resolved at first contact"),
        WarningKind.PEAK: _("Not answered at once in peak hours"),
        WarningKind.UNANSWERED: _("Wait now"),
        WarningKind.HIT_RATE: _("Quick reply edited often"),
    }[kind]


def ago_words(seconds: float) -> str:
    """How fresh it is ("fresh 2 min ago")."""
    minutes = int(seconds // _MINUTE)
    return _("fresh {count} min ago").format(count=number(minutes)) if minutes else _("fresh just now")
