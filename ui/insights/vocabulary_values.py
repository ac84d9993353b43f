"""The quarterly review of the vocabulary: which quarter, how many dialogues were looked at, which speak of it (Q-5)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from domain.review import ReviewItem
from ui.insights.review_values import monday

DIALOGUES = 500
"""Looked at in a quarter (Q-5)."""

EVIDENCE_DAYS = 90
_LATE = timedelta(weeks=2)
"""So long after its week somebody may look at a conversation and be counted for sure."""


def quarter(day: date) -> tuple[date, date]:
    """Its first day, and the first of the next one."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)


def weeks_to_read(today: date) -> tuple[date, ...]:
    """The Mondays whose conversations may have been looked at in this quarter or in the last 90 days."""
    since = min(quarter(today)[0], today - timedelta(days=EVIDENCE_DAYS)) - _LATE
    first, last = monday(since), monday(today)
    return tuple(first + timedelta(weeks=place) for place in range((last - first).days // 7 + 1))


def looked_at(items: Iterable[ReviewItem], today: date, zone: tzinfo) -> int:
    """How many dialogues somebody has looked at in this quarter."""
    first, after = quarter(today)
    days = (item.reviewed_at.astimezone(zone).date() for item in items if item.reviewed_at is not None)
    return sum(first <= day < after for day in days)


def evidence(items: Iterable[ReviewItem], now: datetime) -> tuple[ReviewItem, ...]:
    """Those that were sent to the vocabulary review in the last 90 days, newest first."""
    since = now - timedelta(days=EVIDENCE_DAYS)
    dated = [
        (item.reviewed_at, item.id, item)
        for item in items
        if item.vocabulary and item.reviewed_at is not None and item.reviewed_at >= since
    ]
    return tuple(item for _at, _id, item in sorted(dated, key=_newest))


def _newest(dated: tuple[datetime, str, ReviewItem]) -> tuple[float, str]:
    return -dated[0].timestamp(), dated[1]
