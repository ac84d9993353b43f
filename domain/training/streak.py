"""Days of practice: each counted in the zone that its learner was in then, so that no clock change makes one (S-2)."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from domain.training.results import Practice

_DAY = timedelta(days=1)


def zone_of(name: str) -> tzinfo:
    """That time zone; UTC where the name says nothing."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return UTC


def day_of(at: datetime, zone: tzinfo) -> date:
    """The day that moment belongs to."""
    return at.astimezone(zone).date()


def practice_days(practices: Iterable[Practice]) -> frozenset[date]:
    """The days with any practice; one that went on past midnight belongs to both."""
    return frozenset(
        day_of(attempt.at, zone_of(practice.zone))
        for practice in practices
        for attempt in practice.attempts
        if attempt.counts
    )


def streak(days: Collection[date], today: date) -> int:
    """Days in a row until today, or until yesterday while today is not over.

    Args:
        days: those with practice; later ones (a zone further east) are as good as today.
    """
    kept = {min(day, today) for day in days}
    day = today if today in kept else today - _DAY
    count = 0
    while day in kept:
        count, day = count + 1, day - _DAY
    return count


def longest_streak(days: Collection[date]) -> int:
    """The most days in a row there ever were."""
    kept = set(days)
    longest = 0
    for first in (day for day in kept if day - _DAY not in kept):
        length = 1
        while first + length * _DAY in kept:
            length += 1
        longest = max(longest, length)
    return longest
