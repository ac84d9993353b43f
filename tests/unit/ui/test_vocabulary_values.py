"""The quarterly review of the vocabulary: its quarter, its 500 dialogues, its evidence (Q-5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.ids import ReviewId, ThreadId
from domain.review import ReviewItem
from ui.insights.vocabulary_values import EVIDENCE_DAYS, evidence, looked_at, quarter, weeks_to_read

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def item(number: int, at: datetime | None, *, vocabulary: bool = False) -> ReviewItem:
    made = ReviewItem(
        ReviewId(f"r{number}"), date(2026, 11, 9), 7, ThreadId(f"t{number}"), "Customer", "whatsapp", "", None, None,
        None, False, 9, 0, (),
    )  # fmt: skip
    return replace(made, reviewed_at=at, vocabulary=vocabulary)


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 11, 22), date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_quarters(day: date, first: date, after: date) -> None:
    assert quarter(day) == (first, after)


def test_only_what_was_looked_at_in_this_quarter_counts_by_the_days_of_the_agent() -> None:
    first = datetime(2026, 9, 30, 20, 0, tzinfo=UTC)  # 1 October in Bangkok
    items = [item(1, NOW), item(2, None), item(3, first), item(4, first - timedelta(days=1))]
    assert looked_at(items, date(2026, 11, 22), ZoneInfo("Asia/Bangkok")) == 2
    assert looked_at(items, date(2026, 11, 22), UTC) == 1


def test_evidence_is_of_the_last_ninety_days_newest_first() -> None:
    edge = timedelta(days=EVIDENCE_DAYS)
    items = [
        item(1, NOW - edge, vocabulary=True),
        item(2, NOW - edge - timedelta(seconds=1), vocabulary=True),
        item(3, NOW, vocabulary=True),
        item(4, NOW),
        item(5, None, vocabulary=True),
    ]
    assert [one.id for one in evidence(items, NOW)] == ["r3", "r1"]


@pytest.mark.parametrize("today", [date(2026, 10, 1), date(2026, 11, 22), date(2026, 12, 31), date(2027, 1, 4)])
def test_every_week_that_may_count_is_read(today: date) -> None:
    read = weeks_to_read(today)
    assert all(week.weekday() == 0 for week in read)
    assert read[0] <= min(quarter(today)[0], today - timedelta(days=EVIDENCE_DAYS)) - timedelta(weeks=2)
    assert read[-1] <= today < read[-1] + timedelta(weeks=1)
    assert len(read) == len(set(read)) <= 20
