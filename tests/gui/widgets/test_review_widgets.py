"""Widgets of the weekly review: messages are plain text that runs its own way, turns speak, lists tell keys (M-1)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from widgets.item_list import Item
from widgets.review.conversations import Conversations
from widgets.review.transcript import Transcript
from widgets.review.turn_line import TurnLine
from widgets.review.values import Spoken, Stop, TurnRow

HOSTILE = '<b>bold</b> <img src="http://a.example/x.png"> &amp;'
ARABIC, THAI = "هل الدفع ببطاقة أخرى متاح؟", "พัสดุมาช้าอีกแล้ว"


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    made = Transcript()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


@pytest.fixture
def turns(qtbot: QtBot) -> TurnLine:
    made = TurnLine()
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    rows = [TurnRow(stop, f"{number}:00", f"words {number}", THAI, f"m{number}") for number, stop in enumerate(Stop)]
    made.show_rows(rows)
    return made


def directions(shown: Transcript) -> dict[str, Qt.LayoutDirection]:
    found, block = {}, shown.document().begin()
    while block.isValid():
        found[block.text()] = block.textDirection()
        block = block.next()
    return found


def test_what_somebody_wrote_is_never_taken_for_markup(transcript: Transcript) -> None:
    transcript.show_lines([Spoken("1", HOSTILE, HOSTILE)])
    assert transcript.toPlainText() == f"{HOSTILE}\n{HOSTILE}"


def test_each_paragraph_runs_as_its_words_do(transcript: Transcript) -> None:
    transcript.show_lines([Spoken("1", "head", f"{ARABIC}\n{THAI}")])
    found = directions(transcript)
    assert found[ARABIC] is Qt.LayoutDirection.RightToLeft
    assert found[THAI] is found["head"] is Qt.LayoutDirection.LeftToRight


def test_the_message_that_is_meant_comes_into_view_and_is_marked(transcript: Transcript) -> None:
    lines = [Spoken(str(number), f"head {number}", "two\nlines") for number in range(60)]
    transcript.show_lines(lines, "40")
    assert transcript.at == "40"
    assert transcript.viewport().rect().contains(transcript.cursorRect().center())
    marked = [selection.cursor.block().text() for selection in transcript.extraSelections()]
    assert marked == ["head 40", "two", "lines"]
    transcript.show_message("not here")
    assert (transcript.at, transcript.extraSelections()) == ("", [])


def test_nothing_in_it_can_be_changed(transcript: Transcript) -> None:
    transcript.show_lines([Spoken("1", "head", "words")])
    QTest.keyClicks(transcript, "typed")
    assert transcript.toPlainText() == "head\nwords"


def test_a_turn_says_all_of_it_to_who_cannot_see_its_shape(turns: TurnLine) -> None:
    spoken = [turns.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert spoken == [f"{number}:00, words {number}, {THAI}" for number in range(4)]


def test_arrows_choose_a_turn_and_enter_opens_it(turns: TurnLine, qtbot: QtBot) -> None:
    assert turns.current == "m0"
    with qtbot.waitSignal(turns.chosen) as chosen:
        QTest.keyClick(turns, Qt.Key.Key_Down)
    with qtbot.waitSignal(turns.opened) as opened:
        QTest.keyClick(turns, Qt.Key.Key_Return)
    assert chosen.args == opened.args == ["m1"]


def test_a_step_beyond_the_ends_stays(turns: TurnLine) -> None:
    turns.step(-1)
    assert turns.current == "m0"
    for _time in range(9):
        turns.step(1)
    assert turns.current == "m3"


def test_other_rows_are_shown_without_telling_of_a_choice(turns: TurnLine) -> None:
    told: list[str] = []
    turns.chosen.connect(told.append)
    turns.show_rows([TurnRow(Stop.LOST, "1:00", "a long wait", "", "other")])
    assert (turns.current, told) == ("other", [])


@pytest.mark.parametrize(
    ("key", "deed"),
    [
        (Qt.Key.Key_1, "exemplary"),
        (Qt.Key.Key_C, "comment"),
        (Qt.Key.Key_Return, "open"),
        (Qt.Key.Key_Right, "next_turn"),
    ],
)
def test_keys_of_the_list_mean_something_only_without_modifiers(qtbot: QtBot, key: Qt.Key, deed: str) -> None:
    told: list[str] = []
    shown = Conversations()
    qtbot.addWidget(shown)
    shown.show()
    shown.deed.connect(told.append)
    QTest.keyClick(shown, key)
    shown.show_items([Item("a", "A", "", ""), Item("b", "B", "", "")])
    QTest.keyClick(shown, key, Qt.KeyboardModifier.ControlModifier)
    assert told == []
    QTest.keyClick(shown, key)
    assert told == [deed]
