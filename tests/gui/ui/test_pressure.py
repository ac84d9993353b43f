"""The inbox under pressure by keys alone: choose, open, answer, triage, snooze, pause, interruptions, the debrief."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.training.builtin import builtin_pack
from domain.ids import AssignmentId
from domain.training.item import DrillKind
from domain.training.pressure import OVERLOAD, PATIENCE, Pressure
from domain.training.pressure_plan import CHOICES, QUESTIONS, Pace
from domain.training.pressure_states import Asked, End, State
from domain.training.results import Ending
from domain.training.task import Wanted
from tests.fakes.stage import Stage
from ui.training.place import TrainingPlace
from ui.training.pressure_desk import PressureDesk
from ui.training.pressure_words import choice_words, question_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(stage: Stage) -> PressureDesk:
    """The setting on screen."""
    stage.window.show_place("training")
    stage.settle()
    place = stage.window.shell.places["training"]
    assert isinstance(place, TrainingPlace)
    place.tabs.choose("pressure")
    stage.settle()
    made = place.desks.made["pressure"]
    assert isinstance(made, PressureDesk)
    return made


@pytest.fixture
def running(desk: PressureDesk, stage: Stage) -> PressureDesk:
    """The first dialogue is there."""
    press(stage, Qt.Key.Key_Return)
    forward(stage, desk, 2)
    return desk


@pytest.fixture
def mirrored() -> Iterator[None]:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(stage.focus(), key)
        stage.settle()


def forward(stage: Stage, desk: PressureDesk, seconds: float) -> None:
    """Time passes, and the screen looks at it."""
    stage.services.clock.forward(seconds)
    desk.run.look()
    stage.settle()


def drill_of(desk: PressureDesk) -> Pressure:
    assert desk.run.drill is not None
    return desk.run.drill


def right_key(desk: PressureDesk) -> Qt.Key:
    """The digit of the right answer of the open dialogue."""
    one = drill_of(desk).open
    assert one is not None
    return Qt.Key(Qt.Key.Key_1 + one.arrival.order.index(0))


def right_key_of_first(desk: PressureDesk) -> Qt.Key:
    """The same of the first, before it is open."""
    return Qt.Key(Qt.Key.Key_1 + drill_of(desk).dialogues[0].arrival.order.index(0))


def until_asked(stage: Stage, desk: PressureDesk) -> None:
    while drill_of(desk).asked is None:
        forward(stage, desk, 1)


def test_enter_starts_what_is_chosen(desk: PressureDesk, stage: Stage) -> None:
    assert stage.focus() is desk.setup.start
    press(stage, Qt.Key.Key_Backtab, Qt.Key.Key_Backtab, Qt.Key.Key_Backtab)  # pack, language, length
    press(stage, Qt.Key.Key_Left)
    press(stage, Qt.Key.Key_Backtab, Qt.Key.Key_Right)
    assert (desk.setup.setting.pace, desk.setup.setting.seconds) == (Pace.RUSH, 120)
    assert "From 4 to 10 messages a minute" in desk.setup.meaning.text()
    desk.setup.start.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert desk.run.isVisible()
    assert drill_of(desk).plan.setting == desk.setup.setting
    assert stage.focus() is desk.run.list


def test_the_right_reply_by_its_digit_is_kept_at_once(running: PressureDesk, stage: Stage) -> None:
    press(stage, Qt.Key.Key_Return)
    assert drill_of(running).reading  # it was painted
    forward(stage, running, 6)
    press(stage, right_key(running))
    assert drill_of(running).dialogues[0].state is State.DONE
    (attempt,) = stage.services.training.noted[-1].attempts
    assert (attempt.right, attempt.kind, attempt.ending) == (True, DrillKind.PRESSURE, Ending.DONE)
    assert attempt.seconds == pytest.approx(6)


def test_whoever_writes_after_the_last_was_answered_is_offered(running: PressureDesk, stage: Stage) -> None:
    press(stage, Qt.Key.Key_Return, right_key_of_first(running))
    assert not drill_of(running).waiting
    while not drill_of(running).waiting:
        forward(stage, running, 1)
    assert running.run.list.current == drill_of(running).waiting[0].number
    press(stage, Qt.Key.Key_Return)
    assert drill_of(running).open is drill_of(running).waiting[0]


def test_what_is_not_open_takes_no_time(running: PressureDesk, stage: Stage) -> None:
    forward(stage, running, 5)
    press(stage, Qt.Key.Key_Return)
    forward(stage, running, 3)
    press(stage, Qt.Key.Key_Escape)
    forward(stage, running, 4)
    assert drill_of(running).dialogues[0].seconds == pytest.approx(3)


def test_letters_and_arrows_choose_and_the_list_shows_no_tier(running: PressureDesk, stage: Stage) -> None:
    while len(drill_of(running).waiting) < 3:
        forward(stage, running, 1)
    run = running.run
    press(stage, Qt.Key.Key_J, Qt.Key.Key_J)
    assert run.list.current == 2
    press(stage, Qt.Key.Key_K, Qt.Key.Key_Up, Qt.Key.Key_Down)
    assert run.list.current == 1
    spoken = [run.list.model().index(row, 0).data() for row in range(3)]
    assert not any(word in line.lower() for line in spoken for word in ("high", "medium", "low,"))


def test_triage_takes_three_digits_and_backspace_goes_back(running: PressureDesk, stage: Stage) -> None:
    item = drill_of(running).dialogues[0].arrival.task.item
    press(stage, Qt.Key.Key_Return, Qt.Key.Key_T, Qt.Key.Key_3, Qt.Key.Key_Backspace)
    tier = Qt.Key(Qt.Key.Key_1 + item.tier.rank)
    assert (item.topic, item.step) == ("logistics", "look_up")
    press(stage, tier, Qt.Key.Key_1, Qt.Key.Key_2)
    (attempt,) = stage.services.training.noted[-1].attempts
    assert (attempt.tier_right, attempt.topic_right, attempt.step_right, attempt.right) == (True, True, True, True)


def test_t_leads_to_the_triage_and_back(running: PressureDesk, stage: Stage) -> None:
    press(stage, Qt.Key.Key_Return, Qt.Key.Key_T)
    assert running.run.deeds.triage.isVisible()
    press(stage, Qt.Key.Key_T)
    assert running.run.deeds.options.isVisible()
    press(stage, Qt.Key.Key_T, Qt.Key.Key_Escape)
    assert running.run.deeds.options.isVisible()
    assert drill_of(running).open is not None


def test_s_snoozes_once(running: PressureDesk, stage: Stage) -> None:
    press(stage, Qt.Key.Key_S)
    assert drill_of(running).dialogues[0].state is State.SNOOZED
    forward(stage, running, 21)
    press(stage, Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_S)
    assert drill_of(running).dialogues[0].state is State.WAITING
    assert not running.run.deeds.snooze.isEnabled()


def test_pause_covers_every_text_and_stops_the_clocks(running: PressureDesk, stage: Stage) -> None:
    press(stage, Qt.Key.Key_Return, Qt.Key.Key_P)
    assert not running.run.list.isVisible()
    assert not running.run.dialogue.isVisible()
    now = drill_of(running).now
    forward(stage, running, 30)
    assert drill_of(running).now == now
    press(stage, Qt.Key.Key_P)
    assert running.run.dialogue.isVisible()
    forward(stage, running, 2)
    assert drill_of(running).dialogues[0].seconds == pytest.approx(2)


def test_another_window_or_another_page_pauses(running: PressureDesk, stage: Stage) -> None:
    QCoreApplication.sendEvent(stage.window, QEvent(QEvent.Type.WindowDeactivate))
    assert drill_of(running).paused
    press(stage, Qt.Key.Key_Space)
    assert not drill_of(running).paused
    place = stage.window.shell.places["training"]
    assert isinstance(place, TrainingPlace)
    place.tabs.choose("today")
    stage.settle()
    assert drill_of(running).paused
    place.tabs.choose("pressure")
    stage.settle()
    assert stage.focus() is running.run.go_on_button


def test_escape_goes_back_step_by_step_and_never_loses_the_drill(running: PressureDesk, stage: Stage) -> None:
    press(stage, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert drill_of(running).open is None
    press(stage, Qt.Key.Key_Escape)
    assert drill_of(running).paused
    press(stage, Qt.Key.Key_Escape)
    assert not drill_of(running).paused
    assert running.run.isVisible()


def test_an_interruption_takes_the_digits_until_it_is_gone(running: PressureDesk, stage: Stage) -> None:
    until_asked(stage, running)
    drill, box = drill_of(running), running.run.box
    assert drill.asked is not None
    assert box.isVisible()
    number = drill.waiting[0].number
    running.run.list.choose(number)
    press(stage, Qt.Key.Key_Return)
    press(stage, Qt.Key(Qt.Key.Key_1 + drill.asked.right))
    assert not box.isVisible()
    assert [one.right for one in drill.interrupted] == [True]
    assert drill.dialogues[number].state is State.WAITING


def test_an_interruption_that_is_not_answered_goes_away(running: PressureDesk, stage: Stage) -> None:
    until_asked(stage, running)
    forward(stage, running, PATIENCE)
    assert not running.run.box.isVisible()
    assert [one.right for one in drill_of(running).interrupted] == [None]


def test_every_interruption_has_its_words() -> None:
    seen = set()
    for source, count in QUESTIONS.items():
        for question in range(count):
            asked = Asked(0, source, question, tuple(range(CHOICES)), 0, 0)
            words = choice_words(asked)
            assert len(set(words)) == CHOICES
            seen.add(question_words(asked))
    assert len(seen) == sum(QUESTIONS.values())


def test_too_many_at_once_ends_it_and_shows_what_went_wrong(desk: PressureDesk, stage: Stage) -> None:
    desk.setup.paces.choose("rush")
    press(stage, Qt.Key.Key_Return)
    while drill_of(desk).end is None:
        forward(stage, desk, 1)
    assert drill_of(desk).end is End.OVERLOAD
    assert desk.debrief.heading.text() == "Too many at once"
    (going,) = stage.services.training.finished
    assert {one.ending for one in going.attempts} == {Ending.LATE}
    assert going.seconds == pytest.approx(drill_of(desk).now)
    assert desk.debrief.list.model().rowCount() == len(going.attempts)
    assert going.seconds > OVERLOAD


def test_what_went_wrong_is_gone_through_by_keys_with_the_right_answers(running: PressureDesk, stage: Stage) -> None:
    press(stage, Qt.Key.Key_Return)
    wrong = Qt.Key(Qt.Key.Key_1 + drill_of(running).dialogues[0].arrival.order.index(1))
    press(stage, wrong)
    while drill_of(running).end is None:
        forward(stage, running, 2)
    debrief, item = running.debrief, drill_of(running).dialogues[0].arrival.task.item
    assert stage.focus() is debrief.list
    assert debrief.detail.dialogue.bubbles[-1].text == item.text
    verdicts = {one.option.text: one.verdict for one in debrief.detail.options.buttons.values()}
    assert verdicts[item.replies[0].text] == "right"
    assert verdicts[item.replies[1].text] == "wrong"
    assert "Look it up" in debrief.detail.key.text()
    press(stage, Qt.Key.Key_J)
    assert debrief.detail.dialogue.bubbles[-1].text != item.text


def test_r_wants_what_went_wrong_again_and_a_starts_anew(desk: PressureDesk, stage: Stage) -> None:
    wanted: list[Wanted] = []
    press(stage, Qt.Key.Key_Return)
    while drill_of(desk).end is None:
        forward(stage, desk, 5)
    first = drill_of(desk)
    desk.drill_wanted.disconnect()
    desk.drill_wanted.connect(wanted.append)
    press(stage, Qt.Key.Key_R)
    assert [(one.repeat, one.items) for one in wanted] == [(True, desk.debrief.list.model().rowCount())]
    press(stage, Qt.Key.Key_A)
    assert drill_of(desk) is not first
    assert desk.run.isVisible()


def test_stopped_counts_what_was_done(running: PressureDesk, stage: Stage) -> None:
    press(stage, Qt.Key.Key_Return)
    press(stage, right_key(running))
    press(stage, Qt.Key.Key_P, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert running.debrief.heading.text() == "Stopped"
    (going,) = stage.services.training.finished
    assert [one.right for one in going.attempts if one.counts] == [True]
    press(stage, Qt.Key.Key_Escape)
    assert running.setup.isVisible()


def test_nothing_to_practise_with_is_said(desk: PressureDesk, stage: Stage) -> None:
    stage.services.training.languages = ()
    desk.setup.start.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert "nothing to practise" in desk.setup.trouble.text()
    desk.enter()
    stage.settle()
    assert not desk.setup.start.isEnabled()
    assert desk.setup.nothing.isVisible()
    assert stage.focus() is desk.setup.paces.buttons["normal"]


def test_what_cannot_be_kept_is_said(running: PressureDesk, stage: Stage) -> None:
    stage.services.training.full = True
    press(stage, Qt.Key.Key_Return)
    press(stage, right_key(running))
    press(stage, Qt.Key.Key_P, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert running.debrief.trouble.isVisible()


def test_an_assigned_pack_is_chosen_and_goes_with_the_result(desk: PressureDesk, stage: Stage) -> None:
    pack = builtin_pack("th").id
    desk.start(Wanted(DrillKind.PRESSURE, pack, AssignmentId("a1")))
    stage.settle()
    assert desk.setup.wanted.pack_id == pack
    assert desk.setup.wanted.assignment_id == "a1"
    desk.setup.packs.setCurrentIndex(0)
    assert desk.setup.wanted.assignment_id is None


@pytest.mark.usefixtures("mirrored")
def test_mirrored_it_is_done_with_the_same_keys(stage: Stage) -> None:
    stage.services.training.languages = ("ar",)
    desk = _desk(stage)
    press(stage, Qt.Key.Key_Return)
    forward(stage, desk, 2)
    press(stage, Qt.Key.Key_Return)
    press(stage, right_key(desk))
    assert stage.services.training.noted[-1].attempts[0].right


def _desk(stage: Stage) -> PressureDesk:
    stage.window.show_place("training")
    place = stage.window.shell.places["training"]
    assert isinstance(place, TrainingPlace)
    place.tabs.choose("pressure")
    stage.settle()
    made = place.desks.made["pressure"]
    assert isinstance(made, PressureDesk)
    return made


def test_only_what_changed_is_told_to_the_list(running: PressureDesk, stage: Stage) -> None:
    told: list[int] = []
    model = running.run.list.model()
    model.dataChanged.connect(_Noting(told))
    stage.services.clock.forward(0.05)
    running.run.look()
    assert told == []
    stage.services.clock.forward(1.0)
    running.run.look()
    assert len(told) == len([one for one in running.run.list.model_.rows if one.clock])


class _Noting:
    def __init__(self, told: list[int]) -> None:
        self.told = told

    def __call__(self, first: object, _last: object, _roles: object = None) -> None:
        self.told.append(first.row())  # type: ignore[attr-defined]


def test_a_dialogue_that_goes_on_shows_its_first_lines_before(desk: PressureDesk, stage: Stage) -> None:
    pack = builtin_pack("en")
    talks = tuple(item for item in pack.items if item.before)
    stage.services.training.languages, stage.services.training.editions = (), [replace(pack, items=talks)]
    press(stage, Qt.Key.Key_Return)
    forward(stage, desk, 0.5)
    one = drill_of(desk).dialogues[0]
    row = desk.run.list.model_.rows[0]
    assert (row.number, row.state, row.clock) == (0, State.COMING, "")
    assert row.snippet
    assert " ".join(talks[0].before[one.lines - 1].text.split()).startswith(row.snippet)
    press(stage, Qt.Key.Key_Return)
    assert not desk.run.deeds.isVisible()
    forward(stage, desk, 1)
    assert desk.run.deeds.isVisible()
    assert drill_of(desk).reading
    assert desk.run.dialogue.bubbles[-1].point
    forward(stage, desk, 2)
    assert one.seconds == pytest.approx(2)
