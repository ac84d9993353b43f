"""Time in measures: quarters of an hour, and the hours or days that a report is drawn by."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from domain.measures.figures import Span

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
SLOT: Final = timedelta(minutes=15)
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
HOURLY: Final = timedelta(days=2)
"""Spans up to it are drawn by the hour, longer ones by the day."""

LONGEST: Final = timedelta(days=3 * 366)
"""The longest span of a report."""

_MINUTE: Final = timedelta(minutes=1)


def slot_of(at: datetime) -> int:
    """The quarter of an hour in which it lies, since 1970."""
    return (at - EPOCH) // SLOT


def slot_start(slot: int) -> datetime:
    """When it begins."""
    return EPOCH + slot * SLOT


def day_of(at: datetime) -> int:
    """The day of UTC, since 1970."""
    return (at - EPOCH) // DAY


def widened(since: datetime, until: datetime) -> tuple[datetime, datetime]:
    """The span, out to whole quarters of an hour: what measures are kept by."""
    first, behind = slot_of(since), -((EPOCH - until) // SLOT)
    return slot_start(first), slot_start(max(behind, first))


def points(since: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """Where each hour or day of the span begins; the first at `since`, whatever the clock says then.

    Days are those of the zone: 23 or 25 hours long when its clocks change.
    """
    if since >= until:
        return []
    if until - since <= HOURLY:
        return _hours(since, until)
    found, day = [since], since.astimezone(zone).date()
    while True:
        day += DAY
        begin = datetime.combine(day, time(), zone).astimezone(UTC)
        if begin >= until:
            return found
        if begin > since:
            found.append(begin)


def peak_stretches(since: datetime, until: datetime, zone: ZoneInfo, spans: tuple[Span, ...]) -> list[Span]:
    """The parts of the span that lie in peak hours, as microseconds since 1970, from and until; in order."""
    found: list[Span] = []
    first, last = since.astimezone(zone).date() - DAY, until.astimezone(zone).date()
    while first <= last:
        midnight = datetime.combine(first, time())
        for begin, end in spans:
            # A wall clock that is put forward or back in a peak hour makes it shorter or longer.
            cut = [_utc(midnight + begin * _MINUTE, zone), _utc(midnight + end * _MINUTE, zone)]
            low, high = max(cut[0], since), min(cut[1], until)
            if low < high:
                found.append((_microseconds(low), _microseconds(high)))
        first += DAY
    return found


def bounds(at: list[datetime], until: datetime) -> list[tuple[datetime, datetime]]:
    """From each point to the next, the last until the end."""
    return list(pairwise([*at, until]))


def _hours(since: datetime, until: datetime) -> list[datetime]:
    found, at = [], since
    while at < until:
        found.append(at)
        at += HOUR
    return found


def _utc(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)


def _microseconds(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)
