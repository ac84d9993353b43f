"""Lines that are cut go on at their own end, whichever way the screen runs: there stand the dots."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.stage import Stage
from ui.direction import turn
from ui.parts import button
from ui.theme import scaled
from widgets.board.lines import Lines
from widgets.card import isolated
from widgets.item_list import Item, ItemList
from widgets.painting import is_rtl, sized
from widgets.plain import PlainLabel
from widgets.tokens import load_tokens

LATIN = "Wolfeschlegelsteinhausenbergerdorff-Oberndorfer"
ARABIC = "عبد الرحمن بن محمد بن عبد الله بن سليمان الفلاني"
PHONE = "+49 151 2345 6789 0123 4567 8901 2345 6789"
SAMPLES = (
    (LATIN, "right"),
    (ARABIC, "left"),
    (PHONE, "right"),
    (f"\U0001f600 {LATIN}", "right"),
    (f"\U0001f600 {ARABIC}", "left"),
    (f"Ali {ARABIC}", "right"),
    (f"علي {LATIN}", "left"),
    (isolated(LATIN), "right"),
    (isolated(ARABIC), "left"),
)
SIZE, WIDTH = 26, 260
BESIDE = 12
"""Pixels at an end of a line: less than three dots are wide, more than half of a letter."""

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(params=["ltr", "rtl"])
def way(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    turn(request.param)
    yield request.param
    turn("ltr")


def dots_at(picture: QImage) -> str:
    """At which end of the line there are dots: all ink there is in a low strip."""
    ground = picture.pixelColor(2, 2)
    spots = [(x, y) for x in range(picture.width()) for y in range(picture.height()) if _ink(picture, x, y, ground)]
    first, last = min(x for x, _y in spots), max(x for x, _y in spots)
    left = [y for x, y in spots if x < first + BESIDE]
    right = [y for x, y in spots if x > last - BESIDE]
    low = {"left": max(left) - min(left) < SIZE / 5, "right": max(right) - min(right) < SIZE / 5}
    return " and ".join(side for side, is_low in low.items() if is_low)


def _ink(picture: QImage, x: int, y: int, ground: QColor) -> bool:
    return abs(picture.pixelColor(x, y).lightness() - ground.lightness()) > 60


def label(qtbot: QtBot, text: str) -> QImage:
    made = PlainLabel(text, elide=Qt.TextElideMode.ElideRight)
    qtbot.addWidget(made)
    made.setFont(sized(SIZE, 400))
    made.resize(WIDTH, 2 * SIZE)
    return made.grab().toImage()


def first_of_list(qtbot: QtBot, text: str) -> QImage:
    made = ItemList()
    qtbot.addWidget(made)
    made.set_tokens(scaled(load_tokens("light"), 200))
    made.show_items([Item("1", text, "", "")])
    made.resize(WIDTH, made.height())
    picture = made.viewport().grab().toImage()
    return picture.copy(0, 0, picture.width(), 6 + round(SIZE * 1.5))


def line_of_board(qtbot: QtBot, text: str) -> QImage:
    on = QWidget()
    qtbot.addWidget(on)
    made, font, mirrored = QImage(WIDTH, 2 * SIZE, QImage.Format.Format_RGB32), sized(SIZE, 400), on.isRightToLeft()
    made.fill(Qt.GlobalColor.white)
    painter, area = QPainter(made), QRectF(4, 0, WIDTH - 8, 2 * SIZE)
    painter.setLayoutDirection(on.layoutDirection())
    ink = QColor(Qt.GlobalColor.black)
    Lines(font).paint(painter, area, text, font, ink, at_right=mirrored, mirrored=mirrored)
    painter.end()
    return made


def picture_of_button(qtbot: QtBot, way: str) -> QImage:
    turn(way)
    try:
        made = button("7 days…", "tab")
        qtbot.addWidget(made)
        made.resize(160, 40)
        return made.grab().toImage()
    finally:
        turn("ltr")


@pytest.mark.parametrize(("text", "side"), SAMPLES)
@pytest.mark.parametrize("painted", [label, first_of_list, line_of_board])
def test_the_dots_stand_where_the_text_goes_on(qtbot: QtBot, way: str, painted: object, text: str, side: str) -> None:
    assert callable(painted)
    assert dots_at(painted(qtbot, text)) == side, way


def test_words_on_a_button_run_as_they_are_written(qtbot: QtBot, stage: Stage) -> None:
    """ "7 days" in a mirrored window is painted as in one that is not, and not as "days 7"."""
    stage.window.theme.apply()
    assert picture_of_button(qtbot, "ltr") == picture_of_button(qtbot, "rtl")


def test_a_name_that_is_isolated_does_not_turn_the_words_around_it() -> None:
    assert is_rtl(f"{isolated('Anna')} ينتظر")
    assert not is_rtl(f"{isolated('علي')} waits")
    assert is_rtl(isolated("علي"))
    assert not is_rtl(f"{isolated('Anna')} · {isolated('علي')}"), "without words of ours the first name tells"
    assert is_rtl("12:30", otherwise=True)
