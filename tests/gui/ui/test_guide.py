"""The reply guide beside the composer: the card follows the draft, keys put it right, levels act when it is sent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.emotion.assessment import Tier
from domain.guidance.findings import CheckId, Level
from domain.guidance.rules import Rules
from domain.ids import MessageId, ThreadId
from domain.inbox import Folder
from domain.message import Author
from domain.thread import ThreadStatus
from domain.timeline import Entry
from tests.fakes.demo import NOW, World, demo, tid
from tests.fakes.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TIERS = {"wang": (Tier.HIGH, True, 9), "emma": (Tier.LOW, False, 28), "somchai": (Tier.MEDIUM, True, 30)}


def world() -> World:
    """Three who wait, each upset in another way; Emma writes English."""
    made = demo()
    for short, (tier, complaint, seconds) in TIERS.items():
        row, _folder = made.rows[tid(short)]
        card = made.cards[tid(short)]
        since, status = NOW - timedelta(seconds=seconds), ThreadStatus.OPEN
        thread = replace(card.thread, tier=tier, complaint=complaint, waiting_since=since, status=status)
        made.cards[tid(short)] = replace(card, thread=thread)
        made.rows[tid(short)] = (replace(row, waiting_since=since, status=status), Folder.MINE)
    return made


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    with Stage(world()).show() as made:
        made.open(tid("emma"))
        made.window.inbox.write()
        made.settle()
        yield made


def type_text(stage: Stage, text: str) -> None:
    QTest.keyClicks(stage.focus(), text)
    stage.settle()


def press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(stage.focus(), key, modifiers)
    stage.settle()


def text(stage: Stage) -> str:
    return stage.window.inbox.middle.composer.text


def sent(stage: Stage) -> list[str]:
    return [draft.text for draft in stage.services.sending.sent]


def steps(stage: Stage) -> dict[str, bool | None]:
    value = stage.window.inbox.side.guide.value
    return {line.key: line.done for line in (*value.structure, *value.steps)} if value else {}


def findings(stage: Stage) -> list[str]:
    value = stage.window.inbox.side.guide.value
    return [line.text.replace("\u2068", "").replace("\u2069", "") for line in value.findings] if value else []


def set_levels(stage: Stage, **levels: str) -> None:
    stage.services.guidance.rules = Rules(levels={CheckId(name): Level(level) for name, level in levels.items()})
    stage.window.inbox.guide.open(stage.window.inbox.thread_id)
    stage.settle()


def test_the_card_follows_the_draft(stage: Stage) -> None:
    card = stage.window.inbox.side.guide
    assert card.isVisible()
    assert card.chip.text() == "low · question"
    assert steps(stage) == {"fact": False, "solution": False, "call_to_action": False}
    type_text(stage, "Your parcel is on its way, you can follow it. Please send us numbers.")
    assert set(steps(stage).values()) == {True}
    assert card.value is not None
    assert card.value.words == "14 of 15-20"
    assert card.value.words_meter.tone == "accent"
    type_text(stage, " Or call")
    assert card.value.words_meter.tone == "ok"


def test_each_thread_has_its_own_guide_and_none_keeps_the_card_away(stage: Stage) -> None:
    type_text(stage, "impossible")
    assert findings(stage) == ["Avoid “impossible”"]
    stage.open(tid("wang"))
    assert stage.window.inbox.side.guide.chip.text() == "high · sharp complaint"
    assert findings(stage) == []
    assert list(steps(stage))[:3] == ["personal_address", "urgent_promise", "specialist"]
    stage.window.inbox.open_thread(None)
    stage.settle()
    assert not stage.window.inbox.side.guide.isVisible()
    stage.open(tid("emma"))


def test_it_is_calm_where_nobody_waits(stage: Stage) -> None:
    stage.open(tid("giulia"))
    card = stage.window.inbox.side.guide
    assert card.value is not None
    assert card.value.idle
    assert not card.clock_meter.isVisible()
    assert card.objectName() == "card"
    stage.window.inbox.write()
    type_text(stage, "Ciao")
    assert not card.value.idle
    assert list(steps(stage)) == ["fact", "solution", "call_to_action"], "without an assessment it is the low guide"


def test_the_clock_turns_warns_and_escalates(stage: Stage) -> None:
    card, desk = stage.window.inbox.side.guide, stage.window.inbox.guide
    assert "1:32 left" in card.time.text()
    assert card.objectName() == "card"
    for seconds, words, urgent in ((60, "only 0:32 left", False), (40, "0:08 over", True), (200, "3:28 over!", True)):
        stage.services.clock.forward(seconds)
        desk.turn()
        assert words in card.time.text()
        assert (card.objectName() == "cardUrgent") is urgent
    assert card.remark.isVisible()


def test_a_note_needs_no_guide(stage: Stage) -> None:
    type_text(stage, "impossible")
    press(stage, Qt.Key.Key_N, CONTROL | SHIFT)
    assert stage.window.inbox.side.guide.value is not None
    assert stage.window.inbox.side.guide.value.idle
    set_levels(stage, banned="block")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert sent(stage) == ["impossible"]


def test_the_fix_key_puts_things_right_one_after_the_other_and_undo_brings_them_back(stage: Stage) -> None:
    type_text(stage, "Please wait, it is not our responsibility.")
    before = text(stage)
    press(stage, Qt.Key.Key_Period, CONTROL)
    assert text(stage) == "Please give us 2 minutes to check, it is not our responsibility."
    press(stage, Qt.Key.Key_Period, CONTROL)
    assert text(stage) == "Please give us 2 minutes to check, it is we will help you check."
    press(stage, Qt.Key.Key_Z, CONTROL)
    press(stage, Qt.Key.Key_Z, CONTROL)
    assert text(stage) == before
    assert len(findings(stage)) >= 2


def test_f8_goes_from_finding_to_finding_and_selects_the_words(stage: Stage) -> None:
    stage.window.inbox.middle.composer.insert_text("😀 ")
    type_text(stage, "please wait, impossible!")
    press(stage, Qt.Key.Key_F8)
    edit = stage.window.inbox.middle.composer.edit
    assert edit.textCursor().selectedText() == "please wait"
    assert stage.window.inbox.side.guide.rows[0].why.isVisible()
    press(stage, Qt.Key.Key_F8)
    assert edit.textCursor().selectedText() == "impossible"
    press(stage, Qt.Key.Key_F8, SHIFT)
    assert edit.textCursor().selectedText() == "please wait"
    press(stage, Qt.Key.Key_Period, CONTROL)
    assert text(stage) == "😀 please give us 2 minutes to check, impossible!"


def test_a_click_on_the_fix_does_that_one(stage: Stage) -> None:
    type_text(stage, "Please wait. ETA!!!")
    row = next(row for row in stage.window.inbox.side.guide.rows if "exclamation" in row.words.text())
    row.fix.click()
    stage.settle()
    assert text(stage) == "Please wait. ETA!"


def test_sentences_for_what_is_missing_by_key_in_turn(stage: Stage) -> None:
    type_text(stage, "Hello")
    press(stage, Qt.Key.Key_I, CONTROL)
    assert text(stage) == "Hello Your order left us today."
    press(stage, Qt.Key.Key_I, CONTROL)
    assert text(stage) == "Hello Your parcel is on its way.", "pressed again, it is said in another way"
    type_text(stage, " ")
    press(stage, Qt.Key.Key_I, CONTROL)
    assert text(stage) == "Hello Your parcel is on its way. You can follow it here:"
    press(stage, Qt.Key.Key_Z, CONTROL)
    assert text(stage).endswith("way. ")


def test_a_click_on_a_missing_part_inserts_its_sentence_at_the_caret(stage: Stage) -> None:
    type_text(stage, "One. Two.")
    for _step in range(5):
        press(stage, Qt.Key.Key_Left)
    button = next(one for one in stage.window.inbox.side.guide.steps if one.line.key == "call_to_action")
    button.click()
    stage.settle()
    assert text(stage) == "One. Could you send us the order number? Two."
    assert steps(stage)["call_to_action"] is False, "it does not stand at the end"


def test_chinese_sentences_stand_without_blanks(stage: Stage) -> None:
    stage.open(tid("wang"))
    composer = stage.window.inbox.middle.composer
    stage.window.inbox.write()
    composer.insert_text("王小姐，抱歉。")
    stage.settle()
    press(stage, Qt.Key.Key_I, CONTROL)
    assert text(stage) == "王小姐，抱歉。我們會在1小時內回覆您。"


def test_hints_never_stand_in_the_way(stage: Stage) -> None:
    type_text(stage, "Impossible!!! Please wait.")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert sent(stage) == ["Impossible!!! Please wait."]
    assert findings(stage) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_confirm_asks_once_and_enter_sends(stage: Stage, key: Qt.Key) -> None:
    type_text(stage, "It is guaranteed.")
    press(stage, Qt.Key.Key_Return, CONTROL)
    bar = stage.window.inbox.middle.guide
    assert sent(stage) == []
    assert "promises too much" in bar.text()
    assert text(stage) == "It is guaranteed."
    press(stage, key)
    assert sent(stage) == ["It is guaranteed."]
    assert bar.text() == ""
    assert text(stage) == ""


def test_escape_goes_on_writing_and_so_does_the_next_letter(stage: Stage) -> None:
    bar = stage.window.inbox.middle.guide
    type_text(stage, "Guaranteed")
    press(stage, Qt.Key.Key_Return, CONTROL)
    press(stage, Qt.Key.Key_Escape)
    assert bar.text() == ""
    assert sent(stage) == []
    press(stage, Qt.Key.Key_Return)
    assert text(stage) == "Guaranteed\n", "Enter is a new line again"
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert bar.text()
    type_text(stage, "!")
    assert text(stage) == "Guaranteed\n!"
    assert bar.text() == ""


def test_the_same_keys_again_are_a_yes_and_other_words_are_asked_about_anew(stage: Stage) -> None:
    type_text(stage, "Guaranteed")
    press(stage, Qt.Key.Key_Return, CONTROL)
    type_text(stage, ", 100%")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert sent(stage) == []
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert sent(stage) == ["Guaranteed, 100%"]


def test_send_and_done_stays_send_and_done_when_it_was_asked(stage: Stage) -> None:
    type_text(stage, "Guaranteed")
    press(stage, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert sent(stage) == []
    press(stage, Qt.Key.Key_Return)
    assert sent(stage) == ["Guaranteed"]
    assert ("resolve", tid("emma")) in stage.services.inbox.calls


def test_an_input_methods_enter_is_no_yes(stage: Stage) -> None:
    type_text(stage, "Guaranteed")
    press(stage, Qt.Key.Key_Return, CONTROL)
    edit = stage.window.inbox.middle.composer.edit
    QApplication.sendEvent(edit, QInputMethodEvent("ni", []))
    press(stage, Qt.Key.Key_Return)
    assert sent(stage) == []


def test_block_refuses_in_words_and_lets_one_write(stage: Stage) -> None:
    set_levels(stage, banned="block")
    type_text(stage, "Impossible")
    for _try in range(2):
        press(stage, Qt.Key.Key_Return, CONTROL)
        assert sent(stage) == []
    assert "Impossible" in stage.window.inbox.middle.guide.text()
    assert not stage.window.inbox.middle.guide.send.isVisible()
    press(stage, Qt.Key.Key_Return)
    assert text(stage) == "Impossible\n", "nothing to say yes to"
    for _letter in range(11):
        press(stage, Qt.Key.Key_Backspace)
    type_text(stage, "Possible")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert sent(stage) == ["Possible"]


def test_the_button_asks_as_the_keys_do_and_off_is_off(stage: Stage) -> None:
    type_text(stage, "Guaranteed")
    QTest.mouseClick(stage.window.inbox.middle.composer.foot.send_button, Qt.MouseButton.LeftButton)
    stage.settle()
    assert sent(stage) == []
    stage.window.inbox.middle.guide.send.click()
    stage.settle()
    assert sent(stage) == ["Guaranteed"]
    set_levels(stage, overpromise="off")
    stage.window.inbox.write()
    type_text(stage, "Guaranteed")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert sent(stage) == ["Guaranteed", "Guaranteed"]


def long_text(stage: Stage, lines: int = 4) -> None:
    for number in range(lines):
        type_text(stage, f"Line {number}.")
        if number + 1 < lines:
            press(stage, Qt.Key.Key_Return)


def test_a_long_reply_goes_in_parts_and_all_of_them_come_back(stage: Stage) -> None:
    stage.services.settings.undo_seconds = 5
    long_text(stage)
    assert "4 lines, at most 3" in findings(stage)
    whole = text(stage)
    press(stage, Qt.Key.Key_M, CONTROL | SHIFT)
    assert stage.services.sending.pieces == [("Line 0.\nLine 1.\nLine 2.", "Line 3.")]
    assert text(stage) == ""
    press(stage, Qt.Key.Key_Backspace, CONTROL | SHIFT)
    assert text(stage) == whole
    shown = [entry.message.text for entry in stage.services.world.entries[tid("emma")]]
    assert "Line 3." not in shown


def test_parts_are_asked_about_like_any_reply_and_stay_parts(stage: Stage) -> None:
    set_levels(stage, fragments="block", overpromise="confirm")
    long_text(stage)
    type_text(stage, " Guaranteed.")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert sent(stage) == [], "in one piece it is refused"
    press(stage, Qt.Key.Key_M, CONTROL | SHIFT)
    assert sent(stage) == []
    assert "too much" in stage.window.inbox.middle.guide.text()
    press(stage, Qt.Key.Key_Return)
    assert len(stage.services.sending.pieces[0]) == 2


def say(stage: Stage, thread_id: ThreadId, count: int) -> None:
    """So many of our messages behind the customer's last."""
    held = stage.services.world.entries[thread_id]
    theirs = next(entry for entry in reversed(held) if entry.message.author is Author.CUSTOMER)
    for number in range(count):
        position = stage.services.world.next_position()
        message = replace(theirs.message, id=MessageId(f"ours-{number}"), author=Author.AGENT, position=position)
        stage.services.world.add(Entry(message))


