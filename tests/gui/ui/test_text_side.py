"""Where the words of a one-line field stand: where its text begins, and where the screen begins while it is empty."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.fakes.stage import Stage
from ui.direction import turn
from widgets.text_side import LineField

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def middle_of_ink(field: LineField) -> float:
    """Where its words are painted: 0 at the left end, 1 at the right one."""
    picture = field.grab().toImage()
    ground = picture.pixelColor(picture.width() // 2, picture.height() - 5).lightness()
    columns = [
        x
        for x in range(6, picture.width() - 6)
        if any(abs(_light(picture.pixelColor(x, y)) - ground) > 40 for y in range(5, picture.height() - 5))
    ]
    return (columns[0] + columns[-1]) / 2 / picture.width()


def _light(colour: QColor) -> int:
    return colour.lightness()


@pytest.mark.parametrize("way", [LEFT, RIGHT])
@pytest.mark.parametrize(("text", "right_when"), [("", RIGHT), ("12", RIGHT), ("ab", None), ("مرحبا", LEFT)])
def test_words_stand_where_they_begin(
    qtbot: QtBot, way: Qt.LayoutDirection, text: str, right_when: Qt.LayoutDirection | None
) -> None:
    field = LineField()
    qtbot.addWidget(field)
    field.setPlaceholderText("tag")
    field.resize(300, 34)
    field.setLayoutDirection(way)
    field.setText(text)
    at_right = text == "مرحبا" or way == right_when
    assert middle_of_ink(field) > 0.7 if at_right else middle_of_ink(field) < 0.3


def test_the_search_field_of_a_mirrored_inbox_begins_at_its_right(stage: Stage) -> None:
    field = stage.window.inbox.column.search
    assert middle_of_ink(field) < 0.5
    turn("rtl")
    try:
        assert middle_of_ink(field) > 0.5
    finally:
        turn("ltr")
