"""Words on Qt's own buttons, menus and choices run as they are written, whichever way the screen runs."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMessageBox,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from widgets.controls import PlainButton, PlainChoice, PlainMenu, PlainTool
from widgets.painting import as_written
from widgets.plain import plain_box

LEFTWARDS, RIGHTWARDS = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
LTR_PART, RTL_PART, CLOSED = "\u2066", "\u2067", "\u2069"
WORDS, ISOLATED = "Export…", f"{LTR_PART}Export…{CLOSED}"


def button(words: str) -> QWidget:
    return PlainButton(words)


def tool(words: str) -> QWidget:
    made = PlainTool()
    made.setText(words)
    return made


def choice(words: str) -> QWidget:
    made = PlainChoice()
    made.addItem(words)
    return made


def menu(words: str) -> QWidget:
    made = PlainMenu()
    made.addAction(words)
    return made


def picture(widget: QWidget) -> QImage:
    widget.resize(widget.sizeHint())
    return widget.grab().toImage()


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """The whole program runs from right to left."""
    qapp.setLayoutDirection(LEFTWARDS)
    yield
    qapp.setLayoutDirection(RIGHTWARDS)


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("make", [button, tool, choice, menu])
def test_words_on_a_mirrored_screen_look_as_if_they_were_isolated(qtbot: QtBot, make: Callable[[str], QWidget]) -> None:
    plain, isolated = make(WORDS), make(ISOLATED)
    for widget in (plain, isolated):
        qtbot.addWidget(widget)
    assert picture(plain) == picture(isolated)


def test_the_lines_of_an_open_choice_run_so_too(qtbot: QtBot) -> None:
    box = PlainChoice()
    qtbot.addWidget(box)
    box.addItem("5 seconds")
    option = QStyleOptionViewItem()
    option.direction = LEFTWARDS
    lines = box.itemDelegate()
    assert isinstance(lines, QStyledItemDelegate)
    lines.initStyleOption(option, box.model().index(0, 0))
    assert option.text == f"{LTR_PART}5 seconds{CLOSED}"
    assert box.currentText() == "5 seconds"


def test_only_what_would_be_turned_around_is_isolated() -> None:
    assert as_written(WORDS, mirrored=True) == ISOLATED
    assert as_written(WORDS, mirrored=False) == WORDS
    assert as_written("مرحبا!", mirrored=True) == "مرحبا!"
    assert as_written("مرحبا!", mirrored=False) == f"{RTL_PART}مرحبا!{CLOSED}"
    assert as_written("", mirrored=True) == ""


def test_the_texts_of_a_box_stand_where_the_screen_begins_and_turn_with_it(qtbot: QtBot) -> None:
    box = plain_box(None, "title", "7 items", "details")
    qtbot.addWidget(box)
    texts = [part for part in box.findChildren(QLabel) if part.text()]
    sides = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignRight
    box.setLayoutDirection(LEFTWARDS)
    assert [part.alignment() & sides for part in texts] == [Qt.AlignmentFlag.AlignRight] * 2
    box.setLayoutDirection(RIGHTWARDS)
    assert [part.alignment() & sides for part in texts] == [Qt.AlignmentFlag.AlignLeft] * 2


def test_an_answer_of_a_box_lives_as_long_as_the_box(qtbot: QtBot) -> None:
    box = plain_box(None, "title", "text")
    qtbot.addWidget(box)
    box.add(WORDS, QMessageBox.ButtonRole.ActionRole)  # nobody holds it
    [answer] = box.findChildren(QPushButton)
    with qtbot.waitSignal(answer.clicked):
        answer.click()
