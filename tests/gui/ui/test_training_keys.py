"""Commands and letters of the speed reading: by the palette, by keys, and by place where letters are not Latin."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from domain.training.item import DrillKind
from tests.fakes.stage import Stage
from tests.gui.ui.drill_stage import Gym
from tests.gui.ui.test_pressure import desk, drill_of, forward, press, running
from tests.gui.ui.training_stage import learners_desk, place
from ui.training.pressure_desk import PressureDesk

__all__ = ["desk", "running"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
THAI_P = (0x0E22, "ย", 33)
RUSSIAN = {"J": (0x041E, "о", 44), "K": (0x041B, "л", 45), "T": (0x0415, "е", 28), "S": (0x042B, "ы", 39)}


def possible(stage: Stage) -> set[str]:
    return {command.id for command in stage.window.registry.possible()}


def type_at(stage: Stage, code: int, text: str, scan: int) -> None:
    """A key of a keyboard that has no Latin letters, as X11 tells it."""
    held = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(stage.focus(), QKeyEvent(kind, code, held, scan, 0, 0, text))
    stage.settle()


@pytest.fixture
def x11(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")


def test_assign_and_export_are_commands_of_the_learners_page_only(stage: Stage) -> None:
    found = learners_desk(stage)
    stage.window.registry.run("learners_export")
    stage.settle()
    assert found.head.menu.isVisible()
    found.head.menu.close()
    stage.window.registry.run("learners_assign")
    stage.settle()
    assert found.assigning.dialog is not None
    assert found.assigning.dialog.isVisible()
    found.assigning.dialog.close()
    assert {"learners_assign", "learners_export"} <= possible(stage)
    place(stage, "today")
    assert not {"learners_assign", "learners_export"} & possible(stage)


def test_nothing_is_exported_before_there_is_a_report(stage: Stage) -> None:
    stage.services.trainers.offline = True
    found = learners_desk(stage)
    stage.window.registry.run("learners_export")
    stage.settle()
    assert not found.head.menu.isVisible()


@pytest.mark.usefixtures("x11")
def test_a_drill_pauses_where_p_is_on_the_cap_of_a_thai_key(stage: Stage) -> None:
    gym = Gym(stage)
    gym.begin(DrillKind.KEYWORDS)
    type_at(stage, *THAI_P)
    assert gym.page.paused
    type_at(stage, *THAI_P)
    assert not gym.page.paused


@pytest.mark.usefixtures("x11")
def test_pressure_is_worked_by_letters_that_are_not_latin(stage: Stage, running: PressureDesk) -> None:
    run = running.run
    forward(stage, running, 60)
    run.list.choose(0)
    type_at(stage, *RUSSIAN["J"])
    assert run.list.current == 1
    type_at(stage, *RUSSIAN["K"])
    assert run.list.current == 0
    press(stage, Qt.Key.Key_Return)
    type_at(stage, *RUSSIAN["T"])
    assert run.deeds.triaging
    type_at(stage, *RUSSIAN["S"])
    assert drill_of(running).open is None
    type_at(stage, *THAI_P)
    assert drill_of(running).paused


def test_pressure_is_worked_by_keys_that_are_the_same_everywhere(stage: Stage, running: PressureDesk) -> None:
    run = running.run
    forward(stage, running, 60)
    run.list.choose(0)
    registry = stage.window.registry
    registry.run("pressure_next")
    assert run.list.current == 1
    registry.run("pressure_previous")
    press(stage, Qt.Key.Key_Return)
    registry.run("pressure_triage")
    assert run.deeds.triaging
    registry.run("pressure_snooze")
    assert drill_of(running).open is None
    press(stage, Qt.Key.Key_F8)
    assert drill_of(running).paused
    assert not {"pressure_next", "pressure_triage"} & possible(stage)
    press(stage, Qt.Key.Key_F8)
    assert not drill_of(running).paused
    registry.run("drill_end")
    assert drill_of(running).paused
    assert run.stop_button.hasFocus()
    press(stage, Qt.Key.Key_Return)
    assert "drill_pause" not in possible(stage)
