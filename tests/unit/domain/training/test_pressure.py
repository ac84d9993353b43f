"""The inbox under pressure: what comes, what runs out, what is paused (S-2, E, R-1)."""

from dataclasses import replace

import pytest

from domain.emotion.assessment import Tier
from domain.training.item import NextStep
from domain.training.pressure import MOST_UNANSWERED, OVERLOAD, PATIENCE, SNOOZE, Pressure
from domain.training.pressure_plan import LENGTHS, QUESTIONS, QUIET, WAVES, Pace, Setting, Source, most
from domain.training.pressure_states import End, State
from tests.unit.domain.training.pressure_samples import NORMAL, START, TASKS, bare, drawn


def test_clocks_are_those_of_table_e_scaled() -> None:
    calm, rush = Setting(Pace.CALM, 120), Setting(Pace.RUSH, 120)
    assert [calm.clock(tier) for tier in Tier] == [120, 60, 30]
    assert [rush.clock(tier) for tier in Tier] == [72, 36, 18]


@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize("seconds", LENGTHS)
def test_messages_come_faster_from_wave_to_wave(pace: Pace, seconds: int) -> None:
    setting = Setting(pace, seconds)
    counts = [0] * WAVES
    for seed in range(40):
        for arrival in drawn(seed, setting).arrivals:
            counts[arrival.wave] += 1
    # The first one of all comes at once, whatever the pace.
    assert counts[1] < counts[2] < counts[3]
    rise = setting.messages(3) / setting.messages(1)
    assert counts[3] / counts[1] == pytest.approx(rise, rel=0.15)


def test_what_was_said_before_comes_before_the_message() -> None:
    for arrival in drawn().arrivals:
        assert len(arrival.lines) == len(arrival.task.item.before)
        assert list(arrival.lines) == sorted(arrival.lines)
        assert arrival.at <= arrival.message_at
        assert all(arrival.at <= moment <= arrival.message_at for moment in arrival.lines)


def test_some_dialogues_go_on_only_a_good_while_later() -> None:
    gaps = [a.message_at - a.lines[-1] for seed in range(20) for a in drawn(seed).arrivals if a.lines]
    assert any(gap >= 6 for gap in gaps)
    assert any(gap <= 2.001 for gap in gaps)


def test_interruptions_keep_away_from_beginning_and_end_and_ask_nothing_twice() -> None:
    found = drawn(3, Setting(Pace.RUSH, 300)).interruptions
    assert len(found) > 5
    assert all(QUIET < one.at < 300 - QUIET for one in found)
    asked = [(one.source, one.question) for one in found if one.source is Source.COLLEAGUE]
    assert len(set(asked)) == min(len(asked), QUESTIONS[Source.COLLEAGUE])


def test_there_are_as_many_tasks_as_can_come() -> None:
    for pace in Pace:
        for seconds in LENGTHS:
            setting = Setting(pace, seconds)
            plans = [drawn(seed, setting) for seed in range(30)]
            assert most(setting) <= len(TASKS)
            assert max(len(one.arrivals) for one in plans) <= most(setting)
            assert all(one.arrivals[-1].message_at > seconds * 0.8 for one in plans)


def test_a_dialogue_can_be_opened_before_its_message_and_worked_on_only_after() -> None:
    drill = Pressure(drawn(), START)
    arrival = next(one for one in drill.plan.arrivals if one.lines and one.at > 0)
    assert not drill.open_dialogue(arrival.number, START + arrival.at - 0.1)
    assert drill.open_dialogue(arrival.number, START + arrival.at + 0.01)
    drill.seen(START + arrival.at + 0.01)
    assert drill.open is not None
    assert drill.open.state is State.COMING
    assert not drill.answer(0, START + arrival.message_at - 0.05)
    drill.advance(START + arrival.message_at + 1)
    assert drill.open.seconds == 0  # the message itself was not painted yet
    drill.seen(START + arrival.message_at + 1)
    assert drill.answer(0, START + arrival.message_at + 3)
    assert drill.dialogues[arrival.number].seconds == pytest.approx(2)


def test_time_to_the_point_counts_only_while_open_and_painted() -> None:
    drill = bare([1, 2])
    drill.open_dialogue(0, START + 3)
    drill.seen(START + 4)
    drill.open_dialogue(1, START + 6)
    drill.seen(START + 7)
    drill.open_dialogue(0, START + 10)
    drill.seen(START + 10.5)
    drill.answer(0, START + 12)
    first, second = drill.dialogues
    assert first.seconds == pytest.approx(3.5)
    assert second.seconds == pytest.approx(3)
    assert first.closed_at == pytest.approx(12)


def test_a_clock_that_runs_out_makes_it_late_at_that_moment() -> None:
    drill = bare([1])
    limit = drill.plan.arrivals[0].limit
    drill.open_dialogue(0, START + 2)
    drill.seen(START + 2)
    drill.advance(START + 1 + limit + 5)
    assert drill.dialogues[0].state is State.LATE
    assert drill.dialogues[0].closed_at == pytest.approx(1 + limit)
    assert drill.dialogues[0].seconds == pytest.approx(limit - 1)
    assert drill.open is None
    assert drill.end is End.EMPTY


