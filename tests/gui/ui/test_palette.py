"""Ctrl+K: people and actions, by keyboard alone, fast."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.fakes.demo import tid
from tests.fakes.services import Gate
from tests.fakes.stage import Stage
from ui.commands import table
from ui.finder.finder import ranked

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def titles(stage: Stage) -> list[str]:
    return [item.title for item in stage.window.overlay._hits.items]


def test_people_come_first_and_enter_opens_the_thread(stage: Stage) -> None:
    stage.window.open_palette()
    stage.window.overlay.field.setText("佐藤")
    stage.settle()
    assert titles(stage)[:2] == ["PEOPLE", "佐藤 由紀"]
    QTest.keyClick(stage.window.overlay.field, Qt.Key.Key_Return)
    stage.settle()
    assert stage.window.inbox.thread_id == tid("yuki")
    assert not stage.window.overlay.isVisible()


def test_actions_only_and_arrows(stage: Stage) -> None:
    stage.window.open_palette()
    stage.window.overlay.field.setText(">queue")
    stage.settle()
    assert titles(stage)[:2] == ["ACTIONS", "Go to the queue"]
    QTest.keyClick(stage.window.overlay.field, Qt.Key.Key_Down)
    QTest.keyClick(stage.window.overlay.field, Qt.Key.Key_Up)
    QTest.keyClick(stage.window.overlay.field, Qt.Key.Key_Return)
    stage.settle()
    assert stage.window.inbox.column.folder().value == "queue"


def test_escape_gives_the_focus_back(stage: Stage) -> None:
    stage.window.inbox.column.list.setFocus()
    stage.window.open_palette()
    stage.settle()
    QTest.keyClick(stage.window.overlay.field, Qt.Key.Key_Escape)
    stage.settle()
    assert not stage.window.overlay.isVisible()
    assert stage.focus() is stage.window.inbox.column.list


def test_a_slow_answer_to_an_older_query_is_dropped(stage: Stage) -> None:
    gate = stage.services.inbox.gates["find"] = Gate()
    stage.window.open_palette()
    stage.window.overlay.field.setText("wang")
    stage.window.overlay.field.setText(">quit")
    gate.opened = True
    stage.settle()
    assert "PEOPLE" not in titles(stage)


def test_the_shadow_goes_along_when_the_card_becomes_smaller(stage: Stage) -> None:
    stage.window.open_palette()
    stage.settle()
    before = stage.window.overlay._card.geometry()
    stage.window.overlay.field.setText("nobody is called that")
    stage.settle()
    assert stage.window.overlay._card.height() < before.height() / 2
    place = before.translated(stage.window.overlay.mapTo(stage.window, QPoint(0, 0))).adjusted(0, 120, 0, 20)
    on_screen = stage.window.screen().grabWindow(stage.window.winId()).toImage()
    assert on_screen.copy(place) == stage.window.grab().toImage().copy(place).convertToFormat(on_screen.format())


def test_ranking() -> None:
    commands = [command for command in table() if command.in_palette]
    assert ranked(commands, "done", [])[0].id in {"resolve", "folder_done", "send_resolve"}
    assert ranked(commands, "asign", [])[0].id == "assign"
    assert ranked(commands, "", ["quit"])[0].id == "quit"
    assert ranked(commands, "snoo", [])[0].id == "snooze", "not the folder of what is snoozed"
    assert ranked(commands, "go snoo", [])[0].id == "folder_snoozed", "the beginnings of some of its words"
    assert ranked(commands, "zzzz", []) == []
