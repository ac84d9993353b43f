"""The workspace's working hours, and how much working time lies between two moments (K, M; Setting `hours`)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.ids import SettingKey

KEY: Final = SettingKey("hours")
"""The setting that keeps them."""

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The names of the weekdays in the setting."""

WHOLE_DAY: Final = 24 * 60
_MOST_HOLIDAYS = 1_000
_MOST_SPANS = 12
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_NOTHING = timedelta(0)

Span = tuple[int, int]
Stretch = tuple[datetime, datetime]


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise ValueError(f"no such time zone: {name!r}") from error


def _check(spans: tuple[Span, ...]) -> None:
    ends = [0, *(minute for span in spans for minute in span)]
    later = all(begin < end for begin, end in spans)
    if not later or len(spans) > _MOST_SPANS or sorted(ends) != ends or ends[-1] > WHOLE_DAY:
        raise ValueError(f"not spans of one day: {spans!r}")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When somebody works; a moment counts when the wall clock of the zone stands inside a span of its weekday.

    Attributes:
        days: from Monday to Sunday, spans of minutes since midnight, sorted, none inside another.
        zone: IANA name ("Asia/Bangkok"). holidays: days of that zone on which nobody works.

    Raises ValueError for hours that make no sense, also when nobody ever works.
    """

    days: tuple[tuple[Span, ...], ...] = (((0, WHOLE_DAY),),) * 7
    zone: str = "UTC"
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        _zone(self.zone)
        if len(self.days) != len(DAYS) or not any(self.days) or len(self.holidays) > _MOST_HOLIDAYS:
            raise ValueError("working hours need seven days, and some of them spans")
        for spans in self.days:
            _check(spans)

    @property
    def always(self) -> bool:
        """Whether the working clock is the clock on the wall."""
        return not self.holidays and all(_whole(spans) for spans in self.days)


ALWAYS: Final = WorkingHours()
"""What holds when nothing was set."""


def add(start: datetime, duration: timedelta, hours: WorkingHours = ALWAYS) -> datetime:
    """The first moment at which so much working time has passed; before `start` for a negative duration."""
    if hours == ALWAYS or not duration:
        return start + duration
    return _before(start, -duration, hours) if duration < _NOTHING else _behind(start, duration, hours)


def between(first: datetime, second: datetime, hours: WorkingHours = ALWAYS) -> timedelta:
    """The working time from the one to the other; negative when the second comes first."""
    if hours == ALWAYS:
        return second - first
    if second < first:
        return -between(second, first, hours)
    first, second = first.astimezone(UTC), second.astimezone(UTC)
    day, last = first.date(), second.date()
    total = sum((end - max(begin, first) for begin, end in _open(hours, day) if end > first), _NOTHING)
    while day < last:
        day += _DAY
        total += _open_time(hours, day)
    return total - sum((end - max(begin, second) for begin, end in _open(hours, last) if end > second), _NOTHING)


def is_open(at: datetime, hours: WorkingHours = ALWAYS) -> bool:
    """Whether somebody works at that moment."""
    moment = at.astimezone(UTC)
    return any(begin <= moment < end for begin, end in _open(hours, moment.date()))


def read_hours(text: str) -> WorkingHours:
    """From the setting's JSON; what is missing has its default, a day missing among `days` is free.

    `{"zone": "Asia/Bangkok", "days": {"mon": [["09:00", "18:00"]]}, "holidays": ["2026-12-25"]}`

    Raises ValueError for what makes no sense.
    """
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("hours are an object")
    holidays = raw.get("holidays", [])
    if not isinstance(holidays, list):
        raise ValueError("holidays are a list")
    days = _read_days(raw["days"]) if "days" in raw else ALWAYS.days
    return WorkingHours(days, str(raw.get("zone", ALWAYS.zone)), frozenset(_read_date(one) for one in holidays))


def hours_text(hours: WorkingHours) -> str:
    """The hours as the setting's JSON."""
    days = {
        name: [[_clock(begin), _clock(end)] for begin, end in spans]
        for name, spans in zip(DAYS, hours.days, strict=True)
    }
    return json.dumps({"zone": hours.zone, "days": days, "holidays": sorted(map(date.isoformat, hours.holidays))})


