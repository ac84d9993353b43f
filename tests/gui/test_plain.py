"""Nobody's text becomes markup, and a text too long for its place is shortened with the whole as its tip."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from widgets.plain import PlainLabel, plain_box, plain_tip

MARKUP = "<b>bold</b> & <img src='x'>"


@pytest.fixture
def short_label(qtbot: QtBot) -> PlainLabel:
    label = PlainLabel("a rather long text " * 10, elide=Qt.TextElideMode.ElideRight)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.grab()
    return label


def test_a_label_shows_markup_as_written(qtbot: QtBot) -> None:
    label = PlainLabel(MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.shown_text() == MARKUP


def test_a_long_text_is_cut_to_its_place(short_label: PlainLabel) -> None:
    assert short_label.shown_text().endswith("…")
    assert short_label.toolTip() == plain_tip(short_label.text())


def test_a_text_that_fits_again_loses_its_tip(short_label: PlainLabel) -> None:
    short_label.setText("short")
    short_label.grab()
    assert short_label.shown_text() == "short"
    assert short_label.toolTip() == ""


def test_an_eliding_label_does_not_hold_its_parent_wide(short_label: PlainLabel) -> None:
    assert short_label.minimumSizeHint().width() < 60


def test_a_tip_is_escaped() -> None:
    assert plain_tip(MARKUP) == "<qt>&lt;b&gt;bold&lt;/b&gt; &amp; &lt;img src=&#x27;x&#x27;&gt;</qt>"
    assert plain_tip("") == ""


def test_a_box_shows_markup_as_written(qtbot: QtBot) -> None:
    box = plain_box(None, "title", MARKUP, MARKUP)
    qtbot.addWidget(box)
    shown = [part for part in box.findChildren(QLabel) if part.text()]
    assert [part.text() for part in shown] == [MARKUP, MARKUP]
    assert {part.textFormat() for part in shown} == {Qt.TextFormat.PlainText}


def test_a_label_stands_where_the_screen_wants_it_and_turns_with_it(qtbot: QtBot) -> None:
    label = PlainLabel("plain English")
    qtbot.addWidget(label)
    left, right, fixed = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignAbsolute
    assert label.alignment() & left
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() & (left | right | fixed) == right | fixed
    label.setAlignment(Qt.AlignmentFlag.AlignTrailing)
    assert label.alignment() & (left | right) == left
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    assert label.alignment() & Qt.AlignmentFlag.AlignHCenter
    assert not label.alignment() & (left | right)
