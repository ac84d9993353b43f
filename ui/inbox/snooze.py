"""When a snoozed thread comes back: the moments to choose from, and how one is told."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from app.i18n import _
from domain.typed_times.words import AFTERNOON, DAY_BEGINS, EVENING, WEEKEND_BEGINS
from widgets.thread_view.when import clock_time, moment

SATURDAY, MONDAY = 5, 0


def presets(now: datetime, zone: tzinfo) -> list[tuple[str, datetime]]:
    """Names and moments (UTC), soonest first; those that have passed today are left out."""
    here = now.astimezone(zone)
    found = [(_("In 3 hours"), now + timedelta(hours=3))]
    for hour in (AFTERNOON, EVENING):
        at = _at(here, 0, hour)
        if at > here + timedelta(minutes=30):
            found.append((_("Today {time}").format(time=clock_time(at, zone)), at))
    tomorrow = _at(here, 1, DAY_BEGINS)
    found.append((_("Tomorrow {time}").format(time=clock_time(tomorrow, zone)), tomorrow))
    saturday, monday = _next(here, SATURDAY, WEEKEND_BEGINS), _next(here, MONDAY, DAY_BEGINS)
    found.append((_("Saturday {time}").format(time=clock_time(saturday, zone)), saturday))
    found.append((_("Monday {time}").format(time=clock_time(monday, zone)), monday))
    unique = {at.astimezone(UTC): text for text, at in reversed(found)}
    return sorted(((text, at) for at, text in unique.items()), key=_moment)


def until_words(until: datetime, now: datetime, zone: tzinfo, locale: str) -> str:
    """When it comes back."""
    return _("Snoozed until {moment}").format(moment=moment(until, now, zone, locale))


def _moment(preset: tuple[str, datetime]) -> datetime:
    return preset[1]


def _at(here: datetime, days: int, hour: int) -> datetime:
    return datetime.combine(here.date() + timedelta(days=days), time(hour), here.tzinfo)


def _next(here: datetime, weekday: int, hour: int) -> datetime:
    """The next such day after today."""
    return _at(here, (weekday - here.weekday() - 1) % 7 + 1, hour)
