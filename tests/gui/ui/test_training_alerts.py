"""A new assignment and a trainer's word are told once, listed until seen, and lead to Today (S-2)."""

from datetime import UTC, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.alerts import AlertService
from domain.alerts import assignment_alert, word_alert
from tests.fakes import training_demo as demo
from tests.fakes.stage import Stage
from tests.gui.ui.alert_stage import stage
from tests.gui.ui.conftest import Notes
from tests.gui.ui.training_stage import place, plain

__all__ = ["stage"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HOUR = 3600.0
GIVEN = assignment_alert(demo.assignment(1), "خالد العتيبي", "Holiday rush")
WORD = word_alert(demo.words()[0].coaching, "Priya Nair")


def test_each_is_told_once_without_urgency(stage: Stage, notes: Notes) -> None:
    stage.services.training_news.came(GIVEN)
    stage.settle()
    assert notes.shown == [("New practice for you", "خالد العتيبي · Holiday rush", False)]
    stage.services.timers.forward(HOUR)
    stage.settle()
    stage.services.training_news.came(GIVEN, WORD)
    stage.settle()
    assert [title for title, _text, _urgent in notes.shown[1:]] == ["A word from your trainer"]
    stage.services.timers.forward(24 * HOUR)
    stage.settle()
    assert len(notes.shown) == 2
    assert [alert.key for alert in stage.services.alerts.alerts if alert in (GIVEN, WORD)] == [GIVEN.key, WORD.key]


def test_a_program_that_starts_again_does_not_tell_it_again(stage: Stage, notes: Notes) -> None:
    stage.services.training_news.came(GIVEN)
    stage.settle()
    again = AlertService(stage.services.alerts.tools, stage.services.hub)
    told: list[object] = []
    again.on_telling(told.extend)
    stage.services.training_news.came(GIVEN, WORD)
    stage.settle()
    again.close()
    assert told == [WORD]
    assert GIVEN in again.alerts


def test_a_click_leads_to_today_and_counts_as_seen(stage: Stage, notes: Notes) -> None:
    place(stage, "progress")
    stage.window.shell.show_place("inbox")
    stage.services.training_news.came(GIVEN)
    stage.settle()
    notes.clicked.emit()
    stage.settle()
    assert stage.window.shell.current == "training"
    assert stage.window.shell.places["training"].page == "today"  # type: ignore[attr-defined]
    assert GIVEN not in stage.services.alerts.alerts


def test_the_list_says_until_when_and_what_was_said(stage: Stage, notes: Notes) -> None:
    stage.services.training_news.came(GIVEN, WORD)
    stage.settle()
    QTest.keyClick(stage.window, Qt.Key.Key_F2)
    stage.settle()
    panel = stage.window.alerts.panel
    items = [panel.list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    said = plain(" ".join(str(item) for item in items))
    assert "until" in said
    assert "Holiday rush" in said
    assert "Account questions go wrong most" in said


def test_what_is_in_front_of_somebody_is_not_told(stage: Stage, notes: Notes) -> None:
    place(stage, "today")
    stage.services.training_news.came(GIVEN)
    stage.settle()
    assert notes.shown == []
    stage.window.shell.show_place("inbox")
    stage.services.timers.forward(HOUR)
    stage.settle()
    assert notes.shown == []


def test_several_are_counted_and_hidden_where_somebody_wants_that(stage: Stage, notes: Notes) -> None:
    stage.services.settings.hide_alert_content = True
    stage.services.training_news.came(GIVEN, WORD)
    stage.settle()
    (title, text, _urgent) = notes.shown[0]
    assert title == "1 pack to practise is new to you"
    assert text == "1 word from your trainer"


def test_an_assignment_is_known_by_its_id_and_lasts_until_its_last_day() -> None:
    assert GIVEN.key == "training:assignment-1"
    assert GIVEN.due == datetime.combine(demo.assignment(1).until, time(), UTC)
    assert WORD.title == demo.words()[0].coaching.text
