"""Each drill by keys alone: answered right and wrong, reviewed, summed up, kept (S-1, S-2, Q-4)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.training_values import Mine, Progress
from domain.emotion.assessment import Tier, Topic
from domain.measures.report import Ratio
from domain.training.item import DrillKind, NextStep
from domain.training.report import Result
from domain.training.task import Wanted
from tests.fakes.stage import Stage
from tests.gui.ui.drill_stage import SHIFT, Gym, Key
from ui.training.drill_choice import ChoiceView
from ui.training.drill_keywords import digit_of_topic
from ui.training.drill_triage import TriageView
from widgets.drill.options import RIGHT, WRONG
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")


@pytest.fixture
def gym(stage: Stage) -> Gym:
    return Gym(stage)


@pytest.mark.parametrize("language", ["en", "th", "ar", "zh-Hans", "vi", "ru"])
def test_keywords_are_marked_and_the_topic_is_chosen_by_keys(gym: Gym, language: str) -> None:
    (item, *_rest) = gym.begin(DrillKind.KEYWORDS, language)
    gym.wait(5)
    gym.mark_all()
    gym.digit(digit_of_topic(item.topic))
    assert (gym.last.right, gym.last.recall, gym.last.seconds) == (True, 1.0, 5.0)
    assert gym.page.review.heading.text() == "Right · 5.0 s, within the goal of 8 s"
    assert gym.page.review.on.hasFocus()
    review = gym.keywords().message.text.review
    assert review is not None
    assert list(review.found) == [(mark.start, mark.end) for mark in item.marks if mark.needed]
    assert not review.missed
    gym.press(Key.Key_Space)
    assert gym.page.run.task is not None
    assert gym.page.run.task.item != item
    assert gym.keywords().message.text.hasFocus()


def test_what_was_missed_and_what_says_nothing_is_shown(gym: Gym) -> None:
    (item, *_rest) = gym.begin(DrillKind.KEYWORDS)
    assert item.id == "en-01"
    gym.press(Key.Key_Space)  # "hiya"
    gym.go_to(gym.word("order"))
    gym.press(Key.Key_Return)
    gym.digit(3)
    assert not gym.last.right
    assert gym.page.review.heading.text() == "Not right · 0.0 s", "nobody is praised for a quick wrong answer"
    assert gym.last.topic_right is False
    words = gym.page.review.words.text()
    assert words.startswith("1 of 3 keywords found")
    for said in ("said Tuesday", "where it is", "struck through", "the topic is: Logistics"):
        assert said in words
    review = gym.keywords().message.text.review
    assert review is not None
    assert set(review.stray) == {0}
    verdicts = {digit: button.verdict for digit, button in gym.keywords().options.buttons.items()}
    assert (verdicts[1], verdicts[3], verdicts[2]) == (RIGHT, WRONG, "")
    before = gym.last
    gym.digit(1)
    assert gym.page.run.attempts == [before], "an answer cannot be changed"


def test_a_digit_before_any_word_asks_first(gym: Gym) -> None:
    gym.begin(DrillKind.KEYWORDS)
    gym.digit(1)
    assert not gym.page.run.attempts
    assert gym.page.head.hint.text().startswith("No word is marked yet.")
    gym.digit(1)
    assert gym.last.recall == 0.0


def test_shift_marks_several_and_gives_back_what_it_went_too_far(gym: Gym) -> None:
    gym.begin(DrillKind.KEYWORDS)
    text = gym.keywords().message.text
    gym.press(Key.Key_Right, Key.Key_Right, held=SHIFT)
    assert text.chosen == {0, 1, 2}
    gym.press(Key.Key_Left, held=SHIFT)
    assert text.chosen == {0, 1}
    gym.press(Key.Key_Right, Key.Key_Space)
    assert text.chosen == {0, 1, 2}
    gym.press(Key.Key_Space)
    assert text.chosen == {0, 1}


def test_the_mouse_marks_too(gym: Gym) -> None:
    gym.begin(DrillKind.KEYWORDS)
    text = gym.keywords().message.text
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(text.viewport(), left, pos=text.word_point(3))
    assert text.chosen == {3}
    QTest.mousePress(text.viewport(), left, pos=text.word_point(5))
    QTest.mouseMove(text.viewport(), text.word_point(8))
    QTest.mouseRelease(text.viewport(), left, pos=text.word_point(8))
    assert text.chosen == {3, 5, 6, 7, 8}
    QTest.mouseClick(text.viewport(), left, pos=text.word_point(3))
    assert text.chosen == {5, 6, 7, 8}
    gym.click(gym.keywords().options.buttons[1])
    assert gym.last.topic_right


def test_none_of_the_topics_is_an_answer(gym: Gym) -> None:
    gym.begin(DrillKind.KEYWORDS, count=42)
    tasks = gym.training.tasks
    assert tasks is not None
    gym.training.tasks = [task for task in tasks if task.item.topic is None][:1]
    assert gym.training.tasks
    gym.place.start(Wanted(DrillKind.KEYWORDS))
    gym.settle()
    gym.mark_all()
    gym.digit(0)
    assert gym.last.right


@pytest.mark.parametrize("kind", [DrillKind.GIST, DrillKind.REPLY])
def test_one_of_several_texts_is_chosen(gym: Gym, kind: DrillKind) -> None:
    gym.begin(kind)
    view = gym.page.view
    assert isinstance(view, ChoiceView)
    assert view.task is not None
    right = view.task.order.index(0) + 1
    gym.wait(7)
    gym.digit(right)
    assert (gym.last.right, gym.last.seconds) == (True, 7.0)
    assert view.options.buttons[right].verdict == RIGHT
    gym.press(Key.Key_Return)
    right = view.task.order.index(0) + 1
    wrong = 1 if right != 1 else 2
    gym.digit(9)
    assert len(gym.page.run.attempts) == 1, "there is no ninth"
    gym.digit(wrong)
    assert not gym.last.right
    assert (view.options.buttons[wrong].verdict, view.options.buttons[right].verdict) == (WRONG, RIGHT)


def test_each_incomplete_reply_says_what_it_lacks(gym: Gym) -> None:
    (item, *_rest) = gym.begin(DrillKind.REPLY)
    view = gym.page.view
    assert isinstance(view, ChoiceView)
    assert view.task is not None
    assert item.id == "en-01"
    gym.digit(1)
    notes = {own: view.options.buttons[digit].note for digit, own in enumerate(view.task.order, 1)}
    assert notes == {0: "", 1: "It lacks: the waybill number", 2: "It lacks: when it is expected"}
    assert "a complete answer has the carrier" in gym.page.review.words.text()
    gym.press(Key.Key_Space)
    assert all(button.note == "" for button in view.options.buttons.values()), "not before the answer"


def test_triage_asks_four_questions_and_moves_on_by_itself(gym: Gym) -> None:
    (item, *_rest) = gym.begin(DrillKind.TRIAGE)
    view = gym.page.view
    assert isinstance(view, TriageView)
    right = (
        digit_of_topic(item.topic),
        list(Tier).index(item.tier) + 1,
        1 if item.complaint else 2,
        list(NextStep).index(item.step) + 1,
    )
    gym.digit(right[0])
    assert (view.asked, gym.page.run.attempts) == (1, [])
    gym.digit(9)
    assert view.asked == 1, "no such tier"
    gym.digit(right[1])
    gym.digit(3 - right[2])
    gym.press(Key.Key_Backspace)
    assert view.asked == 2
    gym.digit(right[2])
    gym.wait(4)
    gym.digit(right[3])
    assert (gym.last.right, gym.last.seconds) == (True, 4.0)
    gym.press(Key.Key_Space)
    assert view.asked == 0


def test_triage_says_which_answers_were_wrong(gym: Gym) -> None:
    (item, *_rest) = gym.begin(DrillKind.TRIAGE)
    assert (item.topic, item.tier, item.complaint) == (Topic.LOGISTICS, Tier.LOW, False)
    for digit in (1, 3, 1, 2):
        gym.digit(digit)
    assert (gym.last.topic_right, gym.last.tier_right) == (True, False)
    assert (gym.last.complaint_right, gym.last.step_right) == (False, True)
    assert gym.page.review.words.text() == "tier: Low (ordinary question) · it is no complaint"


def test_the_ring_fills_up_to_the_goal_and_the_time_is_said_against_it(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.wait(4)
    gym.page._tick()
    ring = gym.page.head.ring
    assert (ring.share, ring.words) == (0.5, "4.0")
    assert ring.accessibleName() == "The clock runs, goal 8 seconds", "not told anew ten times a second"
    gym.wait(17)
    gym.digit(1)
    assert ring.accessibleName() == "21.0 seconds, goal 8"
    assert "as slow as untrained (20 s)" in gym.page.review.heading.text()
    assert gym.page.curve.points[0].seconds == 21.0
    assert gym.page.curve.accessibleName() == "This session: 21.0 s"


def test_the_end_sums_up_and_offers_what_went_wrong(gym: Gym) -> None:
    gym.begin(DrillKind.GIST, count=2)
    view = gym.page.view
    assert isinstance(view, ChoiceView)
    assert view.task is not None
    gym.wait(6)
    gym.digit(view.task.order.index(0) + 1)
    gym.press(Key.Key_Space)
    failed = view.task.item
    gym.wait(9)
    gym.digit(view.task.order.index(1) + 1)
    gym.press(Key.Key_Space)
    (going,) = gym.training.finished
    assert [attempt.right for attempt in going.attempts] == [True, False]
    assert going.seconds == 15.0
    summary = gym.page.summary
    assert summary.isVisible()
    assert summary.done.hasFocus()
    assert summary.heading.text() == "2 messages in 15 s"
    assert summary._due.text() == "Tomorrow: 1 message"
    assert summary.weak.text().startswith("Weakest now: ")
    summary.failed.setFocus()
    gym.press(Key.Key_Return)
    assert gym.page.run.task is not None
    assert gym.page.run.task.item == failed
    assert gym.page.run.task.again
    assert (gym.page.head.above.text(), gym.page.head.number.text()) == ("message · again", "1 of 1")


def test_the_result_stands_beside_the_learners_own_last_30_days(gym: Gym) -> None:
    half = Result(80, 9.4, 0.86, 0.8, Ratio(40, 80))
    gym.training.told = Progress(Mine(), 9, 900, 3, 5, half, Result(), (), (), (2, 3, 0, 1, 0, 0, 0))
    gym.begin(DrillKind.GIST, count=1)
    assert gym.page.run.opened.before.mine == Mine(kind=DrillKind.GIST), "like with like"
    gym.wait(6)
    gym.digit(1)
    gym.press(Key.Key_Space)
    said = [one.text() for one in gym.page.summary.now.findChildren(PlainLabel) if one.isVisible()]
    assert said[1:7] == [
        "Median time",
        "6.0 s",
        "last 30 days: 9.4 s",
        "Right",
        "100\u00a0%",
        "last 30 days: 50\u00a0%",
    ]
    assert gym.page.summary._due.text() == "Nothing went wrong."
    gym.press(Key.Key_Tab, Key.Key_Return)
    gym.wait(30)
    gym.digit(2)
    gym.press(Key.Key_Space)
    due = gym.page.summary._due.text()
    assert due == "Today: 2 messages · Tomorrow: 3 messages · In 3 days: 1 message"


def test_again_and_done_by_keys(gym: Gym) -> None:
    gym.begin(DrillKind.GIST, count=1)
    gym.digit(1)
    gym.press(Key.Key_Space)
    first = gym.page
    gym.press(Key.Key_Tab)
    assert first.summary.again.hasFocus()
    gym.press(Key.Key_Return)
    assert gym.page is not first
    assert gym.page.run.running
    gym.digit(1)
    gym.press(Key.Key_Space, Key.Key_Return)
    assert gym.place.drill is None
    assert len(gym.training.finished) == 2
    assert len({going.id for going in gym.training.finished}) == 2