def test_one_moment_before_is_in_time() -> None:
    drill = bare([1])
    limit = drill.plan.arrivals[0].limit
    drill.open_dialogue(0, START + 2)
    assert drill.triage(None, Tier.LOW, NextStep.ASK, START + 1 + limit - 0.001)
    assert drill.dialogues[0].state is State.DONE


def test_what_is_snoozed_stands_then_comes_back_and_stays() -> None:
    drill = bare([1, 100])
    limit = drill.plan.arrivals[0].limit
    assert drill.snooze(0, START + 11)
    assert drill.dialogues[0].left_at(drill.now) == pytest.approx(limit - 10)
    drill.advance(START + 11 + SNOOZE - 0.1)
    assert drill.waiting == ()
    drill.advance(START + 11 + SNOOZE + 1)
    assert drill.waiting == drill.dialogues[:1]
    assert drill.dialogues[0].left_at(drill.now) == pytest.approx(limit - 11)
    assert not drill.snooze(0, START + 11 + SNOOZE + 1)


def test_what_is_snoozed_may_be_answered() -> None:
    drill = bare([1, 100])
    drill.snooze(0, START + 2)
    assert drill.open_dialogue(0, START + 3)
    assert drill.answer(0, START + 4)
    assert drill.dialogues[0].state is State.DONE


def test_pause_stops_everything() -> None:
    drill = bare([1, 30], interrupted=[20])
    drill.open_dialogue(0, START + 2)
    drill.seen(START + 2)
    drill.pause(START + 5)
    drill.advance(START + 3_000)
    assert drill.now == pytest.approx(5)
    assert drill.dialogues[0].left_at(drill.now) == pytest.approx(drill.plan.arrivals[0].limit - 4)
    assert not drill.answer(0, START + 3_000)
    assert not drill.snooze(0, START + 3_000)
    assert not drill.open_dialogue(0, START + 3_000)
    drill.go_on(START + 3_005)
    drill.advance(START + 3_006)
    assert drill.dialogues[0].seconds == pytest.approx(3)  # it is painted again first
    drill.seen(START + 3_006)
    drill.answer(0, START + 3_008)
    assert drill.dialogues[0].seconds == pytest.approx(5)
    assert drill.dialogues[0].interruptions == 1
    assert drill.dialogues[0].away == pytest.approx(3_000)


def test_an_interruption_stands_before_everything_until_it_is_answered() -> None:
    drill = bare([1], interrupted=[10])
    drill.open_dialogue(0, START + 2)
    drill.seen(START + 2)
    drill.advance(START + 13)
    assert drill.asked is not None
    assert drill.asked.right == 1
    assert not drill.answer(0, START + 13)
    assert not drill.snooze(0, START + 13)
    assert drill.reply(1, START + 14) is True
    assert drill.answer(0, START + 16)
    assert drill.dialogues[0].seconds == pytest.approx(8 + 2)
    assert drill.dialogues[0].interruptions == 1


def test_an_interruption_goes_away_by_itself_and_counts_as_missed() -> None:
    drill = bare([1, 80], interrupted=[10])
    drill.advance(START + 10 + PATIENCE + 0.1)
    assert drill.asked is None
    assert [one.right for one in drill.interrupted] == [None]
    assert drill.reply(0, START + 30) is None


def test_the_lead_asks_for_a_figure_of_this_inbox() -> None:
    drill = bare([1, 2, 3], interrupted=[10])
    coming = replace(drill.plan.interruptions[0], source=Source.LEAD, question=0)
    drill = Pressure(replace(drill.plan, interruptions=(coming,)), START)
    drill.advance(START + 10)
    assert drill.asked is not None
    assert drill.asked.choices[drill.asked.right] == 3
    assert len(set(drill.asked.choices)) == 3
    assert min(drill.asked.choices) >= 0


def test_more_than_five_at_once_for_too_long_is_overload() -> None:
    calm = Setting(Pace.CALM, 180)
    drill = bare([1 + n / 10 for n in range(MOST_UNANSWERED + 1)], setting=calm)
    since = 1 + MOST_UNANSWERED / 10
    drill.advance(START + since + OVERLOAD - 0.1)
    assert drill.end is None
    assert drill.overloaded_at == pytest.approx(since)
    drill.advance(START + since + OVERLOAD)
    assert drill.end is End.OVERLOAD


def test_one_answer_less_in_time_takes_the_overload_away() -> None:
    calm = Setting(Pace.CALM, 180)
    drill = bare([1 + n / 10 for n in range(MOST_UNANSWERED + 1)], setting=calm)
    drill.open_dialogue(0, START + 5)
    drill.answer(0, START + 6)
    assert drill.overloaded_at is None
    drill.advance(START + 1.5 + OVERLOAD)
    assert drill.end is None


def test_the_end_of_its_time_ends_it() -> None:
    drill = bare([1, 178], setting=NORMAL)
    drill.advance(START + NORMAL.seconds + 60)
    assert drill.end is End.TIME
    assert drill.now == NORMAL.seconds
    assert not drill.open_dialogue(1, START + 400)
