"""What of practice can be true: clients say what they like, and reports stand on it."""

from datetime import UTC, datetime, timedelta
from math import isfinite

from domain.ids import is_uuid
from domain.training.results import MOST_ATTEMPTS, Attempt, Practice

LONGEST_PRACTICE = 24 * 3_600.0
"""Seconds of active time."""

AHEAD = timedelta(days=1)
"""So far ahead of the server a client may believe to be that has not heard of it for long."""

_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_LONGEST_ATTEMPT = 4 * 3_600.0
_FASTEST = 100_000.0
_LARGEST = 2**31
_LONGEST_ID = 64
_LONGEST_TAG = 35


def is_plausible(practice: Practice, now: datetime) -> bool:
    """Whether it can have been like that."""
    assignment = practice.assignment_id
    return (
        is_uuid(practice.id)
        and (assignment is None or is_uuid(assignment))
        and _is_time(practice.began, now)
        and _within(practice.seconds, LONGEST_PRACTICE)
        and len(practice.zone) <= _LONGEST_ID
        and len(practice.attempts) <= MOST_ATTEMPTS
        and all(_is_attempt(attempt, now) for attempt in practice.attempts)
    )


def _is_attempt(attempt: Attempt, now: datetime) -> bool:
    shares = (attempt.recall, attempt.precision)
    return (
        _is_name(attempt.item_id)
        and _is_name(attempt.pack_id)
        and 2 <= len(attempt.language) <= _LONGEST_TAG
        and 0 <= attempt.edition < _LARGEST
        and 1 <= attempt.level <= 5
        and _is_time(attempt.at, now)
        and _within(attempt.seconds, _LONGEST_ATTEMPT)
        and all(share is None or _within(share, 1.0) for share in shares)
        and (attempt.pace is None or _within(attempt.pace, _FASTEST))
        and 0 <= attempt.interruptions < _LARGEST
    )


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_ID and name.isprintable()


def _is_time(at: datetime, now: datetime) -> bool:
    return at.tzinfo is not None and _FIRST <= at <= now + AHEAD


def _within(figure: float, most: float) -> bool:
    return isfinite(figure) and 0 <= figure <= most
