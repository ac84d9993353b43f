"""The palette of quick replies: when it opens, what its keys do, and that the text is never in its way."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.widgets.conftest import settle
from tests.gui.widgets.reply_stage import CONTROL, SHIFT, TEXTS, Book, Writer
from widgets.composer.reply_values import NoReplies
from widgets.tokens import load_tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("before", ["", "hello ", "(", "你好，", "مرحبا، ", "one\n", "“", "🙂", "❤️", "Hi, "])
def test_a_slash_at_the_start_of_a_word_opens_it(writer: Writer, before: str) -> None:
    writer.composer.insert_text(before)
    writer.write("/")
    assert writer.shown == list(TEXTS)
    assert writer.chosen == "apology-screen"
    assert writer.text == f"{before}/"


@pytest.mark.parametrize(
    "before", ["https:", "https:/", "24", "and", "http://x.com", "和", "مع", "a.", "../..", "%", "#"]
)
def test_a_slash_inside_a_word_an_address_or_a_date_is_a_slash(writer: Writer, before: str) -> None:
    writer.composer.insert_text(before)
    writer.write("/")
    assert not writer.quick.open
    assert writer.text == f"{before}/"


def test_two_slashes_are_one_and_close(writer: Writer) -> None:
    writer.write("//")
    assert (writer.text, writer.quick.open) == ("/", False)
    writer.write("track")
    assert (writer.text, writer.quick.open) == ("/track", False)


def test_typing_filters_and_taking_back_widens(writer: Writer) -> None:
    writer.write("/ret")
    assert writer.shown == ["return-steps", "returns-late"]
    writer.press(Qt.Key.Key_Backspace)
    writer.press(Qt.Key.Key_Backspace)
    assert writer.shown == ["apology-screen", "return-steps", "returns-late", "track"]
    writer.press(Qt.Key.Key_Backspace)
    writer.press(Qt.Key.Key_Backspace)
    assert (writer.text, writer.quick.open) == ("", False)


def test_arrows_and_ends_choose_and_stop(writer: Writer) -> None:
    keys = list(TEXTS)
    writer.write("/")
    steps = (
        (Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1), (Qt.Key.Key_End, len(keys) - 1),
        (Qt.Key.Key_Down, len(keys) - 1), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Up, 0), (Qt.Key.Key_PageDown, 4),
        (Qt.Key.Key_PageUp, 0),
    )  # fmt: skip
    for key, row in steps:
        writer.press(key)
        assert writer.chosen == keys[row], key
    assert (writer.text, writer.caret()) == ("/", 1)


def test_enter_inserts_in_place_of_the_query_and_one_undo_brings_it_back(writer: Writer) -> None:
    writer.write("Hello /ret")
    writer.press(Qt.Key.Key_Return)
    assert writer.text == f"Hello {TEXTS['return-steps']}"
    assert writer.caret() == len(writer.text)
    assert writer.told == [("inserted", "return-steps", False)]
    assert (writer.sent, writer.quick.open) == ([], False)
    writer.press(Qt.Key.Key_Z, CONTROL)
    assert writer.text == "Hello /ret"
    writer.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert writer.text == f"Hello {TEXTS['return-steps']}"


def test_what_stands_behind_the_caret_stays(writer: Writer) -> None:
    writer.composer.insert_text("🙂 before  behind")
    for _step in range(len(" behind")):
        writer.press(Qt.Key.Key_Left)
    writer.write("/late")
    writer.press(Qt.Key.Key_Return)
    assert writer.text == f"🙂 before {TEXTS['returns-late']} behind"


@pytest.mark.parametrize("enter_sends", [False, True])
def test_control_enter_inserts_and_sends(writer: Writer, enter_sends: bool) -> None:
    writer.composer.set_enter_sends(enter_sends)
    writer.write("/ret")
    writer.press(Qt.Key.Key_Return, CONTROL)
    assert writer.sent == [TEXTS["return-steps"]]


def test_control_enter_with_a_gap_left_inserts_and_says_why(writer: Writer) -> None:
    writer.write("/apo")
    writer.press(Qt.Key.Key_Return, CONTROL)
    assert writer.sent == []
    assert writer.text == TEXTS["apology-screen"]
    assert writer.selected == "⟦order number⟧"
    assert "order number" in writer.composer.notice.text()
    assert writer.composer.notice.isVisible()


def test_control_enter_where_nothing_may_be_sent_inserts_only(writer: Writer) -> None:
    writer.composer.set_blocked("Not now.")
    writer.write("/ret")
    writer.press(Qt.Key.Key_Return, CONTROL)
    assert (writer.sent, writer.text) == ([], TEXTS["return-steps"])
    assert writer.composer.notice.text() == "Not now."


def test_a_reply_with_files_waits_for_them_before_it_is_sent(writer: Writer) -> None:
    writer.book.files["return-steps"] = ("label.pdf",)
    writer.write("/ret")
    writer.press(Qt.Key.Key_Return, CONTROL)
    assert (writer.sent, writer.told) == ([], [("inserted", "return-steps", True)])


def test_tab_inserts_and_goes_to_the_first_gap(writer: Writer) -> None:
    writer.composer.insert_text("⟦name⟧, ")
    writer.write("/apo")
    writer.press(Qt.Key.Key_Tab)
    assert writer.selected == "⟦order number⟧"
    writer.write("48213")
    writer.press(Qt.Key.Key_Tab)
    assert writer.selected == "⟦day⟧"


@pytest.mark.parametrize("enter_sends", [False, True])
def test_enter_while_nothing_is_found_closes_and_neither_sends_nor_breaks_the_line(
    writer: Writer, enter_sends: bool
) -> None:
    writer.composer.set_enter_sends(enter_sends)
    writer.write("/zzz")
    assert writer.quick.palette.nothing.isVisible()
    assert "zzz" in writer.quick.palette.nothing.label.text()
    writer.press(Qt.Key.Key_Return)
    assert (writer.text, writer.sent, writer.quick.open) == ("/zzz", [], False)


def test_nothing_found_offers_to_save_and_to_edit_by_keys_alone(writer: Writer) -> None:
    writer.write("/zzz")
    writer.press(Qt.Key.Key_Tab)
    assert writer.quick.palette.nothing.has_keys
    writer.press(Qt.Key.Key_Escape)
    assert (writer.quick.open, writer.composer.edit.hasFocus(), writer.text) == (False, True, "/zzz")
    writer.press(Qt.Key.Key_Backspace)
    writer.quick.open_here()
    writer.press(Qt.Key.Key_Tab)
    writer.press(Qt.Key.Key_Return)
    assert writer.told == [("save", "zz")]
    writer.quick.open_here()
    QTest.mouseClick(writer.quick.palette.nothing.edit, Qt.MouseButton.LeftButton)
    assert writer.told[1:] == [("edit",)]
    assert writer.composer.edit.hasFocus()


def test_escape_closes_and_leaves_the_text(writer: Writer) -> None:
    writer.write("/ret")
    writer.press(Qt.Key.Key_Escape)
    assert (writer.text, writer.quick.open) == ("/ret", False)
    writer.write("urn")
    assert not writer.quick.open


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Return])
def test_going_elsewhere_in_the_text_closes(writer: Writer, key: Qt.Key) -> None:
    writer.write("/ret")
    writer.press(key, SHIFT)
    assert not writer.quick.open


def test_a_sentence_that_only_begins_with_a_slash_is_not_in_its_way(writer: Writer) -> None:
    writer.write("/return to sender")
    assert not writer.quick.open
    writer.press(Qt.Key.Key_Return)
    assert writer.text == "/return to sender\n"
    writer.write("/ that is")
    assert not writer.quick.open


def compose(writer: Writer, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(writer.composer.edit, event)


def test_a_slash_among_an_input_methods_candidates_opens_nothing(writer: Writer) -> None:
    compose(writer, "/ap")
    assert not writer.quick.open
    writer.press(Qt.Key.Key_Return)
    assert (writer.text, writer.sent) == ("", [])
    compose(writer, "", "/ap")
    assert (writer.text, writer.quick.open) == ("/ap", False)


def test_what_an_input_method_confirms_filters_and_its_enter_takes_nothing(writer: Writer) -> None:
    writer.book.texts["退款"] = "退款步骤"
    writer.write("/")
    compose(writer, "tui")
    writer.press(Qt.Key.Key_Down)
    writer.press(Qt.Key.Key_Return)
    assert (writer.quick.open, writer.chosen) == (True, "apology-screen")
    compose(writer, "", "退")
    assert writer.shown == ["退款"]
    writer.press(Qt.Key.Key_Return)
    assert writer.text == "/退", "the Enter of the candidate"
    settle()
    writer.press(Qt.Key.Key_Return)
    assert writer.text == "退款步骤"


def test_in_a_note_it_opens_only_when_asked(writer: Writer) -> None:
    writer.composer.set_note(True)
    writer.write("/ret")
    assert not writer.quick.open
    writer.quick.open_here()
    assert writer.shown == ["return-steps", "returns-late"]
    writer.press(Qt.Key.Key_Return)
    assert writer.text == TEXTS["return-steps"]


def test_by_the_button_it_opens_at_the_caret_without_a_slash(writer: Writer) -> None:
    writer.write("Hello ")
    QTest.mouseClick(writer.composer.foot.quick_button, Qt.MouseButton.LeftButton)
    assert writer.shown == list(TEXTS)
    writer.write("track")
    assert writer.text == "Hello track"
    writer.press(Qt.Key.Key_Return)
    assert writer.text == f"Hello {TEXTS['track']}"


def test_a_click_takes_the_line(writer: Writer) -> None:
    writer.write("/")
    shown = writer.quick.palette.list
    point = shown.visualRect(writer.quick.palette.model.index(1)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, point.y()))
    assert writer.text == TEXTS["return-steps"]
    assert writer.composer.edit.hasFocus()


def test_another_thread_closes_it(writer: Writer) -> None:
    writer.write("/")
    writer.composer.set_draft(None)
    assert not writer.quick.open


def test_other_replies_come_in_while_it_is_open_and_the_chosen_one_stays(writer: Writer) -> None:
    writer.write("/ret")
    writer.press(Qt.Key.Key_Down)
    book = Book({"a-return": "new", **TEXTS})
    writer.quick.set_book(book)
    assert writer.shown == ["a-return", "return-steps", "returns-late"]
    assert writer.chosen == "returns-late"


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.NoModifier, CONTROL])
def test_an_enter_before_the_replies_are_read_takes_nothing_and_sends_nothing(
    writer: Writer, keys: Qt.KeyboardModifier
) -> None:
    writer.quick.set_book(NoReplies())
    writer.write("/ret")
    writer.press(Qt.Key.Key_Return, keys)
    assert (writer.text, writer.sent, writer.quick.open) == ("/ret", [], True)
    writer.quick.set_book(Book(TEXTS))
    writer.press(Qt.Key.Key_Return)
    assert writer.text == TEXTS["return-steps"]


def test_a_slow_book_is_asked_on_the_next_turn_and_once_for_many_letters(writer: Writer) -> None:
    writer.quick.at_once_ms = -1
    writer.write("/")
    asked = len(writer.book.asked)
    writer.write("tra")
    assert (writer.text, len(writer.book.asked)) == ("/tra", asked), "typing does not wait"
    settle()
    assert writer.book.asked[asked:] == ["tra"]
    assert writer.shown == ["track"]
    writer.write("x")
    writer.press(Qt.Key.Key_Backspace)
    writer.press(Qt.Key.Key_Return)
    assert writer.text == TEXTS["track"], "Enter means what is written, not what is still on screen"
    settle()
    assert not writer.quick.open


def test_hostile_text_is_shown_and_inserted_as_it_is(writer: Writer) -> None:
    writer.write("/hostile")
    assert writer.quick.palette.model.text(0) == TEXTS["hostile"]
    assert TEXTS["hostile"] in writer.quick.palette.preview.accessibleName()
    writer.press(Qt.Key.Key_Return)
    assert writer.text == TEXTS["hostile"]


def test_the_screen_reader_hears_the_current_line(writer: Writer) -> None:
    def said() -> str:
        face = QAccessible.queryAccessibleInterface(writer.composer.edit)
        return face.text(QAccessible.Text.Description)

    writer.write("/ret")
    assert said().startswith("return-steps, ")
    assert "fits high" in said()
    writer.press(Qt.Key.Key_Down)
    assert said().startswith("returns-late, ")
    writer.write("zz")
    assert "retzz" in said()
    writer.press(Qt.Key.Key_Escape)
    assert said() == ""
    names = [QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name) for w in named(writer)]
    assert all(names)


def named(writer: Writer) -> list[QWidget]:
    palette = writer.quick.palette
    return [
        palette.list,
        palette.nothing.save,
        palette.nothing.edit,
        palette.foot.edit,
        writer.composer.foot.quick_button,
    ]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_it_stands_right_over_the_composer_and_mirrors(writer: Writer, direction: Qt.LayoutDirection) -> None:
    writer.host.setLayoutDirection(direction)
    settle()
    writer.write("/")
    settle()
    palette, composer = writer.quick.palette, writer.composer
    assert palette.geometry().bottom() < composer.geometry().top()
    assert palette.geometry().top() >= 0
    assert palette.geometry().center().x() == composer.geometry().center().x()
    image = palette.list.viewport().grab().toImage()
    accent, wide = load_tokens("light").accent.rgb(), image.width()
    at_left = any(image.pixel(x, y) == accent for x in range(130) for y in range(34))
    at_right = any(image.pixel(x, y) == accent for x in range(wide - 130, wide) for y in range(34))
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    assert (at_left, at_right) == (not mirrored, mirrored), "the shortcut stands where lines begin"


def test_it_keeps_its_place_when_the_composer_moves(writer: Writer) -> None:
    writer.write("/")
    writer.host.resize(560, 480)
    settle()
    palette, composer = writer.quick.palette, writer.composer
    assert palette.geometry().bottom() < composer.geometry().top()
    assert palette.geometry().center().x() == composer.geometry().center().x()


def test_five_thousand_replies(writer: Writer) -> None:
    many = Book({f"reply-{number:04}": f"Text of number {number}" for number in range(5000)})
    writer.quick.set_book(many)
    tester = QAbstractItemModelTester(
        writer.quick.palette.model, QAbstractItemModelTester.FailureReportingMode.Fatal, writer.host
    )
    writer.write("/reply-4")
    assert len(writer.shown) == 1000
    writer.press(Qt.Key.Key_End)
    assert writer.chosen == "reply-4999"
    writer.write("242")
    assert writer.shown == ["reply-4242"]
    writer.press(Qt.Key.Key_Return)
    assert writer.text == "Text of number 4242"
    tester.deleteLater()
