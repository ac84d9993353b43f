"""The message of a drill in every script: where its words stand, how keys move among them, when it was painted."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.words import best_spans
from tests.gui.widgets.conftest import settle
from widgets.drill.laid import joined, paintable, runs
from widgets.drill.marks import TextReview
from widgets.drill.text import DrillText
from widgets.tokens import load_tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")
Key = Qt.Key
ENGLISH = "Hi, I paid twice for order #A-2217 last night and the app still says payment failed."
THAI = "สั่งไปตั้งแต่วันจันทร์ แต่พัสดุยังไม่มาเลย ช่วยเช็คหน่อยค่ะ"
CHINESE = "你好,我昨天付了两次款,银行显示扣了两笔。"
ARABIC = "السلام عليكم، طلبت عباية رقم الطلب SA-30418 ولم تصل الشحنة"
Shown = Callable[[str], DrillText]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Puts a text on screen, 560 wide."""

    def make(text: str) -> DrillText:
        widget = DrillText(markable=True)
        qtbot.addWidget(widget)
        widget.set_tokens(load_tokens("light"))
        widget.resize(560, 220)
        widget.show_text(text, best_spans()(text))
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        widget.setFocus()
        settle()
        return widget

    return make


def press(widget: DrillText, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(widget, key, held)


@pytest.mark.parametrize("text", [ENGLISH, THAI, CHINESE, ARABIC, "ok 👍🏽 done 😀 #12", "a\r\nb\rc\u2029d e"])
def test_every_word_has_its_box_and_is_found_there(shown: Shown, text: str) -> None:
    widget = shown(text)
    assert widget.words
    for number, boxes in enumerate(widget.laid.boxes):
        assert boxes, widget.text[slice(*widget.words[number])]
        assert widget.laid.word_at(boxes[0].center()) == number
    for one, other in pairwise(widget.laid.boxes):
        assert not one[-1].adjusted(0.5, 0, -0.5, 0).intersects(other[0].adjusted(0.5, 0, -0.5, 0))


@pytest.mark.parametrize(
    ("text", "forth"),
    [(ENGLISH, Key.Key_Right), (THAI, Key.Key_Right), (CHINESE, Key.Key_Right)],
)
def test_arrows_go_through_all_words_in_their_order(shown: Shown, text: str, forth: Qt.Key) -> None:
    widget = shown(text)
    seen = [widget.at]
    for _word in widget.words[1:]:
        press(widget, forth)
        seen.append(widget.at)
    assert seen == list(range(len(widget.words)))
    press(widget, forth)
    assert widget.at == len(widget.words) - 1, "it stays at the end"


def test_in_arabic_the_cursor_goes_where_the_arrow_points(shown: Shown) -> None:
    widget = shown(ARABIC)
    assert widget.laid.rtl
    for _step in range(len(widget.words) - 1):
        before = widget.at
        assert before is not None
        press(widget, Key.Key_Left)
        assert widget.at is not None
        one, other = widget.laid.boxes[before][0], widget.laid.boxes[widget.at][0]
        assert other.center().x() < one.center().x() or other.top() > one.top()
    press(widget, Key.Key_Home, held=Qt.KeyboardModifier.ControlModifier)
    assert widget.at == 0
    press(widget, Key.Key_Right)
    assert widget.at == 0


def test_up_and_down_keep_the_column(shown: Shown) -> None:
    widget = shown(ENGLISH * 4)
    assert len(widget.laid.rows) > 3
    press(widget, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    start = widget.at
    assert start is not None
    press(widget, Key.Key_Down)
    assert widget.at in widget.laid.rows[1]
    x = widget.laid.boxes[start][0].center().x()
    box = widget.laid.boxes[widget.at or 0][0]
    assert box.left() - 40 < x < box.right() + 40
    press(widget, Key.Key_Up, Key.Key_Up)
    assert widget.at in widget.laid.rows[0]
    press(widget, Key.Key_End)
    assert widget.at == widget.laid.rows[0][-1]
    press(widget, Key.Key_Home)
    assert widget.at == 0


def test_a_word_that_breaks_over_two_lines_is_one_word(shown: Shown) -> None:
    widget = shown("see https://shop.example/" + "a" * 120 + " please")
    number = max(range(len(widget.words)), key=lambda one: widget.words[one][1] - widget.words[one][0])
    boxes = widget.laid.boxes[number]
    assert len(boxes) > 1
    assert {widget.laid.word_at(box.center()) for box in boxes} == {number}
    press(widget, *[Key.Key_Right] * number, Key.Key_Space)
    assert widget.chosen == {number}


def test_marking_is_said_and_shown(shown: Shown) -> None:
    widget = shown(ENGLISH)
    told = QSignalSpy(widget.marked)
    plain = widget.grab().toImage()
    press(widget, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert widget.accessibleName() == "Message: twice"
    press(widget, Key.Key_Return)
    assert told.count() == 1
    assert widget.chosen == {3}
    assert widget.accessibleName() == "Message: twice, marked"
    assert widget.accessibleDescription() == ENGLISH
    assert widget.grab().toImage() != plain


def test_the_review_is_told_by_shapes(shown: Shown) -> None:
    widget = shown(ENGLISH)
    looks = []
    for review in (
        TextReview(),
        TextReview(found=[(11, 16)]),
        TextReview(missed=[(11, 16)]),
        TextReview(fine=[(11, 16)]),
        TextReview(stray=[3]),
    ):
        widget.show_review(review)
        looks.append(widget.grab().toImage().convertToFormat(widget.grab().toImage().Format.Format_Grayscale8))
    assert all(one != other for number, one in enumerate(looks) for other in looks[number + 1 :])
    press(widget, Key.Key_Space)
    assert not widget.chosen, "nothing is marked any more"


def test_painted_is_told_once_a_time_on_screen(shown: Shown) -> None:
    widget = shown(ENGLISH)
    told = QSignalSpy(widget.painted)
    widget.viewport().update()
    settle()
    assert told.count() == 0, "it was on screen already"
    widget.show_text(THAI, ())
    assert told.count() == 0, "not before the frame"
    settle()
    assert told.count() == 1
    widget.hide()
    settle()
    widget.show()
    settle()
    assert told.count() == 2
    widget.hide()
    widget.show_text(ENGLISH, ())
    settle()
    assert told.count() == 2, "nobody sees it"


def test_a_long_message_scrolls_and_the_cursor_stays_in_view(shown: Shown) -> None:
    widget = shown(ENGLISH * 12)
    bar = widget.verticalScrollBar()
    assert bar.maximum() > 0
    press(widget, Key.Key_End, held=Qt.KeyboardModifier.ControlModifier)
    assert widget.at == len(widget.words) - 1
    assert widget.viewport().rect().contains(widget.word_point(widget.at))
    press(widget, Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    widget.show_text(ENGLISH, best_spans()(ENGLISH))
    settle()
    assert (bar.value(), bar.maximum()) == (0, 0)


def test_a_text_gets_no_bar_for_a_line_that_only_the_bar_would_make(shown: Shown) -> None:
    widget = shown(ENGLISH * 3)
    widget.resize(560, widget.heightForWidth(560) - 40)
    settle()
    assert widget.verticalScrollBar().isVisible()
    for width in range(420, 560, 7):
        widget.resize(width, 60)
        settle()
        widget.resize(width, widget.heightForWidth(width))
        settle()
        assert not widget.verticalScrollBar().isVisible(), width


def test_a_text_that_cannot_be_marked_scrolls_by_arrows(shown: Shown) -> None:
    widget = shown(ENGLISH * 12)
    widget.markable = False
    widget.show_text(ENGLISH * 12, ())
    settle()
    press(widget, Key.Key_Down)
    assert widget.verticalScrollBar().value() > 0
    assert widget.accessibleName() == "Message"


def test_hostile_text_stays_text_and_keeps_every_place() -> None:
    text = "<b>hi</b>\u202egnp\x00\r\n\ud800 x\u2066"
    shown_text = paintable(text)
    assert len(shown_text) == len(text)
    assert shown_text.startswith("<b>hi</b>")
    assert not {"\u202e", "\x00", "\r", "\n", "\ud800"} & set(shown_text)


def test_a_message_without_words_can_be_answered_all_the_same(shown: Shown) -> None:
    widget = shown("!!! ???")
    assert widget.at is None
    press(widget, Key.Key_Right, Key.Key_Space)
    assert not widget.chosen


def test_neighbours_share_a_box(shown: Shown) -> None:
    widget = shown(ENGLISH)
    assert runs((1, 2, 3, 5)) == ((1, 2, 3), (5,))
    (one,) = joined([box for word in (1, 2, 3) for box in widget.laid.boxes[word]])
    assert one.left() == widget.laid.boxes[1][0].left()
    assert one.right() == widget.laid.boxes[3][0].right()
    assert widget.laid.word_at(QPointF(-50, 5)) is None
