"""Attempts taken together: what a learner's curve and a trainer's report are made of (S-1)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.emotion.assessment import Topic
from domain.measures.report import Ratio
from domain.training.item import DrillKind
from domain.training.progress import points, result_of, topic_lines
from domain.training.report import Result
from domain.training.results import Ending
from tests.unit.domain.training.simulated import START, done

HOUR = timedelta(hours=1)


def test_nothing_is_nothing() -> None:
    assert result_of([]) == Result()
    assert result_of([done(ending=Ending.VOID, recall=1.0)]) == Result()


def test_the_median_is_of_what_was_right() -> None:
    attempts = [done(seconds=one) for one in (5.0, 7.0, 100.0)]
    assert result_of([*attempts, done(seconds=1.0, right=False)]).median == 7.0
    assert result_of([done(seconds=4.1234), done(seconds=9.0)]).median == 4.123, "the lower of two in the middle"
    assert result_of([done(right=False)]).median == 0.0


def test_shares_are_of_what_was_asked() -> None:
    found = result_of(
        [
            done(recall=1.0, precision=0.5, topic_right=True),
            done(recall=0.5, precision=1.0, topic_right=False, right=False),
            done(tier_right=True),
            done(right=False, ending=Ending.VOID, recall=0.0, topic_right=False),
        ]
    )
    assert (found.attempts, found.right, found.topics, found.tiers) == (3, Ratio(2, 3), Ratio(1, 2), Ratio(1, 1))
    assert [found.recall, found.precision] == pytest.approx([0.75, 0.75])
    assert (result_of([done()]).recall, result_of([done()]).precision) == (None, None)


def test_late_is_of_those_under_pressure() -> None:
    pressed = [done(kind=DrillKind.PRESSURE, ending=ending) for ending in (Ending.DONE, Ending.LATE, Ending.SNOOZED)]
    assert result_of([*pressed, done()]).late == Ratio(2, 3)


def test_a_point_a_day_of_the_learners_zone() -> None:
    attempts = [done(at=START + hours * HOUR, seconds=float(hours + 1)) for hours in (0, 14, 15, 40)]
    found = points([attempts[2], attempts[0], attempts[3], attempts[1]], ZoneInfo("UTC"))
    assert [(point.day, point.result.attempts) for point in found] == [
        (date(2026, 3, 1), 2),
        (date(2026, 3, 2), 1),
        (date(2026, 3, 3), 1),
    ]
    tokyo = points(attempts, ZoneInfo("Asia/Tokyo"))
    assert [(point.day.day, point.result.attempts) for point in tokyo] == [(1, 1), (2, 2), (3, 1)]
    assert points([done(ending=Ending.VOID)], ZoneInfo("UTC")) == ()


def test_topics_weakest_first_and_one_slip_makes_none_the_weakest() -> None:
    weak = [done(topic=Topic.PAYMENT, right=n % 3 == 0) for n in range(30)]
    good = [done(topic=Topic.REFUND) for _ in range(10)]
    few = topic_lines([*good, *weak, done(topic=Topic.ACCOUNT, right=False), done(topic=Topic.ACCOUNT)])
    assert [line.topic for line in few] == ["payment", "account", "refund"]
