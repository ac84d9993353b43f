"""Quick replies in the inbox: for this customer, counted as they were used, with their files, made of what was sent."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import ChangeSet
from app.ports import StoredBlob
from domain.channel import ChannelKind
from domain.emotion.assessment import Tier, Topic
from domain.ids import BlobHash, QuickReplyId
from domain.message import Part, PartKind
from domain.templates.reply import QuickReply, Wording
from domain.timeline import Entry
from tests.fakes.demo import tid
from tests.fakes.replies import TRACK, order_of
from tests.fakes.stage import Stage
from widgets.composer.quick_typing import QuickTyping
from widgets.thread_view.menu import choices
from widgets.thread_view.states import Action

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LABEL = BlobHash("cd" * 32)


def quick(stage: Stage) -> QuickTyping:
    return stage.window.inbox.middle.composer.quick


def at(stage: Stage, thread: str = "somchai", typed: str = "") -> None:
    """Writing in a thread."""
    stage.open(tid(thread))
    stage.window.inbox.write()
    stage.settle()
    type_on(stage, typed)


def type_on(stage: Stage, text: str) -> None:
    QTest.keyClicks(stage.focus(), text)
    stage.settle()


def press(stage: Stage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(stage.focus(), key, held)
    stage.settle()


def text(stage: Stage) -> str:
    return stage.window.inbox.middle.composer.text


def shown(stage: Stage) -> list[str]:
    return [line.shortcut for line in quick(stage).palette.model.lines] if quick(stage).open else []


def chips(stage: Stage) -> dict[str, tuple[str, str]]:
    return {line.shortcut: (line.chip, line.chip_kind) for line in quick(stage).palette.model.lines}


def about(stage: Stage, thread: str, tier: Tier | None, topic: Topic | None) -> None:
    """What the customer's newest message is taken for."""
    cards = stage.services.world.cards
    cards[tid(thread)] = replace(cards[tid(thread)], thread=replace(cards[tid(thread)].thread, tier=tier, topic=topic))
    stage.services.hub.tell(ChangeSet(threads=frozenset({tid(thread)})))
    stage.settle()


def keep(stage: Stage, reply: QuickReply) -> None:
    stage.services.quick_replies.memory.saved[reply.id] = reply
    stage.services.hub.tell(ChangeSet(shelf=frozenset({"quick_reply"})))
    stage.settle()


def plain(shortcut: str, words: str, **more: object) -> QuickReply:
    made = QuickReply(QuickReplyId(f"reply-{shortcut}"), shortcut, shortcut.title(), (Wording("", words),))
    return replace(made, **more)  # type: ignore[arg-type]


def counted(stage: Stage) -> list[tuple[str, bool]]:
    """What was counted, told or not yet."""
    return [(use.reply_id, use.edited) for use in stage.services.quick_replies.uses._untold]


def test_the_text_is_filled_for_the_customer_on_screen(stage: Stage) -> None:
    card = stage.services.world.cards[tid("wang")]
    stage.services.quick_replies.memory.held_orders.append(order_of(card.customer.id))
    at(stage, "wang", "/track")
    press(stage, Qt.Key.Key_Return)
    assert "SF123456" in text(stage)
    assert "王小姐" in text(stage), "in the customer's language, with the polite form"
    at(stage, "somchai", "/track")
    press(stage, Qt.Key.Key_Return)
    assert "SF123456" not in text(stage)
    assert "พัสดุ" in text(stage)
    assert "⟦" in text(stage), "what nobody knows of this customer is a gap"


def test_what_fits_the_tier_comes_first_and_says_so_as_soon_as_it_is_known(stage: Stage) -> None:
    at(stage, "wang", "/")
    assert "fits high" not in {words for words, _kind in chips(stage).values()}
    about(stage, "wang", Tier.HIGH, Topic.REFUND)
    assert chips(stage)["faulty"] == ("fits high", "high")
    assert shown(stage)[0] == "faulty"
    press(stage, Qt.Key.Key_Escape)
    press(stage, Qt.Key.Key_Backspace)
    type_on(stage, "/")
    assert quick(stage).palette.current().shortcut == "faulty"  # type: ignore[union-attr]


def test_both_endings_from_the_real_keys(stage: Stage) -> None:
    at(stage, "somchai", "/card")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert [draft.text for draft in stage.services.sending.sent] == [
        "ธนาคารปฏิเสธบัตรนี้ กรุณาใช้บัตรอื่น หรือสอบถามวงเงินกับธนาคารค่ะ"
    ]
    assert text(stage) == ""
    type_on(stage, "/track")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert len(stage.services.sending.sent) == 1
    assert "⟦" in text(stage)
    assert stage.window.inbox.middle.composer.notice.isVisible()
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert len(stage.services.sending.sent) == 1, "nor afterwards"


