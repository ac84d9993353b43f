"""Digits on every keyboard; options, ring and curve of a drill."""

import sys
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.widgets.conftest import settle
from widgets.drill.curve import CurvePoint, SessionCurve
from widgets.drill.keys import digit_of, goes_on
from widgets.drill.options import RIGHT, WRONG, Option, Options
from widgets.drill.ring import Ring
from widgets.tokens import load_tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")
NONE = Qt.KeyboardModifier.NoModifier
TOKENS = load_tokens("light")


def key(code: int, text: str = "", held: Qt.KeyboardModifier = NONE, *, repeats: bool = False) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, held, text, repeats)


@pytest.mark.parametrize(
    ("code", "text", "digit"),
    [
        (Qt.Key.Key_3, "3", 3),
        (Qt.Key.Key_0, "0", 0),
        (0, "٣", 3),
        (0, "๔", 4),
        (Qt.Key.Key_A, "a", None),
        (Qt.Key.Key_Space, " ", None),
    ],
)
def test_digits_of_every_script(code: int, text: str, digit: int | None) -> None:
    assert digit_of(key(code, text)) == digit


def test_a_held_key_or_a_shortcut_is_no_answer() -> None:
    assert digit_of(key(Qt.Key.Key_3, "3", repeats=True)) is None
    assert digit_of(key(Qt.Key.Key_3, "3", Qt.KeyboardModifier.ControlModifier)) is None
    assert digit_of(key(Qt.Key.Key_3, "3", Qt.KeyboardModifier.KeypadModifier)) == 3
    assert goes_on(key(Qt.Key.Key_Space, " "))
    assert not goes_on(key(Qt.Key.Key_Space, " ", repeats=True))


@pytest.mark.parametrize(("platform", "scan", "virtual"), [("linux", 12, 0), ("win32", 0, 0x33), ("darwin", 0, 20)])
def test_where_the_upper_row_types_letters_the_place_counts(
    monkeypatch: pytest.MonkeyPatch, platform: str, scan: int, virtual: int
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    thai = QKeyEvent(QEvent.Type.KeyPress, 0x0E2D, NONE, scan, virtual, 0, "-")
    assert digit_of(thai) == 3


@pytest.fixture
def options(qtbot: QtBot) -> Options:
    made = Options("Summaries", wide=True)
    qtbot.addWidget(made)
    made.set_tokens(TOKENS)
    made.resize(500, 300)
    made.show_options([Option(1, "One <b>plain</b>"), Option(2, "Two " * 60), Option(3, "ثلاثة")])
    made.show()
    settle()
    return made


def test_options_are_chosen_by_digit_key_and_mouse(options: Options) -> None:
    told: list[int] = []
    options.chosen.connect(told.append)
    assert options.choose(2)
    assert not options.choose(7)
    QTest.mouseClick(options.buttons[3], Qt.MouseButton.LeftButton)
    QTest.keyClick(options.buttons[1], Qt.Key.Key_Return)
    QTest.keyClick(options.buttons[2], Qt.Key.Key_Space)
    assert told == [2, 3, 1, 2]
    assert [digit for digit, one in options.buttons.items() if one.isChecked()] == [2]


def test_a_judged_option_says_so_and_cannot_be_chosen(options: Options) -> None:
    options.judge(2, 1, {1: "It lacks: the carrier"})
    assert [one.verdict for one in options.buttons.values()] == [WRONG, RIGHT, ""]
    assert options.buttons[1].accessibleName() == "1 One <b>plain</b> · wrong · It lacks: the carrier"
    assert not options.choose(3)


def test_a_long_option_takes_the_lines_it_needs(options: Options) -> None:
    one, two = options.buttons[1], options.buttons[2]
    assert two.height() >= two.heightForWidth(two.width()) > one.heightForWidth(one.width()) * 2
    before = one.heightForWidth(500)
    one.judge(WRONG, "It lacks: the carrier")
    assert one.heightForWidth(500) > before


def test_others_take_the_place_of_the_former(options: Options) -> None:
    options.judge(1, 1)
    options.show_options([Option(1, "New")])
    settle()
    assert options.choose(1)
    assert list(options.buttons) == [1]


def test_the_ring_fills_up_and_tells_what_is_over(qtbot: QtBot) -> None:
    ring = Ring()
    qtbot.addWidget(ring)
    ring.set_tokens(TOKENS)
    ring.resize(ring.sizeHint())
    looks = []
    for share in (0.25, 0.75, 1.0, 1.8):
        ring.show_share(share, "5.0", f"{share}")
        looks.append(ring.grab().toImage())
    assert all(one != other for one, other in pairwise(looks))
    right, left = ring.width() - 4, 4
    assert looks[0].pixelColor(right, ring.height() // 2 - 8).name() == TOKENS.accent.name()
    assert looks[0].pixelColor(left, ring.height() // 2).name() == TOKENS.line.name()
    assert looks[3].pixelColor(right, ring.height() // 2 - 8).name() == TOKENS.medium.name()


def test_the_curve_has_full_points_for_right_and_hollow_ones_for_wrong(qtbot: QtBot) -> None:
    curve = SessionCurve()
    qtbot.addWidget(curve)
    curve.set_tokens(TOKENS)
    curve.resize(500, 170)
    curve.show_points([CurvePoint(6, True)], 8, "goal 8 s", "6 s")
    right = curve.grab().toImage()
    curve.show_points([CurvePoint(6, False)], 8, "goal 8 s", "6 s")
    assert curve.grab().toImage() != right
    assert curve.accessibleName() == "6 s"
    curve.show_points([CurvePoint(600, False)] * 40, 8, "goal 8 s", "")
    assert not curve.grab().isNull()