def test_the_fourth_message_in_a_row_is_asked_about(stage: Stage) -> None:
    say(stage, tid("emma"), 3)
    stage.window.inbox.guide.open(tid("emma"))
    stage.settle()
    type_text(stage, "And one more")
    assert "4 messages in a row, at most 3" in findings(stage)
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert sent(stage) == []
    press(stage, Qt.Key.Key_Escape)
    assert text(stage) == "And one more"


def test_the_draft_is_read_once_for_many_keys_and_never_while_a_key_is_handled(stage: Stage) -> None:
    stage.services.guidance.reviews.clear()
    QTest.keyClicks(stage.focus(), "hello there")
    stage.settle()
    reviews = stage.services.guidance.reviews
    assert reviews[-1] == "hello there"
    assert len(reviews) <= len("hello there")
    edit = stage.window.inbox.middle.composer.edit
    count = len(reviews)
    edit.insertPlainText(" a")
    edit.insertPlainText(" b")
    assert len(reviews) == count, "reading waits for the loop"
    stage.settle()
    assert reviews[count:] == ["hello there a b"]


def test_everything_on_the_card_has_a_name(stage: Stage) -> None:
    type_text(stage, "Please wait")
    card = stage.window.inbox.side.guide
    for button in (*card.structure, *card.steps):
        assert not button.isVisible() or button.accessibleName()
    assert card.rows[0].fix.accessibleName().startswith("Write")


def test_what_the_agent_sees_is_in_the_order_of_the_card(stage: Stage) -> None:
    stage.open(tid("somchai"))
    assert list(steps(stage)) == [
        "apology", "reason", "compensation", "summary", "promised_time", "call_to_action", "empathy",
    ]  # fmt: skip