def test_escape_leaves_the_text_and_the_caret_in_it(stage: Stage) -> None:
    at(stage, "somchai", "/tra")
    press(stage, Qt.Key.Key_Escape)
    assert (text(stage), shown(stage)) == ("/tra", [])
    assert stage.window.inbox.middle.composer.edit.hasFocus()


def test_send_and_done_does_not_send_what_nobody_has_read(stage: Stage) -> None:
    at(stage, "somchai", "/card")
    press(stage, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert stage.services.sending.sent == []
    assert text(stage).startswith("ธนาคาร")
    press(stage, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert len(stage.services.sending.sent) == 1


def test_the_command_opens_it_in_a_reply_and_in_a_note(stage: Stage) -> None:
    at(stage, "somchai", "Hello ")
    press(stage, Qt.Key.Key_J, CONTROL)
    assert len(shown(stage)) > 3
    press(stage, Qt.Key.Key_Escape)
    stage.window.inbox.write(toggle_note=True)
    type_on(stage, "/")
    assert shown(stage) == []
    press(stage, Qt.Key.Key_J, CONTROL)
    assert len(shown(stage)) > 3


def test_other_threads_and_other_channels_have_their_own(stage: Stage) -> None:
    keep(stage, plain("only-wa", "On WhatsApp", channels=(ChannelKind.WHATSAPP,)))
    at(stage, "wang", "/only")
    composer = stage.window.inbox.middle.composer
    assert composer.foot.channel.selected.channel is ChannelKind.INSTAGRAM  # type: ignore[union-attr]
    assert shown(stage) == []
    press(stage, Qt.Key.Key_Escape)
    other = next(
        one for one in stage.services.world.cards[tid("wang")].identities if one.channel is ChannelKind.WHATSAPP
    )
    composer.foot.channel.select(other.id)
    composer.foot.channel.chosen.emit(other.id)
    press(stage, Qt.Key.Key_Backspace)
    type_on(stage, "y")
    quick(stage).open_here()
    assert shown(stage) == ["only-wa"]


def test_a_reply_that_somebody_else_saves_is_there_at_once(stage: Stage) -> None:
    at(stage, "somchai", "/brand")
    assert shown(stage) == []
    keep(stage, plain("brand-new", "Fresh"))
    assert shown(stage) == ["brand-new"]


def test_phrases_expand_and_count(stage: Stage) -> None:
    at(stage, "somchai", "tyvm ")
    assert text(stage).startswith("Thank you, Somchai Prasert!")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert counted(stage) == [("018f0000-0000-7000-8000-000000000001", False)]


@pytest.mark.parametrize(("more", "uses"), [("", [("reply-hello", False)]), (" Best, Li", [("reply-hello", False)])])
def test_a_use_counts_when_it_was_sent(stage: Stage, more: str, uses: list[tuple[str, bool]]) -> None:
    keep(stage, plain("hello", "Good morning, how can we help?"))
    at(stage, "somchai", "/hello")
    press(stage, Qt.Key.Key_Return)
    assert counted(stage) == []
    type_on(stage, more)
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert counted(stage) == uses
    type_on(stage, "another")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert counted(stage) == uses


def test_edited_before_it_was_sent_is_noticed_and_filling_a_gap_is_no_edit(stage: Stage) -> None:
    keep(stage, plain("late", "Your order {{ order.number }} comes later than we said."))
    at(stage, "somchai", "/late")
    press(stage, Qt.Key.Key_Tab)
    type_on(stage, "48213")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert counted(stage) == [("reply-late", False)]
    type_on(stage, "/late")
    press(stage, Qt.Key.Key_Tab)
    type_on(stage, "48213")
    press(stage, Qt.Key.Key_End)
    for _letter in range(len("than we said.")):
        press(stage, Qt.Key.Key_Backspace)
    type_on(stage, "today.")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert counted(stage)[1:] == [("reply-late", True)]


def test_what_was_taken_out_again_or_noted_does_not_count(stage: Stage) -> None:
    keep(stage, plain("hello", "Good morning, how can we help?"))
    at(stage, "somchai", "/hello")
    press(stage, Qt.Key.Key_Return)
    press(stage, Qt.Key.Key_A, CONTROL)
    type_on(stage, "Something else entirely")
    press(stage, Qt.Key.Key_Return, CONTROL)
    stage.window.inbox.write(toggle_note=True)
    quick(stage).open_here()
    type_on(stage, "hello")
    press(stage, Qt.Key.Key_Return)
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert [draft.note for draft in stage.services.sending.sent] == [False, True]
    assert counted(stage) == []


def labelled(stage: Stage, *, here: bool) -> None:
    part = Part(PartKind.ATTACHMENT, "label.pdf", blob=LABEL, media_type="application/pdf", size=10)
    keep(stage, plain("label", "Here is your label.", files=(part,)))
    if here:
        stage.services.world.blobs[LABEL] = (StoredBlob(LABEL, "label.pdf", "application/pdf", 10, 0, 0), b"%PDF")


@pytest.mark.parametrize("send", [False, True])
def test_files_of_a_reply_go_with_it(stage: Stage, send: bool) -> None:
    labelled(stage, here=True)
    at(stage, "somchai", "/label")
    press(stage, Qt.Key.Key_Return, CONTROL if send else Qt.KeyboardModifier.NoModifier)
    if not send:
        assert stage.window.inbox.middle.composer.files == (LABEL,)
        assert stage.services.world.drafts[tid("somchai")].files == (LABEL,), "the draft has them"
    assert [draft.files for draft in stage.services.sending.sent] == ([(LABEL,)] if send else [])


def test_a_file_that_cannot_be_had_is_said_and_nothing_goes_without_it(stage: Stage) -> None:
    labelled(stage, here=False)
    at(stage, "somchai", "/label")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert stage.services.sending.sent == []
    assert text(stage) == "Here is your label."
    assert "label.pdf" in stage.window.inbox.middle.trouble.text()


def wanted(stage: Stage) -> list[QuickReply | None]:
    """What the editor shall be opened with, in place of the editor."""
    told: list[QuickReply | None] = []
    stage.window.inbox.quick.editor_wanted.disconnect(stage.window.sheets.open_replies)
    stage.window.inbox.quick.editor_wanted.connect(told.append)
    return told


def said(stage: Stage, thread: str) -> Entry:
    return next(e for e in stage.services.world.entries[tid(thread)] if e.message.author.value == "agent")


def test_a_message_of_the_teams_becomes_a_quick_reply_from_its_menu(stage: Stage) -> None:
    told = wanted(stage)
    at(stage, "somchai")
    entry = said(stage, "somchai")
    assert Action.SAVE_REPLY in {choice.action for choice in choices(entry, stage.services.clock.now(), selected=False)}
    stage.window.inbox.middle.view.save_reply_requested.emit(entry)
    assert told[0] is not None
    assert told[0].wordings[0].language == "th"
    assert "พัสดุล่าช้า" in told[0].wordings[0].text


def test_customers_words_and_notes_are_not_offered(stage: Stage) -> None:
    now = stage.services.clock.now()
    for entry in stage.services.world.entries[tid("wang")]:
        offered = Action.SAVE_REPLY in {choice.action for choice in choices(entry, now, selected=False)}
        assert offered is (entry.message.author.value == "agent" and entry.message.kind.value == "text")


def test_by_key_what_is_written_or_else_what_was_said_last_is_saved(stage: Stage) -> None:
    told = wanted(stage)
    at(stage, "somchai")
    press(stage, Qt.Key.Key_S, CONTROL | SHIFT)
    type_on(stage, "Bring it back")
    press(stage, Qt.Key.Key_S, CONTROL | SHIFT)
    assert [reply.wordings[0].text for reply in told if reply is not None] == [
        said(stage, "somchai").message.text,
        "Bring it back",
    ]
    at(stage, "khalid")
    press(stage, Qt.Key.Key_S, CONTROL | SHIFT)
    assert len(told) == 2
    assert stage.window.inbox.middle.trouble.text()


def test_what_was_looked_for_in_vain_becomes_the_shortcut(stage: Stage) -> None:
    told = wanted(stage)
    at(stage, "somchai", "Come by any day. /Visit!us")
    press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Return)
    (made,) = told
    assert made is not None
    assert (made.shortcut, made.wordings[0].text) == ("visit-us", "Come by any day.")


def test_all_of_them_are_a_click_away(stage: Stage) -> None:
    told = wanted(stage)
    at(stage, "somchai", "/")
    QTest.mouseClick(quick(stage).palette.foot.edit, Qt.MouseButton.LeftButton)
    assert told == [None]
    assert shown(stage) == []


def test_gaps_come_back_with_the_draft(stage: Stage) -> None:
    at(stage, "somchai", "/track")
    press(stage, Qt.Key.Key_Return)
    assert stage.services.quick_replies.reply(TRACK) is not None
    written = text(stage)
    stage.open(tid("maria"))
    at(stage, "somchai")
    assert text(stage) == written
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert stage.services.sending.sent == []
    press(stage, Qt.Key.Key_Tab)
    assert stage.window.inbox.middle.composer.edit.textCursor().selectedText().startswith("⟦")


def test_the_editor_opens_with_it_and_what_is_written_stays(stage: Stage) -> None:
    at(stage, "somchai", "Bring it back")
    press(stage, Qt.Key.Key_S, CONTROL | SHIFT)
    dialog = stage.window.sheets.replies.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    stage.settle()
    assert text(stage) == "Bring it back"
