"""From an answer to an attempt: what was asked, what of it was right, whether it counts (S-1, S-2)."""

from dataclasses import replace
from datetime import UTC, datetime
from math import inf, nan

import pytest

from app.words import best_spans
from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId, PackId
from domain.training.answering import LONGEST, Answer, Timing, attempt, timing
from domain.training.figures import TrainingFigures
from domain.training.item import DrillItem, DrillKind, NextStep, ReplyOption
from domain.training.marking import read_marked
from domain.training.results import Attempt, Ending
from domain.training.stopwatch import Stopwatch
from domain.training.task import Task

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEXT, MARKS = read_marked("where is [[order]] #1 please it is [[late]] and I [[wait]]")
ITEM = DrillItem(
    DrillItemId("i"), "en", TEXT, MARKS, None, Tier.HIGH, True, NextStep.LOOK_UP, ("right", "wrong"), (), ()
)
WORDS = best_spans()(TEXT)
ALL = frozenset({2, 7, 10})
TRIAGE = Answer(topic=None, tier=Tier.HIGH, complaint=True, step=NextStep.LOOK_UP)


def made(kind: DrillKind, answer: Answer, time: Timing | None = None, item: DrillItem = ITEM) -> Attempt:
    task = Task(item, kind, PackId("p"), 3, 4, (), 260.0)
    return attempt(task, answer, time or Timing(7.5), AT, TrainingFigures(), WORDS)


def test_what_is_known_of_the_item_goes_with_it() -> None:
    one = made(DrillKind.TRIAGE, TRIAGE, Timing(7.5, away=12.0, interruptions=2))
    assert (one.item_id, one.pack_id, one.edition, one.kind, one.language) == ("i", "p", 3, DrillKind.TRIAGE, "en")
    assert (one.topic, one.tier, one.level, one.at, one.seconds) == (None, Tier.HIGH, 4, AT, 7.5)
    assert (one.ending, one.interruptions, one.pace) == (Ending.DONE, 2, None)


@pytest.mark.parametrize(
    ("answer", "right", "recall"),
    [
        (Answer(ALL, None), True, 1.0),
        (Answer(ALL, Topic.REFUND), False, 1.0),
        (Answer(ALL), False, 1.0),
        (Answer(frozenset({2, 7}), None), False, 2 / 3),
        (Answer(frozenset({1, 6, 9}), None), True, 1.0),
        (Answer(frozenset(), None), False, 0.0),
        (Answer(frozenset({999}), None), False, 0.0),
    ],
)
def test_keywords_need_the_words_and_the_topic(answer: Answer, right: bool, recall: float) -> None:
    one = made(DrillKind.KEYWORDS, answer)
    assert (one.right, one.topic_right) == (right, answer.topic is None)
    assert one.recall == pytest.approx(recall)
    assert (one.tier_right, one.complaint_right, one.step_right) == (None, None, None)


def test_keywords_marked_without_care_are_not_right() -> None:
    one = made(DrillKind.KEYWORDS, Answer(frozenset(range(len(WORDS))), None))
    assert (one.right, one.recall) == (False, 1.0)
    assert one.precision is not None
    assert one.precision < 0.5


@pytest.mark.parametrize("kind", [DrillKind.GIST, DrillKind.FLASH, DrillKind.REPLY])
def test_of_options_the_first_of_the_items_own_is_right(kind: DrillKind) -> None:
    item = replace(ITEM, replies=(ReplyOption("a"), ReplyOption("b")))
    assert [made(kind, Answer(option=option), item=item).right for option in (0, 1, None)] == [True, False, False]
    one = made(kind, Answer(option=0), item=item)
    assert (one.recall, one.precision, one.topic_right) == (None, None, None)
    assert one.pace == (260.0 if kind is DrillKind.FLASH else None)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"topic": Topic.PAYMENT}, "topic_right"),
        ({"tier": Tier.LOW}, "tier_right"),
        ({"tier": None}, "tier_right"),
        ({"complaint": False}, "complaint_right"),
        ({"step": NextStep.ASK}, "step_right"),
    ],
)
def test_triage_needs_all_four(changed: dict[str, object], wrong: str) -> None:
    names = ("topic_right", "tier_right", "complaint_right", "step_right")
    assert made(DrillKind.TRIAGE, TRIAGE).right
    one = made(DrillKind.TRIAGE, replace(TRIAGE, **changed))  # type: ignore[arg-type]
    assert not one.right
    assert [name for name in names if not getattr(one, name)] == [wrong]


def test_under_pressure_what_was_answered_is_what_was_asked() -> None:
    assert made(DrillKind.PRESSURE, TRIAGE).right
    assert made(DrillKind.PRESSURE, Answer(option=0)).right
    assert not made(DrillKind.PRESSURE, Answer(option=1)).right
    assert not made(DrillKind.PRESSURE, Answer()).right
    tier = made(DrillKind.PRESSURE, Answer(tier=Tier.LOW))
    assert (tier.right, tier.tier_right, tier.topic_right) == (False, False, None)


@pytest.mark.parametrize("ending", [Ending.LATE, Ending.SNOOZED, Ending.VOID])
def test_only_what_was_done_is_right(ending: Ending) -> None:
    one = made(DrillKind.PRESSURE, Answer(option=0), Timing(9.0, ending))
    assert (one.right, one.ending, one.counts) == (False, ending, ending is not Ending.VOID)


@pytest.mark.parametrize(("away", "ending"), [(60.0, Ending.DONE), (60.01, Ending.VOID)])
def test_who_was_away_too_long_has_done_nothing(away: float, ending: Ending) -> None:
    watch = Stopwatch()
    watch.show(10.0)
    watch.hide(12.0)
    watch.show(12.0 + away)
    now = 12.0 + away + 3.0
    one = made(DrillKind.TRIAGE, TRIAGE, timing(watch, now))
    assert (one.ending, one.right, one.interruptions) == (ending, ending is Ending.DONE, 1)
    assert one.seconds == pytest.approx(5.0)


@pytest.mark.parametrize("seconds", [-1.0, nan, inf])
def test_a_time_that_makes_no_sense_is_none(seconds: float) -> None:
    assert made(DrillKind.TRIAGE, TRIAGE, Timing(seconds)).seconds == 0.0


def test_who_left_it_on_screen_for_hours_has_done_nothing() -> None:
    held, left = made(DrillKind.TRIAGE, TRIAGE, Timing(LONGEST)), made(DrillKind.TRIAGE, TRIAGE, Timing(LONGEST + 1))
    assert (held.right, held.seconds) == (True, LONGEST)
    assert (left.ending, left.right, left.seconds) == (Ending.VOID, False, LONGEST)
