"""What a certificate asks for (S-1)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId, PackId
from domain.measures.report import Ratio
from domain.training.certifying import is_earned, looked_at
from domain.training.figures import DEFAULTS
from domain.training.item import DrillKind
from domain.training.report import Result
from domain.training.results import Attempt, Ending

GOOD = Result(100, 8.0, 0.8, 0.5, Ratio(60, 100), Ratio(90, 100), Ratio(17, 20))


def test_just_enough_is_enough() -> None:
    assert is_earned(GOOD, DEFAULTS)


@pytest.mark.parametrize(
    "less",
    [
        {"attempts": 99},
        {"median": 8.001},
        {"median": 0.0},
        {"recall": 0.7999},
        {"topics": Ratio(89, 100)},
        {"tiers": Ratio(16, 20)},
    ],
)
def test_a_little_less_is_not(less: dict[str, object]) -> None:
    assert not is_earned(replace(GOOD, **less), DEFAULTS)  # type: ignore[arg-type]


def test_what_was_never_asked_is_not_held_against_anybody_but_something_was() -> None:
    none = Ratio()
    assert is_earned(replace(GOOD, recall=None, topics=none), DEFAULTS)
    assert not is_earned(replace(GOOD, recall=None, topics=none, tiers=none), DEFAULTS)


@pytest.mark.parametrize("percent", range(101))
def test_a_share_that_is_exactly_what_is_asked_for_reaches_it(percent: int) -> None:
    figures = replace(DEFAULTS, certificate_recall=percent, certificate_topics=percent, certificate_tiers=percent)
    share = Ratio(percent, 100)
    assert is_earned(replace(GOOD, recall=percent / 100, topics=share, tiers=share), figures)


def test_the_newest_are_looked_at_oldest_first_and_void_ones_never() -> None:
    began = datetime(2026, 3, 1, tzinfo=UTC)
    every = [attempt(began + timedelta(minutes=number), void=number == 5) for number in range(12)]
    kept = looked_at(every[::-1], replace(DEFAULTS, certificate_attempts=10))
    assert [(one.at - began).seconds // 60 for one in kept] == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]


def attempt(at: datetime, *, void: bool) -> Attempt:
    item = (DrillItemId("one"), PackId("pack"), 1, DrillKind.GIST, "en", Topic.REFUND, Tier.LOW, 1)
    return Attempt(*item, at, 6.0, right=True, ending=Ending.VOID if void else Ending.DONE)
