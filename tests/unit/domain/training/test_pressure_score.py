"""What came of an inbox under pressure, an attempt a message (S-1, S-2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.training.figures import DEFAULTS
from domain.training.item import DrillKind
from domain.training.pressure import OVERLOAD
from domain.training.pressure_plan import Pace, Setting
from domain.training.pressure_score import attempts, held, score
from domain.training.pressure_states import End
from domain.training.results import Attempt, Ending
from tests.unit.domain.training.pressure_samples import START, bare

BEGAN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def done(*, pace: float, right: bool, ending: Ending = Ending.DONE) -> Attempt:
    drill = bare([1])
    drill.stop(START + 2)
    (made,) = attempts(drill, DEFAULTS, BEGAN)
    return replace(made, pace=pace, right=right, ending=ending)


def test_right_wrong_late_and_put_off_are_told_apart() -> None:
    drill = bare([1, 2, 3, 110, 160, 170])
    for number, option in ((0, 0), (1, 1)):
        drill.open_dialogue(number, START + 5 + number * 10)
        drill.seen(START + 5 + number * 10)
        drill.answer(option, START + 9 + number * 12)
    drill.open_dialogue(3, START + 111)
    drill.seen(START + 111)
    item = drill.plan.arrivals[3].task.item
    drill.triage(item.topic, item.tier, item.step, START + 119)
    drill.snooze(4, START + 165)
    drill.advance(START + 180)
    found = attempts(drill, DEFAULTS, BEGAN)
    assert drill.end is End.TIME
    assert [one.ending for one in found] == [
        Ending.DONE,
        Ending.DONE,
        Ending.LATE,
        Ending.DONE,
        Ending.SNOOZED,
        Ending.VOID,
    ]
    assert [one.right for one in found] == [True, False, False, True, False, False]
    told = score(drill, found)
    assert (told.came, told.handled, told.right, told.late, told.snoozed, told.unfinished) == (5, 3, 2, 1, 1, 1)
    assert told.wrong == pytest.approx(3 / 5)
    assert told.median == pytest.approx((4 + 8) / 2)


def test_an_attempt_says_when_it_was_painted_and_at_which_pace_it_came() -> None:
    drill = bare([1])
    drill.pause(START + 2)
    drill.go_on(START + 32)
    drill.open_dialogue(0, START + 33)
    drill.seen(START + 34)
    drill.answer(0, START + 36)
    (made,) = attempts(drill, DEFAULTS, BEGAN)
    assert made.at == BEGAN + timedelta(seconds=34)
    assert (made.kind, made.pace) == (DrillKind.PRESSURE, 4)
    assert made.seconds == pytest.approx(2)


def test_a_triage_with_one_thing_wrong_is_not_right() -> None:
    drill = bare([1])
    item = drill.plan.arrivals[0].task.item
    drill.open_dialogue(0, START + 2)
    drill.triage(None, item.tier, item.step, START + 5)
    (made,) = attempts(drill, DEFAULTS, BEGAN)
    assert (made.right, made.topic_right, made.tier_right, made.step_right) == (False, False, True, True)
    assert made.complaint_right is None


def test_too_long_a_pause_makes_the_open_one_void() -> None:
    drill = bare([1, 50])
    drill.open_dialogue(0, START + 2)
    drill.seen(START + 2)
    drill.pause(START + 3)
    drill.go_on(START + 4 + DEFAULTS.pause)
    drill.seen(START + 5 + DEFAULTS.pause)
    drill.answer(0, START + 6 + DEFAULTS.pause)
    assert [one.ending for one in attempts(drill, DEFAULTS, BEGAN)] == [Ending.VOID]


def test_overload_leaves_everybody_waiting_who_still_does() -> None:
    drill = bare([1 + n / 10 for n in range(6)], setting=Setting(Pace.CALM, 180))
    drill.advance(START + 2 + OVERLOAD)
    assert drill.end is End.OVERLOAD
    assert {one.ending for one in attempts(drill, DEFAULTS, BEGAN)} == {Ending.LATE}


def test_while_it_goes_on_only_what_is_closed_is_an_attempt() -> None:
    drill = bare([1, 2])
    drill.open_dialogue(0, START + 3)
    drill.answer(0, START + 4)
    assert len(attempts(drill, DEFAULTS, BEGAN)) == 1


def test_the_pace_is_held_while_less_than_a_fifth_goes_wrong() -> None:
    slow = [done(pace=3, right=True)] * 4
    good = [done(pace=5, right=True)] * 5 + [done(pace=5, right=False)]
    fifth = [done(pace=5, right=True)] * 4 + [done(pace=5, right=False)]
    fast = [done(pace=7, right=True)] * 6
    assert held([*slow, *good]) == 5
    assert held([*slow, *fifth]) == 3
    assert held([*slow, *fifth, *fast]) == 3  # what is lost on the way is lost
    assert held([*slow, *good, *fast]) == 7
    assert held([]) == 0


def test_void_attempts_say_nothing_of_the_pace() -> None:
    void = done(pace=3, right=False, ending=Ending.VOID)
    assert held([void, done(pace=3, right=True)]) == 3
    assert held([void]) == 0


def test_missed_interruptions_are_counted() -> None:
    drill = bare([1, 90], interrupted=[10, 40, 70])
    drill.advance(START + 11)
    drill.reply(1, START + 12)
    drill.advance(START + 41)
    drill.reply(0, START + 42)
    drill.advance(START + 85)
    told = score(drill, attempts(drill, DEFAULTS, BEGAN))
    assert (told.interruptions, told.missed) == (3, 2)
