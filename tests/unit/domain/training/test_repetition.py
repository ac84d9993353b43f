"""What went wrong comes back on FSRS's days, the same on every computer, until it is known (S-2)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler

from app.training.fsrs_memory import RETENTION, FsrsMemory
from domain.training.figures import TrainingFigures
from domain.training.item import DrillKind
from domain.training.repetition import KEPT_DAYS, Grade, Key, Recall, Repetition, grade_of
from domain.training.results import Attempt, Ending
from tests.unit.domain.training.simulated import PACK, START, done

FIGURES = TrainingFigures()
KEY = Key(DrillKind.GIST, PACK, done().item_id)
TODAY = START.date()
UTC = ZoneInfo("UTC")
DAY = timedelta(days=1)


def after(*attempts: Attempt) -> Repetition:
    made = Repetition(FsrsMemory(), FIGURES)
    made.extend(attempts)
    return made


def days(repetition: Repetition) -> float:
    return repetition.recalls[KEY].days


@pytest.mark.parametrize(
    ("right", "seconds", "grade"),
    [
        (False, 1.0, Grade.AGAIN),
        (True, 20.0, Grade.HARD),
        (True, 19.9, Grade.GOOD),
        (True, 8.1, Grade.GOOD),
        (True, 8.0, Grade.EASY),
    ],
)
def test_how_well_it_was_known(right: bool, seconds: float, grade: Grade) -> None:
    assert grade_of(done(right=right, seconds=seconds), FIGURES) is grade


def test_only_what_went_wrong_or_was_as_slow_as_ever_enters() -> None:
    assert after(done(seconds=19.0)).recalls == {}
    assert set(after(done(right=False)).recalls) == {KEY}
    assert set(after(done(seconds=25.0)).recalls) == {KEY}
    assert after(done(right=False, ending=Ending.VOID)).recalls == {}


def test_the_same_item_is_remembered_in_each_kind_by_itself() -> None:
    wrong = [done(right=False, kind=kind) for kind in (DrillKind.GIST, DrillKind.REPLY)]
    held = after(*wrong, done(kind=DrillKind.REPLY, at=START + DAY))
    assert {key.kind for key in held.recalls} == {DrillKind.GIST, DrillKind.REPLY}
    assert held.recalls[KEY].due < held.recalls[replace(KEY, kind=DrillKind.REPLY)].due


def test_what_went_wrong_under_pressure_is_repeated_as_triage() -> None:
    wrong = done(kind=DrillKind.PRESSURE, right=False)
    triage = replace(KEY, kind=DrillKind.TRIAGE)
    assert set(after(wrong).recalls) == {triage}
    assert set(after(replace(wrong, ending=Ending.LATE)).recalls) == {triage}
    assert after(replace(wrong, ending=Ending.SNOOZED), done(kind=DrillKind.PRESSURE, seconds=90.0)).recalls == {}
    before = after(wrong).recalls[triage]
    assert after(wrong, done(kind=DrillKind.PRESSURE, at=START + DAY)).recalls[triage] == before


def test_days_are_those_of_fsrs_itself() -> None:
    """Recomputed with the library alone, over every kind of history."""
    scheduler = Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
    )
    random = Random(5)
    for _history in range(50):
        memory, recall, card, at = FsrsMemory(), None, Card(card_id=1, due=START), START
        for _time in range(12):
            grade = random.choice(list(Grade))
            recall = memory.next(recall, grade, at)
            card, _log = scheduler.review_card(card, Rating(int(grade)), at)
            assert recall.due == card.due
            assert recall.days == (card.due - at).days >= 1
            at = recall.due + timedelta(hours=random.randrange(-20, 90))


def test_wrong_is_tomorrow_and_each_right_takes_it_further_away() -> None:
    found = after(done(right=False))
    assert days(found) == 1
    far = [days(found)]
    while KEY in found.recalls:
        found.add(done(at=found.recalls[KEY].due, seconds=10.0))
        far += [days(found)] if KEY in found.recalls else []
    assert all(before < later for before, later in pairwise(far))
    assert far[-1] <= KEPT_DAYS, "and at last it is known, and gone"


def test_what_goes_wrong_again_begins_again() -> None:
    found = after(done(right=False), *(done(at=START + day * DAY) for day in (1, 4)))
    assert days(found) > 5
    found.add(done(right=False, at=START + 30 * DAY))
    assert days(found) <= 2


def test_what_has_left_enters_anew() -> None:
    found = after(done(right=False))
    while KEY in found.recalls:
        found.add(done(at=found.recalls[KEY].due))
    found.add(done(at=START + 400 * DAY))
    assert found.recalls == {}
    found.add(done(right=False, at=START + 401 * DAY))
    assert days(found) == 1


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Auckland"])
def test_the_hour_of_a_day_does_not_count(zone: str) -> None:
    place = ZoneInfo(zone)
    evening = START.replace(tzinfo=place, hour=23, minute=50)
    found = after(done(right=False, at=evening.astimezone(UTC)))
    assert found.due(evening.date(), place) == []
    assert found.due(evening.date() + DAY, place) == [KEY], "from the morning of the next day on"


def test_due_are_those_that_waited_longest_first_and_only_what_is_offered() -> None:
    names = ("item-c", "item-a", "item-b")
    found = after(*(done(name, right=False, at=START + day * DAY) for day, name in enumerate(names)))
    late = TODAY + 9 * DAY
    assert [key.item_id for key in found.due(late, UTC)] == list(names)
    offered = {Key(DrillKind.GIST, PACK, done("item-a").item_id)}
    assert [key.item_id for key in found.due(late, UTC, offered)] == ["item-a"]
    week = [TODAY + number * DAY for number in range(7)]
    assert found.by_day(week, UTC) == (0, 1, 1, 1, 0, 0, 0)
    assert found.by_day(week[2:], UTC) == (2, 1, 0, 0, 0), "what was due before is due today"
    assert found.by_day(week, UTC, offered) == (0, 0, 1, 0, 0, 0, 0)


def test_a_clock_that_was_behind_does_no_harm() -> None:
    found = after(done(right=False), done(right=False, at=START - 3 * DAY), done(at=START + DAY))
    assert days(found) >= 1
    assert found.due(date(2030, 1, 1), UTC) == [KEY]


def test_a_copy_goes_on_alone_and_the_same_attempts_say_the_same() -> None:
    first = after(done(right=False))
    first.copy().add(done(right=False, at=START + DAY))
    assert first.recalls[KEY].due == START + DAY
    history = [done(f"item-{n % 7}", right=n % 3 > 0, at=START + n * DAY / 3) for n in range(200)]
    one, other = after(*history), after(*history[:77])
    other.extend(history[77:])
    assert {key: recall.due for key, recall in one.recalls.items()} == {
        key: recall.due for key, recall in other.recalls.items()
    }


def test_what_was_known_at_once_is_never_asked_of_the_scheduler() -> None:
    class Counting(FsrsMemory):
        asked = 0

        def next(self, recall: Recall | None, grade: Grade, at: datetime) -> Recall:
            self.asked += 1
            return super().next(recall, grade, at)

    scheduler = Counting()
    found = Repetition(scheduler, FIGURES)
    found.extend(done(f"item-{n}", at=START + timedelta(hours=n)) for n in range(500))
    assert scheduler.asked == 0
    found.extend(done(f"item-{n}", right=False, at=START + timedelta(hours=n)) for n in range(500, 510))
    assert scheduler.asked == 10
