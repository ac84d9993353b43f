"""Gaps in the composer, and phrases that expand: what is missing is seen, visited, replaced, and never sent."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.widgets.reply_stage import CONTROL, SHIFT, TEXTS, Writer
from tests.gui.widgets.test_composer import Draft
from widgets.tokens import load_tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TWO = "🚚 您好 ⟦order number⟧, it comes ⟦day⟧."


def test_tab_visits_the_gaps_round_and_shift_tab_back(writer: Writer) -> None:
    writer.composer.insert_text(TWO)
    seen = []
    for modifiers in (Qt.KeyboardModifier.NoModifier,) * 3 + (SHIFT,) * 2:
        writer.press(Qt.Key.Key_Tab if not modifiers else Qt.Key.Key_Backtab, modifiers)
        seen.append(writer.selected)
    first, second = "⟦order number⟧", "⟦day⟧"
    assert seen == [first, second, first, second, first]


def test_what_is_typed_replaces_the_gap_and_the_last_one_lets_tab_go(writer: Writer) -> None:
    writer.composer.insert_text(TWO)
    writer.press(Qt.Key.Key_Tab)
    writer.write("48213")
    writer.press(Qt.Key.Key_Tab)
    writer.write("tomorrow")
    assert writer.text == "🚚 您好 48213, it comes tomorrow."
    assert writer.gaps == []
    writer.press(Qt.Key.Key_Tab)
    assert not writer.composer.edit.hasFocus()


def test_an_input_method_replaces_the_gap(writer: Writer) -> None:
    writer.composer.insert_text("在⟦day⟧到")
    writer.press(Qt.Key.Key_Tab)
    QApplication.sendEvent(writer.composer.edit, QInputMethodEvent("mingtian", []))
    commit = QInputMethodEvent("", [])
    commit.setCommitString("明天")
    QApplication.sendEvent(writer.composer.edit, commit)
    assert writer.text == "在明天到"


@pytest.mark.parametrize("text", [TWO, "half ⟦order number", "number⟧ left", "Hello {{ customer.name }}"])
def test_a_draft_with_a_gap_or_half_of_one_is_not_sent(writer: Writer, text: str) -> None:
    writer.composer.insert_text(text)
    writer.press(Qt.Key.Key_Return, CONTROL)
    assert writer.sent == []
    assert not writer.composer.foot.send_button.isEnabled()
    assert writer.composer.notice.isVisible()


def test_the_refusal_names_the_field_and_goes_when_it_is_filled(writer: Writer) -> None:
    writer.composer.insert_text("To ⟦order number⟧")
    assert "order number" in writer.composer.notice.text()
    writer.press(Qt.Key.Key_Tab)
    writer.write("1")
    assert not writer.composer.notice.isVisible()
    writer.press(Qt.Key.Key_Return, CONTROL)
    assert writer.sent == ["To 1"]


def test_a_note_may_keep_its_gaps(writer: Writer) -> None:
    writer.composer.set_note(True)
    writer.composer.insert_text(TWO)
    writer.press(Qt.Key.Key_Return, CONTROL)
    assert writer.sent == [TWO]


def test_gaps_of_a_kept_draft_are_gaps_again(writer: Writer) -> None:
    writer.composer.set_draft(Draft(TWO))
    assert not writer.composer.foot.send_button.isEnabled()
    writer.press(Qt.Key.Key_Tab)
    assert writer.selected == "⟦order number⟧"


def test_a_gap_is_seen(writer: Writer) -> None:
    ground = load_tokens("light").medium_soft.rgb()

    def marked() -> int:
        image = writer.composer.edit.viewport().grab().toImage()
        return sum(image.pixel(x, y) == ground for x in range(image.width()) for y in range(0, image.height(), 2))

    writer.composer.insert_text("To ")
    assert marked() == 0
    writer.composer.insert_text("⟦order number⟧ ")
    assert marked() > 100


def test_a_gap_is_one_thing_for_the_caret_and_for_erasing(writer: Writer) -> None:
    writer.composer.insert_text("a⟦day⟧b")
    writer.press(Qt.Key.Key_Left)
    writer.press(Qt.Key.Key_Left)
    assert writer.selected == "⟦day⟧", "the caret does not stand inside"
    writer.press(Qt.Key.Key_Right)
    writer.press(Qt.Key.Key_Backspace)
    assert writer.text == "ab"
    writer.press(Qt.Key.Key_Z, CONTROL)
    assert writer.text == "a⟦day⟧b"
    writer.press(Qt.Key.Key_Home)
    writer.press(Qt.Key.Key_Right)
    writer.press(Qt.Key.Key_Delete)
    assert writer.text == "ab"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ty ", TEXTS["return-steps"] + " "),
        ("ok ty.", "ok " + TEXTS["return-steps"] + "."),
        ("(TY)", "(" + TEXTS["return-steps"] + ")"),
        ("thank  you!", TEXTS["track"] + "!"),
        ("oh Thank you, ", "oh " + TEXTS["track"] + ", "),
        ("pretty ", "pretty "),
        ("ty", "ty"),
        ("/ty ", "/ty "),
        ("@ty ", "@ty "),
        ("x.ty/ty, ", "x.ty/ty, "),
    ],
)
def test_a_phrase_expands_when_it_stands_as_a_word(writer: Writer, typed: str, text: str) -> None:
    writer.write(typed)
    assert writer.text == text
    assert writer.caret() == len(text.encode("utf-16-le")) // 2


def test_enter_expands_nothing(writer: Writer) -> None:
    writer.write("ty")
    writer.press(Qt.Key.Key_Return)
    assert writer.text == "ty\n"


def test_one_undo_brings_back_what_was_typed_and_it_stays(writer: Writer) -> None:
    writer.write("so ty ")
    assert writer.told == [("expanded", "return-steps")]
    writer.press(Qt.Key.Key_Z, CONTROL)
    assert writer.text == "so ty "
    writer.write("and, ")
    assert writer.text == "so ty and, "


def test_a_phrase_confirmed_by_an_input_method_expands(writer: Writer) -> None:
    commit = QInputMethodEvent("", [])
    commit.setCommitString("多谢，")
    QApplication.sendEvent(writer.composer.edit, commit)
    assert writer.text == TEXTS["track"] + "，"


def test_nothing_expands_in_a_note_when_switched_off_or_pasted(writer: Writer) -> None:
    writer.composer.set_note(True)
    writer.write("ty ")
    writer.composer.set_note(False)
    data = QMimeData()
    data.setText("ty ")
    writer.composer.edit.insertFromMimeData(data)
    writer.quick.expanding = False
    writer.write("ty ")
    assert writer.text == "ty ty ty "


def test_a_gap_in_what_a_phrase_expanded_to_blocks_and_is_visited(writer: Writer) -> None:
    writer.book.phrases["sry"] = "apology-screen"
    writer.write("sry ")
    assert writer.gaps == ["order number", "day"]
    QTest.keyClick(writer.composer.edit, Qt.Key.Key_Tab)
    assert writer.selected == "⟦order number⟧"
