"""Alerts while somebody practises against the clock: counted at once, shown when the drill rests (K-2, S-2)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from domain.training.item import DrillKind
from tests.fakes.stage import Stage
from tests.gui.ui.alert_stage import complaint, put, stage
from tests.gui.ui.drill_stage import Gym
from tests.gui.ui.test_pressure import desk, running
from ui.training.pressure_desk import PressureDesk

__all__ = ["desk", "running", "stage"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def noted(stage: Stage) -> bool:
    """Whether a note stands in the window."""
    return stage.window.alerts.toast.isVisible()


def test_no_note_stands_over_a_running_drill_and_the_bell_counts(stage: Stage) -> None:
    gym = Gym(stage)
    gym.begin(DrillKind.KEYWORDS)
    put(stage, "wang")
    assert not noted(stage)
    assert stage.window.alerts.bell.count == 1
    gym.press(Qt.Key.Key_P)
    assert noted(stage)
    gym.press(Qt.Key.Key_P)
    assert not noted(stage), "it goes out of the way again"
    stage.window.shell.show_place("inbox")
    stage.settle()
    assert noted(stage)


def test_what_is_over_meanwhile_is_not_told_behind_the_drill(stage: Stage) -> None:
    gym = Gym(stage)
    gym.begin(DrillKind.KEYWORDS)
    one = complaint(stage, "wang")
    put(stage, one)
    put(stage, replace(one, seen_at=stage.services.complaints.now() + timedelta(hours=1)))
    gym.press(Qt.Key.Key_P)
    assert not noted(stage)


def test_under_pressure_likewise(stage: Stage, running: PressureDesk) -> None:
    put(stage, "wang")
    assert not noted(stage)
    running.run.pause()
    stage.settle()
    assert noted(stage)
    running.run.go_on()
    stage.settle()
    assert not noted(stage)
    running.run.stop()
    stage.settle()
    assert noted(stage)


class System(QObject):
    """The system's notifications: whether each was urgent."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[bool] = []

    def show(self, _title: str, _text: str, *, urgent: bool) -> None:
        self.shown.append(urgent)

    def close(self) -> None:
        self.shown.clear()


def test_the_system_shows_what_is_late_at_once_and_the_rest_later(stage: Stage) -> None:
    system = System()
    stage.window.alerts.take_system(system)
    gym = Gym(stage)
    gym.begin(DrillKind.KEYWORDS)
    one = complaint(stage, "wang")
    put(stage, one)
    assert system.shown == []
    stage.services.clock.forward(timedelta(days=2).total_seconds())
    stage.services.timers.forward(60)
    stage.settle()
    assert system.shown == [True]
    gym.press(Qt.Key.Key_P)
    assert system.shown == [True], "what came near is late by now, and told"
