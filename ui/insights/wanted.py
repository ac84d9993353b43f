"""What somebody wants to see: which days, compared with which, and what counts."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.measures.report import Choice


class Span(StrEnum):
    """Which days."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    OWN = "own"


class Against(StrEnum):
    """Compared with which."""

    NOTHING = "nothing"
    BEFORE = "before"
    YEAR = "year"
    OWN = "own"


LENGTHS = {Span.TODAY: 1, Span.WEEK: 7, Span.MONTH: 30}
LONGEST = 366
FILTERS = ("channel", "team", "agent", "language", "topic")


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both in it."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """The choices of header and filters.

    Attributes:
        own: the days of Span.OWN. own_before: where those of Against.OWN begin; they are as many.
    """

    span: Span = Span.TODAY
    against: Against = Against.BEFORE
    own: Days | None = None
    own_before: date | None = None
    channel: str = ""
    team: str = ""
    agent: str = ""
    language: str = ""
    topic: str = ""

    def days(self, today: date) -> Days:
        """Which days are meant; the newest is today, except for own ones."""
        if self.span is Span.OWN and self.own is not None:
            first = max(self.own.first, self.own.last - timedelta(days=LONGEST - 1))
            return Days(first, self.own.last)
        return Days(today - timedelta(days=LENGTHS.get(self.span, 1) - 1), today)

    def days_before(self, today: date) -> Days | None:
        """With which they are compared."""
        days = self.days(today)
        length = timedelta(days=days.count - 1)
        if self.against is Against.BEFORE:
            last = days.first - timedelta(days=1)
            return Days(last - length, last)
        if self.against is Against.YEAR:
            first = _year_before(days.first)
            return Days(first, first + length)
        if self.against is Against.OWN and self.own_before is not None:
            return Days(self.own_before, self.own_before + length)
        return None

    def choice(self, days: Days, zone: tzinfo) -> Choice:
        """The same as the server is asked: whole days, so that a report is found again without a connection."""
        since, until = _midnight(days.first, zone), _midnight(days.last + timedelta(days=1), zone)
        name = getattr(zone, "key", "UTC")
        return Choice(since, until, name, self.channel, self.agent, self.team, self.language, self.topic)

    @property
    def filtered(self) -> bool:
        """Whether not everything counts."""
        return any(getattr(self, name) for name in FILTERS)

    def unfiltered(self) -> "Wanted":
        """The same days with everything."""
        return replace(self, channel="", team="", agent="", language="", topic="")


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
