"""The moment that a typed time means, seen from now and from a time zone."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from domain.typed_times.reading import Wish, read
from domain.typed_times.tokens import NotATime
from domain.typed_times.words import AFTERNOON, EVENING, LATE, TimeWords, first_hour

FARTHEST = timedelta(days=730)
"""From now; what is farther away was hardly meant."""

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_WEEK, _YEAR = 7, 12
_MONTH = timedelta(days=28)
"""No month is shorter."""


class Trouble(Enum):
    """Why a text is no time to wait for."""

    UNKNOWN = "unknown"
    PASSED = "passed"
    TOO_FAR = "too_far"
    NO_SUCH_DAY = "no_such_day"


class _Impossible(Exception):
    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble


def moment_meant(text: str, now: datetime, zone: tzinfo, words: TimeWords) -> datetime | Trouble:
    """The moment in UTC, after `now` and at most FARTHEST away, or why there is none. Any text, never an error.

    A time without a day is the next one; a weekday is the next such day, today only while the time is still to come;
    a day without a time begins as the presets do; a date without a year is the next one. A time that summer time leaves
    out goes to the next that there is.
    """
    try:
        at = _Calendar(now, zone).meant(read(text, words))
    except NotATime:
        return Trouble.UNKNOWN
    except _Impossible as error:
        return error.trouble
    if at <= now:
        return Trouble.PASSED
    return at if at - now <= FARTHEST else Trouble.TOO_FAR


class _Calendar:
    """Days and times around now."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now = now.astimezone(UTC)
        self._zone = zone
        self._here = now.astimezone(zone)
        self._today = self._here.date()

    def meant(self, wish: Wish) -> datetime:
        """The moment, still without its bounds."""
        if wish.days is not None:
            return self._days_from_now(wish.days, wish)
        if wish.elapsed or not (wish.has_day() or wish.clock or wish.part is not None):
            return self._now + self._near(wish.elapsed)
        if not wish.has_day():
            return self._next_time(_clock(wish, self._today))
        has_date = any(one is not None for one in (wish.date, wish.month, wish.day_of_month))
        return self._of_calendar(wish) if has_date else self._of_week(wish)

    def _of_calendar(self, wish: Wish) -> datetime:
        if wish.date is not None:
            return self._of_date(wish.date, wish)
        if wish.month is not None:
            return self._of_month(wish.month, wish)
        return self._next_day_of_month(wish)

    def _of_week(self, wish: Wish) -> datetime:
        if wish.next_week:
            monday = self._today + timedelta(days=_WEEK - self._today.weekday())
            return self._on(monday + timedelta(days=wish.weekday or 0), wish)
        if wish.ahead is not None:
            return self._named_day(self._today + timedelta(days=wish.ahead), wish)
        return self._next_weekday(wish)

    def _days_from_now(self, days: int, wish: Wish) -> datetime:
        self._near(timedelta(days=days) + wish.months * _MONTH)
        day = _months_on(self._today, wish.months) + timedelta(days=days)
        if wish.clock or wish.part is not None:
            return self._on(day, wish)
        return self._moment(day, self._here.time()) + self._near(wish.elapsed)

    def _next_time(self, clock: time) -> datetime:
        today = self._moment(self._today, clock)
        return today if today > self._now else self._moment(self._today + _DAY, clock)

    def _next_weekday(self, wish: Wish) -> datetime:
        days = ((wish.weekday or 0) - self._today.weekday()) % _WEEK
        at = self._on(self._today + timedelta(days=days), wish)
        passed = at <= self._now or (wish.following and days == 0)
        return self._on(self._today + timedelta(days=days + _WEEK), wish) if passed else at

    def _named_day(self, day: date, wish: Wish) -> datetime:
        _agree(day, wish)
        if day == self._today and wish.clock is None and wish.part in {None, EVENING}:
            hours = LATE if wish.part else (first_hour(day.weekday()), AFTERNOON, *LATE)
            ahead = (at for hour in hours if (at := self._moment(day, time(hour))) > self._now)
            return next(ahead, self._now)
        return self._on(day, wish)

    def _of_month(self, months: int, wish: Wish) -> datetime:
        first = _months_on(self._today.replace(day=1), months)
        last = monthrange(first.year, first.month)[1]
        number = last if wish.month_ends else 1 if wish.day_of_month is None else wish.day_of_month
        if not 1 <= number <= last:
            raise _Impossible(Trouble.NO_SUCH_DAY)
        return self._named_day(first.replace(day=number), wish)

    def _next_day_of_month(self, wish: Wish) -> datetime:
        """Of a day by its number alone; today only while the time is still to come, as with weekdays."""
        months = (_months_on(self._today.replace(day=1), months) for months in range(_YEAR))
        days = (_day(month.year, month.month, wish.day_of_month or 0) for month in months)
        ahead = (day for day in days if day is not None and self._on(day, wish) > self._now)
        day = next(ahead, None)
        if day is None:
            raise _Impossible(Trouble.NO_SUCH_DAY)
        return self._named_day(day, wish)

    def _of_date(self, said: tuple[int | None, int, int], wish: Wish) -> datetime:
        year, month, number = said
        if year is not None:
            if not self._today.year <= year <= self._today.year + 3:
                raise _Impossible(Trouble.PASSED if year < self._today.year else Trouble.TOO_FAR)
            years = [year]
        else:
            # Eight years hold a 29 February, also around 2100.
            years = list(range(self._today.year, self._today.year + 9))
        days = [day for day in (_day(one, month, number) for one in years) if day is not None]
        if not days:
            raise _Impossible(Trouble.NO_SUCH_DAY)
        day = next((one for one in days if one >= self._today), days[0])
        if wish.ahead is not None and self._today + timedelta(days=wish.ahead) != day:
            raise _Impossible(Trouble.NO_SUCH_DAY)
        _agree(day, wish)
        return self._on(day, wish)

    def _on(self, day: date, wish: Wish) -> datetime:
        return self._moment(day + _DAY if wish.small_hours else day, _clock(wish, day))

    def _moment(self, day: date, clock: time) -> datetime:
        """In UTC. Of a time that comes twice, the one still to come; of one that never comes, the next that does."""
        wall = datetime.combine(day, clock)
        while self._utc(wall).astimezone(self._zone).replace(tzinfo=None) != wall:
            wall += _MINUTE
        at = self._utc(wall)
        return at if at > self._now else self._utc(wall.replace(fold=1))

    def _utc(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self._zone).astimezone(UTC)

    @staticmethod
    def _near(length: timedelta) -> timedelta:
        if length > FARTHEST + _DAY:
            raise _Impossible(Trouble.TOO_FAR)
        return length


def _clock(wish: Wish, day: date) -> time:
    if wish.clock is not None:
        return time(*wish.clock)
    return time(first_hour(day.weekday()) if wish.part is None else wish.part)


def _months_on(day: date, months: int) -> date:
    """The day of the same number; the last one of a month that has no such day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _agree(day: date, wish: Wish) -> None:
    if wish.weekday is not None and wish.weekday != day.weekday():
        raise _Impossible(Trouble.NO_SUCH_DAY)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