def _behind(start: datetime, duration: timedelta, hours: WorkingHours) -> datetime:
    moment = start.astimezone(UTC)
    day, left = moment.date(), duration
    while True:
        for begin, end in _open(hours, day):
            from_here = max(begin, moment)
            if end - from_here >= left:
                return from_here + left
            left -= max(end - from_here, _NOTHING)
        day += _DAY


def _before(start: datetime, duration: timedelta, hours: WorkingHours) -> datetime:
    moment = start.astimezone(UTC)
    day, left = moment.date(), duration
    while True:
        for begin, end in reversed(_open(hours, day)):
            from_here = min(end, moment)
            if from_here - begin >= left:
                return from_here - left
            left -= max(from_here - begin, _NOTHING)
        day -= _DAY


@lru_cache(maxsize=8192)
def _open(hours: WorkingHours, day: date) -> tuple[Stretch, ...]:
    """When somebody works on a day of UTC; adjoining stretches are one."""
    found: list[Stretch] = []
    for begin, end, offset in _steady(_zone(hours.zone), day):
        for local in _local_days(begin + offset, end + offset):
            midnight = datetime.combine(local, time(), UTC) - offset
            for first, last in () if local in hours.holidays else hours.days[local.weekday()]:
                _join(found, max(begin, midnight + first * _MINUTE), min(end, midnight + last * _MINUTE))
    return tuple(found)


@lru_cache(maxsize=8192)
def _open_time(hours: WorkingHours, day: date) -> timedelta:
    return sum((end - begin for begin, end in _open(hours, day)), _NOTHING)


def _join(found: list[Stretch], begin: datetime, end: datetime) -> None:
    if begin >= end:
        return
    if found and found[-1][1] == begin:
        begin = found.pop()[0]
    found.append((begin, end))


def _steady(zone: ZoneInfo, day: date) -> list[tuple[datetime, datetime, timedelta]]:
    """The day of UTC in parts in which the zone's clocks are not put forward or back."""
    begin = datetime.combine(day, time(), UTC)
    end = begin + _DAY
    before, after = _offset(zone, begin), _offset(zone, end - _MINUTE)
    if before == after:
        return [(begin, end, before)]
    low, high = begin, end - _MINUTE
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    turn = high.replace(microsecond=0)
    return [(begin, turn, before), (turn, end, after)]


def _local_days(begin: datetime, end: datetime) -> Iterable[date]:
    day = begin.date()
    while datetime.combine(day, time(), UTC) < end:
        yield day
        day += _DAY


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or _NOTHING


def _whole(spans: tuple[Span, ...]) -> bool:
    return bool(spans) and (spans[0][0], spans[-1][1]) == (0, WHOLE_DAY) and not any(_gaps(spans))


def _gaps(spans: tuple[Span, ...]) -> Iterable[int]:
    return (after[0] - before[1] for before, after in pairwise(spans))


def _read_days(raw: Any) -> tuple[tuple[Span, ...], ...]:
    if not isinstance(raw, Mapping) or not set(raw) <= set(DAYS):
        raise ValueError("days are an object with the names of weekdays")
    return tuple(_read_spans(raw.get(name, [])) for name in DAYS)


def _read_spans(raw: Any) -> tuple[Span, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, list) and len(one) == 2 for one in raw):
        raise ValueError("spans are pairs of times")
    return tuple(sorted((_minute(begin), _minute(end)) for begin, end in raw))


def _minute(raw: Any) -> int:
    hour, colon, minute = str(raw).partition(":")
    if not colon or not (hour.isdecimal() and minute.isdecimal()) or int(minute) > 59:
        raise ValueError(f"not a time of day: {raw!r}")
    return int(hour) * 60 + int(minute)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _read_date(raw: Any) -> date:
    if not isinstance(raw, str):
        raise ValueError(f"not a date: {raw!r}")
    return date.fromisoformat(raw)
