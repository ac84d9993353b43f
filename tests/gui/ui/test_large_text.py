"""At 200 % in a small window nothing is cut that has to be read or pressed."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.fakes.demo import tid
from tests.fakes.stage import Stage
from ui.direction import turn
from ui.insights.place import InsightsPlace
from ui.insights.review_detail import Detail
from ui.insights.team_people import NAME, PeopleTable
from ui.places import INSIGHTS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints")


def enlarged(stage: Stage, width: int, height: int) -> None:
    stage.window.theme.zoom_to(200)
    stage.window.resize(width, height)
    stage.settle()


def insights(stage: Stage, page: str) -> InsightsPlace:
    stage.window.show_place(INSIGHTS)
    stage.settle()
    place = stage.window.shell.places[INSIGHTS]
    assert isinstance(place, InsightsPlace)
    place.header.tabs.choose(page)
    for _round in range(4):
        stage.settle()
    return place


def cut(button: QPushButton) -> bool:
    """Whether its words have no room."""
    return button.width() < button.fontMetrics().horizontalAdvance(button.text())


def area(widget: QWidget, on: QWidget) -> QRect:
    return QRect(widget.mapTo(on, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("way", ["ltr", "rtl"])
def test_the_inbox_shows_all_folders_and_every_deed_whole(stage: Stage, way: str) -> None:
    turn(way)
    try:
        enlarged(stage, 900, 700)
        stage.open(tid("wang"))
        inbox = stage.window.inbox
        folders = [one for one in inbox.column.findChildren(QPushButton) if one.property("folder") is not None]
        deeds = [one for one in inbox.middle.findChildren(QPushButton) if one.isVisible() and one.text()]
        assert [one.text() for one in (*folders, *deeds) if cut(one)] == []
        whole = inbox.column.rect()
        assert [one.text() for one in folders if not whole.contains(area(one, inbox.column))] == []
    finally:
        turn("ltr")


def test_the_team_has_room_for_names_and_buttons(stage: Stage) -> None:
    enlarged(stage, 1280, 700)
    place = insights(stage, "team")
    (table,) = place.findChildren(PeopleTable)
    assert table.columnWidth(NAME) > 8 * stage.window.theme.tokens.type.base
    assert table.viewport().height() >= table.rowHeight(0)
    names = ("Move to… (M)", "Back to the queue (Q)", "Open thread (Enter)", "Teams…")
    shown = [one for one in place.findChildren(QPushButton) if one.isVisible() and one.text() in names]
    assert len(shown) == len(names)
    assert [one.text() for one in shown if cut(one)] == []


def test_a_reviewed_conversation_is_scrolled_to_where_it_has_no_room(stage: Stage) -> None:
    enlarged(stage, 1280, 700)
    (detail,) = insights(stage, "review").findChildren(Detail)
    QTest.keyClick(stage.focus(), Qt.Key.Key_Space)
    stage.settle()
    parts = [detail.name, detail.facts, *detail.buttons.values(), detail.comment, detail.turns]
    areas = [area(one, detail) for one in parts if one.isVisible()]
    assert not [one for place, one in enumerate(areas) for other in areas[:place] if one.intersects(other)]
    labels = [one for one in detail.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
    assert [one.text() for one in labels if one.height() < one.heightForWidth(one.width())] == []
    QTest.keyClick(stage.focus(), Qt.Key.Key_C)
    stage.settle()
    assert stage.focus() is detail.comment
    assert detail.comment.visibleRegion().boundingRect().height() == detail.comment.height()
