"""A simulated month of learners: curves, repetition, five minutes a day, streaks (S-1, S-2)."""

from collections import Counter
from datetime import UTC, date, timedelta
from functools import lru_cache
from itertools import pairwise
from statistics import fmean
from typing import Final

import pytest
from fsrs import Card, Rating, Scheduler

from app.training.fsrs_memory import LONGEST, RETENTION
from domain.training.deck import LOOK
from domain.training.difficulty import TARGET
from domain.training.item import DrillKind
from domain.training.progress import points, result_of
from domain.training.repetition import KEPT_DAYS, Grade, Key, grade_of, key_of
from domain.training.results import Attempt
from domain.training.streak import day_of, longest_streak, practice_days, streak, zone_of
from tests.unit.domain.training.simulated import FIGURES, Month, Reader, month, new_learner

HOLIDAY: Final = frozenset({3, 4, 9, *range(12, 19), 25})
READERS: Final = {
    "improving": Reader(1, skill=(2.6, 0.06), seconds=(20, 0.035)),
    "plateauing": Reader(2),
    "irregular": Reader(3, gaps=HOLIDAY),
    "beginning": Reader(4, skill=(1.4, 0.05), seconds=(28, 0.02)),
    "strong": Reader(5, skill=(5.5, 0.0), seconds=(6, 0.0)),
    # The clocks of Rome go forward on 29 March; from there to Tokyo, and back over the date line to Honolulu.
    "travelling": Reader(6, zones={0: "Europe/Rome", 30: "Asia/Tokyo", 40: "Pacific/Honolulu"}),
}
STEADY: Final = ("improving", "plateauing", "irregular", "travelling")


@lru_cache
def lived(name: str) -> Month:
    return month(READERS[name], days=45 if name == "travelling" else 30)


def rights(attempts: list[Attempt]) -> float:
    return fmean(one.right for one in attempts)


def test_the_curve_of_who_improves_falls_and_that_of_who_does_not_stays() -> None:
    better, same = lived("improving"), lived("plateauing")
    weeks = [result_of(better.attempts(first, first + 6)).median for first in range(0, 30, 6)]
    assert all(later < before for before, later in pairwise(weeks))
    assert weeks[-1] < 0.6 * weeks[0]
    before, after = (result_of(same.attempts(first, first + 10)).median for first in (5, 20))
    assert abs(after - before) < 0.15 * before
    curve = points(better.attempts(), zone_of("UTC"))
    assert [point.day for point in curve] == [day for day, _done in better.days]


@pytest.mark.parametrize("name", STEADY)
def test_four_in_five_go_right_whoever_it_is(name: str) -> None:
    assert abs(rights(lived(name).attempts()) - TARGET) < 0.06
    last = [one for _day, tried in lived(name).days[-10:] for task, one in tried if not task.again]
    assert abs(rights(last) - TARGET) < 0.12, "of what is new as well"


def test_who_is_beyond_all_items_gets_the_hardest_and_who_is_before_them_the_easiest() -> None:
    def levels(name: str) -> float:
        return fmean(one.level for one in lived(name).attempts(20, 30))

    assert levels("beginning") < 2 < levels("plateauing") < 3
    assert levels("strong") > 3.7


def test_what_is_given_gets_harder_with_skill() -> None:
    better = lived("improving")
    first, last = (fmean(one.level for one in better.attempts(*days)) for days in ((0, 6), (24, 30)))
    assert last > first + 0.5
    same = lived("plateauing")
    middle, end = (fmean(one.level for one in same.attempts(*days)) for days in ((12, 18), (24, 30)))
    assert abs(end - middle) < 0.5


@pytest.mark.parametrize("name", READERS)
def test_five_minutes_are_five_minutes(name: str) -> None:
    for practice in lived(name).practices:
        slowest = max(one.seconds for one in practice.attempts) + LOOK
        assert abs(practice.seconds - 300) < slowest
    assert abs(fmean(one.seconds for one in lived(name).practices) - 300) < 10


@pytest.mark.parametrize("name", READERS)
def test_every_day_is_mixed(name: str) -> None:
    for _day, tried in lived(name).days:
        tasks = [task for task, _one in tried]
        assert all(one.item.id != other.item.id for one, other in pairwise(tasks))
        assert DrillKind.PRESSURE not in {task.kind for task in tasks}
        assert not any(all(task.again for task in three) for three in zip(tasks, tasks[1:], tasks[2:], strict=False))
    everything = Counter(one.kind for one in lived(name).attempts())
    assert min(everything.values()) > 0.6 * max(everything.values())


def histories(of: Month) -> dict[Key, list[tuple[date, bool, Attempt]]]:
    """By item and kind: on which day it came, whether as a repetition, and what came of it."""
    found: dict[Key, list[tuple[date, bool, Attempt]]] = {}
    for day, tried in of.days:
        for task, one in tried:
            found.setdefault(key_of(one), []).append((day, task.again, one))
    return found


@pytest.mark.parametrize("name", READERS)
def test_repetitions_come_on_the_days_of_fsrs_or_after_and_never_before(name: str) -> None:
    """Recomputed with the library alone from what was done."""
    scheduler, repeated, of = _scheduler(), 0, lived(name)
    zones = {day: zone_of(go.zone) for (day, _tried), go in zip(of.days, of.practices, strict=True)}
    for history in histories(of).values():
        card: Card | None = None
        for day, again, one in history:
            grade = grade_of(one, FIGURES)
            if again:
                assert card is not None, "nothing comes back that was always right"
                assert day_of(card.due, zones[day]) <= day
                repeated += 1
            if card is None and grade > Grade.HARD:
                continue
            before = card or Card(card_id=0, due=one.at)
            card, _log = scheduler.review_card(before, Rating(int(grade)), one.at.astimezone(UTC))
            card = None if (card.due - one.at).days > KEPT_DAYS else card
    assert repeated > 20


def _scheduler() -> Scheduler:
    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


@pytest.mark.parametrize("name", STEADY)
def test_what_went_wrong_is_repeated_until_it_is_right(name: str) -> None:
    of = lived(name)
    last_day = of.days[-1][0]
    learner = new_learner()
    learner.extend(of.attempts())
    waiting = 0
    for key, history in histories(of).items():
        day, _again, one = history[-1]
        if one.right:
            continue
        assert key in learner.repetition.recalls, "what is wrong to this day is remembered"
        if day <= last_day - timedelta(days=8):
            waiting += 1
    assert waiting == 0, "and does not wait longer than a week"
    outcomes = [[one.right for _day, _again, one in history] for history in histories(of).values()]
    assert sum(one[-1] and not all(one) for one in outcomes) > 25, "most was right in the end"


def test_streaks_are_right_through_gaps_zones_and_clock_changes() -> None:
    steady = lived("improving")
    today = steady.days[-1][0]
    assert streak(practice_days(steady.practices), today) == 30
    irregular = lived("irregular")
    days = practice_days(irregular.practices)
    assert len(days) == 30 - len(HOLIDAY)
    assert (streak(days, irregular.days[-1][0]), longest_streak(days)) == (4, 6)
    travelling = lived("travelling")
    days = practice_days(travelling.practices)
    assert len(days) == 45, "nine in the morning is one day, wherever it is"
    assert streak(days, travelling.days[-1][0]) == 45


def test_the_same_learner_lives_the_same_month() -> None:
    again = month(READERS["irregular"])
    assert again.attempts() == lived("irregular").attempts()
