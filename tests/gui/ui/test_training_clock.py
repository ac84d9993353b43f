"""A drill's time: from the frame that showed the text, never while nobody can read it; what was done is kept (S-1)."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from domain.training.item import DrillKind
from domain.training.results import Ending
from domain.training.task import Wanted
from tests.fakes.stage import Stage
from tests.gui.ui.drill_stage import Gym, Key
from ui.places import TRAINING
from ui.shell import INBOX
from ui.training.drill_run import Phase

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")


@pytest.fixture
def gym(stage: Stage) -> Gym:
    return Gym(stage)


@pytest.fixture
def other() -> Iterator[QWidget]:
    """Another window."""
    window = QWidget()
    yield window
    window.close()
    window.deleteLater()


def steps(gym: Gym) -> None:
    """Answers arrive, and nothing is painted."""
    for _round in range(20):
        gym.stage.services.tasks.step()


def test_the_clock_starts_with_the_frame_not_before(gym: Gym) -> None:
    gym.hold(DrillKind.GIST)
    gym.place.start(Wanted(DrillKind.GIST))
    steps(gym)
    assert gym.page.run.phase is Phase.TASK
    gym.wait(3)
    assert not gym.page.run.running
    gym.settle()
    assert gym.page.run.running
    gym.wait(2)
    gym.digit(1)
    assert gym.last.seconds == 2.0
    QTest.keyClick(gym.stage.focus(), Key.Key_Space)
    gym.wait(5)
    gym.settle()
    gym.wait(1.5)
    gym.digit(1)
    assert gym.last.seconds == 1.5
    assert gym.last.interruptions == 0


@pytest.mark.parametrize("key", [Key.Key_P, Key.Key_Pause, Key.Key_F8])
def test_a_pause_covers_the_text_and_is_not_counted(gym: Gym, key: Key) -> None:
    gym.begin(DrillKind.KEYWORDS)
    gym.wait(2)
    gym.press(key)
    text = gym.keywords().message.text
    assert not text.isVisible()
    assert gym.page.cover.isVisible()
    assert not gym.page._timer.isActive()
    gym.wait(30)
    gym.digit(1)
    assert not gym.page.run.attempts, "nothing is answered behind the cover"
    gym.press(Key.Key_Space)
    assert text.isVisible()
    assert text.hasFocus()
    assert not text.chosen, "the key that goes on marks nothing"
    gym.wait(1)
    gym.press(Key.Key_Space)
    gym.digit(1)
    assert (gym.last.seconds, gym.last.interruptions) == (3.0, 1)


def test_time_starts_again_with_the_frame_after_the_pause(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.wait(2)
    gym.press(Key.Key_P)
    QTest.keyClick(gym.stage.focus(), Key.Key_Space)
    gym.wait(4)
    gym.settle()
    gym.wait(1)
    gym.digit(1)
    assert gym.last.seconds == 3.0


def test_a_hidden_window_is_not_counted_and_comes_back_covered(gym: Gym, other: QWidget) -> None:
    gym.begin(DrillKind.GIST)
    gym.wait(2)
    gym.stage.window.hide()
    assert gym.page.paused
    other.show()
    other.activateWindow()
    gym.settle()
    gym.wait(20)
    gym.stage.window.show()
    gym.stage.window.activateWindow()
    gym.settle()
    assert gym.page.paused
    assert gym.page.cover.isVisible()
    gym.wait(20)
    gym.press(Key.Key_Space)
    gym.wait(1)
    gym.digit(1)
    assert (gym.last.seconds, gym.last.interruptions) == (3.0, 1)


def test_an_inactive_window_is_not_counted(gym: Gym, other: QWidget) -> None:
    gym.begin(DrillKind.GIST)
    gym.wait(2)
    other.show()
    other.activateWindow()
    gym.settle()
    assert gym.page.paused
    gym.wait(20)
    gym.stage.window.activateWindow()
    gym.settle()
    assert gym.page.paused, "only its reader goes on"
    gym.press(Key.Key_Space)
    gym.wait(1)
    gym.digit(1)
    assert gym.last.seconds == 3.0


def test_a_drill_that_is_ready_behind_another_window_waits(gym: Gym, other: QWidget) -> None:
    gym.hold(DrillKind.GIST)
    other.show()
    other.activateWindow()
    gym.settle()
    gym.place.start(Wanted(DrillKind.GIST))
    gym.settle()
    assert gym.page.paused
    assert not gym.page.run.running


@pytest.mark.parametrize("kind", [DrillKind.KEYWORDS, DrillKind.GIST, DrillKind.TRIAGE, DrillKind.REPLY])
def test_who_was_away_too_long_has_not_been_timed(gym: Gym, kind: DrillKind) -> None:
    gym.begin(kind, count=2)
    gym.wait(2)
    gym.press(Key.Key_P)
    gym.wait(61)
    gym.press(Key.Key_Space)
    assert gym.last.ending is Ending.VOID
    assert gym.page.review.heading.text() == "This one does not count"
    assert "more than 60 seconds" in gym.page.review.words.text()
    assert not gym.page.curve.points
    assert gym.training.noted[-1].attempts == (gym.last,)
    assert not gym.last.right
    gym.press(Key.Key_Space)
    assert gym.page.run.running
    assert gym.page.run.item_seconds == 0.0


def test_the_daily_mixture_goes_through_all_kinds(gym: Gym) -> None:
    gym.press(Key.Key_Return)
    kinds = []
    for _message in range(5):
        assert gym.page.run.task is not None
        assert gym.page.run.running
        kinds.append(gym.page.run.task.kind)
        assert gym.page.view is not None
        question = gym.page.view.question()
        assert gym.page.head.question.text() == question
        gym.press(Key.Key_P)
        assert not gym.page.view.isVisible()
        gym.wait(61)
        gym.press(Key.Key_Space)
        assert gym.last.ending is Ending.VOID
        gym.press(Key.Key_Space)
    assert sorted(kinds) == sorted(set(DrillKind) - {DrillKind.PRESSURE})


def test_looking_at_an_answer_counts_only_while_somebody_can(gym: Gym, other: QWidget) -> None:
    gym.begin(DrillKind.GIST, count=1)
    gym.wait(5)
    gym.digit(1)
    gym.wait(4)
    other.show()
    other.activateWindow()
    gym.settle()
    gym.wait(500)
    gym.stage.window.activateWindow()
    gym.settle()
    gym.wait(3)
    gym.press(Key.Key_Space)
    assert gym.training.finished[-1].seconds == 12.0


def test_several_short_interruptions_add_up(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    for _time in range(2):
        gym.press(Key.Key_P)
        gym.wait(31)
        gym.press(Key.Key_Space)
    assert gym.last.ending is Ending.VOID


def test_another_place_pauses_it_and_it_is_still_there(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.wait(2)
    gym.stage.window.show_place(INBOX)
    gym.wait(10)
    gym.settle()
    gym.stage.window.show_place(TRAINING)
    gym.settle()
    assert gym.page.cover.on.hasFocus()
    gym.press(Key.Key_Return)
    gym.wait(1)
    gym.digit(1)
    assert gym.last.seconds == 3.0


def test_another_page_pauses_it_and_says_so(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.wait(2)
    gym.digit(1)
    gym.press(Key.Key_Space, Key.Key_F7)
    assert gym.place.page == "drills"
    assert gym.place.resting.text() == "A drill rests: 1 message done."
    gym.wait(10)
    gym.place.resting.acted.emit()
    gym.settle()
    assert gym.place.page == "today"
    assert gym.page.paused
    gym.press(Key.Key_Space)
    gym.wait(1)
    gym.digit(1)
    assert gym.last.seconds == 1.0


def test_the_ring_moves_only_while_the_clock_runs(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    assert gym.page._timer.isActive()
    assert gym.page._timer.interval() == 100
    gym.digit(1)
    assert not gym.page._timer.isActive()
    gym.press(Key.Key_Space)
    assert gym.page._timer.isActive()
    gym.stage.window.hide()
    assert not gym.page._timer.isActive()
    gym.stage.window.show()


def test_the_daily_minutes_end_with_the_message_at_hand(gym: Gym) -> None:
    gym.hold(DrillKind.GIST, count=20)
    gym.press(Key.Key_Return)
    assert gym.training.asked[-1] == Wanted(seconds=300, items=0)
    assert gym.place.header.chip.text() == "daily drill · 5 minutes"
    assert gym.page.head.number.text() == "5:00 left"
    gym.wait(100)
    gym.digit(1)
    assert gym.page.head.number.text() == "3:20 left"
    gym.wait(600)
    gym.press(Key.Key_Space)
    assert gym.page.head.number.text() == "2:50 left", "of looking at an answer half a minute counts"
    gym.wait(200)
    gym.digit(1)
    assert gym.page.head.number.text() == "0:00 left"
    gym.press(Key.Key_Space)
    (going,) = gym.training.finished
    assert [attempt.seconds for attempt in going.attempts] == [100.0, 200.0]
    assert going.seconds == 330.0


def test_every_answer_is_kept_at_once(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.digit(1)
    assert [len(going.attempts) for going in gym.training.noted] == [1]
    gym.press(Key.Key_Space)
    gym.digit(1)
    assert [len(going.attempts) for going in gym.training.noted] == [1, 2]
    assert len({going.id for going in gym.training.noted}) == 1
    gym.place.close_place()
    assert not gym.training.finished, "the next start records what was noted"


def test_escape_asks_and_keeps_what_was_done(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.digit(1)
    gym.press(Key.Key_Space, Key.Key_Escape)
    assert gym.page.cover.heading.text() == "End this drill?"
    assert gym.page.cover.words.text() == "The 1 message you did is kept."
    gym.press(Key.Key_Space)
    assert gym.page.run.running
    gym.press(Key.Key_Escape, Key.Key_Escape)
    assert [len(going.attempts) for going in gym.training.finished] == [1]
    assert gym.page.summary.isVisible()
    gym.press(Key.Key_Escape)
    assert gym.place.drill is None


def test_a_drill_without_an_answer_leaves_nothing(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.press(Key.Key_Escape, Key.Key_Tab, Key.Key_Return)
    assert gym.place.drill is None
    assert not gym.training.finished


def test_a_full_disk_is_said_and_nothing_is_lost(gym: Gym) -> None:
    gym.begin(DrillKind.GIST, count=2)
    gym.training.full = True
    gym.digit(1)
    assert "disk is full" in gym.page.trouble.text()
    gym.press(Key.Key_Space)
    gym.digit(1)
    gym.press(Key.Key_Space)
    summary = gym.page.summary
    assert "disk is full" in summary.trouble.text()
    assert summary.heading.text().startswith("2 messages")
    gym.training.full = False
    summary.trouble.acted.emit()
    gym.settle()
    assert [len(going.attempts) for going in gym.training.finished] == [2]
    assert not summary.trouble.isVisible()


def test_what_could_not_be_kept_outlives_the_drill(gym: Gym) -> None:
    gym.begin(DrillKind.GIST, count=1)
    gym.training.full = True
    gym.digit(1)
    gym.press(Key.Key_Space, Key.Key_Return)
    assert gym.place.drill is None
    assert "disk is full" in gym.place.unkept.text()
    gym.training.full = False
    gym.place.unkept.acted.emit()
    gym.settle()
    assert len(gym.training.finished) == 1
    assert not gym.place.unkept.isVisible()


def test_another_person_sees_nothing_of_it(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.place.apply(ChangeSet(reset=True))
    gym.settle()
    assert gym.place.drill is None
