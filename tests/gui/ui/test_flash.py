"""Flash reading by keys alone: pieces at their pace, stop, back and forth, the summary, the pace that was (S-2)."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from domain.training.flash import seconds_of
from domain.training.item import DrillKind
from tests.fakes.stage import Stage
from tests.gui.ui.drill_stage import Gym, Key
from ui.training.flash_view import FlashView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")


@pytest.fixture
def gym(stage: Stage) -> Gym:
    return Gym(stage)


def view_of(gym: Gym) -> FlashView:
    assert isinstance(gym.page.view, FlashView)
    return gym.page.view


def pass_by(gym: Gym, late: float = 0.0001) -> list[str]:
    """Every piece for as long as it stands; what was on screen."""
    view, seen = view_of(gym), []
    assert view.run is not None
    while (chunk := view.run.chunk) is not None:
        seen.append(view.word.chunk)
        gym.wait(seconds_of(chunk, view.run.pace) + late)
        view.look()
        gym.settle()
    return seen


def right(gym: Gym) -> int:
    assert gym.page.run.task is not None
    return gym.page.run.task.order.index(0) + 1


@pytest.mark.parametrize("language", ["en", "zh-Hans", "th", "ar"])
def test_the_whole_text_goes_by_and_then_the_summary_is_chosen(gym: Gym, language: str) -> None:
    (item, *_rest) = gym.begin(DrillKind.FLASH, language)
    view = view_of(gym)
    assert not view.options.isVisible()
    seen = pass_by(gym)
    assert "".join("".join(part.split()) for part in seen) == "".join(item.text.split())
    assert view.word.chunk == ""
    gym.digit(right(gym))
    assert gym.last.right
    assert gym.last.kind is DrillKind.FLASH
    assert gym.last.pace == pytest.approx(250, rel=0.01)
    assert view.message.text.text == item.text
    unit = "characters" if language == "zh-Hans" else "words"
    assert f"250 {unit} a minute" in gym.page.review.words.text()


def test_the_time_is_from_the_first_piece_to_the_answer(gym: Gym) -> None:
    gym.begin(DrillKind.FLASH)
    view = view_of(gym)
    assert view.run is not None
    length = sum(seconds_of(chunk, 250) for chunk in view.run.chunks)
    pass_by(gym)
    gym.wait(2)
    gym.digit(right(gym))
    assert gym.last.seconds == pytest.approx(length + 2, abs=0.01)


def test_frames_that_come_late_are_told_in_the_pace_and_drop_nothing(gym: Gym) -> None:
    (item, *_rest) = gym.begin(DrillKind.FLASH)
    seen = pass_by(gym, late=0.4)
    assert "".join("".join(part.split()) for part in seen) == "".join(item.text.split())
    gym.digit(right(gym))
    assert gym.last.pace is not None
    assert gym.last.pace < 200


def test_before_its_time_no_piece_gives_way(gym: Gym) -> None:
    gym.begin(DrillKind.FLASH)
    view = view_of(gym)
    assert view.run is not None
    first, chunk = view.word.chunk, view.run.chunk
    assert chunk is not None
    gym.wait(seconds_of(chunk, 250) - 0.01)
    view.look()
    assert view.word.chunk == first
    gym.wait(0.02)
    view.look()
    assert view.word.chunk != first


def test_space_stops_it_and_arrows_turn_back_and_forth(gym: Gym) -> None:
    gym.begin(DrillKind.FLASH)
    view = view_of(gym)
    first = view.word.chunk
    gym.press(Key.Key_Right)
    assert view.word.chunk == first  # only while it stands
    gym.press(Key.Key_Space)
    assert view.state.text() == "It stands"
    gym.wait(60)
    view.look()
    assert view.word.chunk == first
    gym.press(Key.Key_Right)
    second = view.word.chunk
    gym.press(Key.Key_Right, Key.Key_Left, Key.Key_Left)
    assert view.word.chunk == first != second
    gym.press(Key.Key_Space)
    assert pass_by(gym)[:2] == [first, second]


def test_up_and_down_change_the_pace_also_of_the_next_message(gym: Gym) -> None:
    gym.begin(DrillKind.FLASH)
    gym.press(Key.Key_Up, Key.Key_Up, Key.Key_Down)
    assert view_of(gym).pace.text() == "270 words a minute"
    pass_by(gym)
    gym.digit(right(gym))
    gym.press(Key.Key_Space)
    assert view_of(gym).pace.text() == "270 words a minute"


def test_digits_say_nothing_while_the_text_goes_by(gym: Gym) -> None:
    gym.begin(DrillKind.FLASH)
    gym.digit(1)
    assert gym.page.run.attempts == []


def test_a_wrong_summary_is_shown_beside_the_right_one(gym: Gym) -> None:
    gym.begin(DrillKind.FLASH)
    pass_by(gym)
    wrong = 1 if right(gym) != 1 else 2
    gym.digit(wrong)
    assert not gym.last.right
    verdicts = {digit: one.verdict for digit, one in view_of(gym).options.buttons.items()}
    assert (verdicts[right(gym)], verdicts[wrong]) == ("right", "wrong")


def test_in_a_covered_window_no_piece_goes_by(gym: Gym) -> None:
    gym.begin(DrillKind.FLASH)
    view = view_of(gym)
    first = view.word.chunk
    QCoreApplication.sendEvent(gym.stage.window, QEvent(QEvent.Type.WindowDeactivate))
    gym.wait(30)
    view.look()
    assert view.word.chunk == first
    assert not view.word.isVisible()
    gym.press(Key.Key_P)
    assert view.word.isVisible()
    assert pass_by(gym)[0] == first
    gym.digit(right(gym))
    assert gym.last.pace == pytest.approx(250, rel=0.01)
    assert gym.last.interruptions == 1


def test_a_pause_while_the_summary_is_looked_for_stops_the_time_too(gym: Gym) -> None:
    gym.begin(DrillKind.FLASH)
    pass_by(gym)
    gym.wait(1)
    gym.press(Key.Key_P)
    gym.wait(20)
    gym.press(Key.Key_P)
    gym.wait(1)
    gym.digit(right(gym))
    view = view_of(gym)
    assert view.run is not None
    assert gym.last.seconds == pytest.approx(sum(seconds_of(chunk, 250) for chunk in view.run.chunks) + 2, abs=0.01)
