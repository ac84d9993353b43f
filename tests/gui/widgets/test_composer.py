"""The composer: what sends and what never does, files, channels, windows, notes, names for the screen reader."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication, QImage, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from domain.channel import ChannelKind
from domain.customer import Identity
from domain.ids import BlobHash, ChannelAccountId, CustomerId, IdentityId, MessageId, ThreadId
from tests.gui.widgets.conftest import settle
from tests.thread_samples import NOW
from widgets.composer.composer import Composer
from widgets.composer.emoji_panel import EmojiPanel
from widgets.composer.reply_edit import ReplyEdit
from widgets.composer.values import OfferedFile, SavedState
from widgets.images import ImageCache
from widgets.tokens import load_tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Draft:
    text: str = ""
    identity_id: IdentityId | None = None
    note: bool = False
    reply_to: MessageId | None = None


@dataclass(frozen=True)
class Stored:
    hash: BlobHash
    name: str
    media_type: str
    size: int


def identity(name: str, channel: ChannelKind, hours_ago: float | None) -> Identity:
    at = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    return Identity(
        IdentityId(name), CustomerId("c"), ThreadId("t"), ChannelAccountId("a"), channel, name, f"@{name}", at, 1
    )


WHATSAPP = identity("wa", ChannelKind.WHATSAPP, 22.8)
INSTAGRAM = identity("ig", ChannelKind.INSTAGRAM, 1)
CLOSED = identity("old", ChannelKind.INSTAGRAM, 30)


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(700, 600)
    images = ImageCache(host)
    made = Composer(load_tokens("light"), images, host)
    column = QVBoxLayout(host)
    column.addStretch(1)
    column.addWidget(made)
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    made.set_now(NOW)
    made.set_identities([WHATSAPP, INSTAGRAM, CLOSED])
    made.focus_text()
    made.host = host  # type: ignore[attr-defined]
    return made


def write(composer: Composer, text: str) -> None:
    QTest.keyClicks(composer.edit, text)


@pytest.fixture
def sent(composer: Composer) -> list[str]:
    told: list[str] = []

    def note() -> None:
        told.append(composer.text)

    composer.send_requested.connect(note)
    return told


def enter(composer: Composer, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(composer.edit, Qt.Key.Key_Return, modifiers)


def test_control_enter_sends_and_the_text_stays(composer: Composer, sent: list[str]) -> None:
    write(composer, "hello")
    enter(composer, CONTROL)
    assert sent == ["hello"]
    assert composer.text == "hello"
    composer.clear_after_send()
    assert composer.text == ""


def test_enter_is_a_new_line_unless_it_is_set_to_send(composer: Composer, sent: list[str]) -> None:
    write(composer, "a")
    enter(composer)
    assert (composer.text, sent) == ("a\n", [])
    composer.set_enter_sends(True)
    enter(composer, SHIFT)
    assert composer.text.replace("\u2028", "\n") == "a\n\n"
    assert sent == []
    enter(composer)
    assert len(sent) == 1


@pytest.mark.parametrize("modifiers", [NONE, CONTROL])
def test_enter_that_confirms_a_candidate_never_sends(
    composer: Composer, sent: list[str], modifiers: Qt.KeyboardModifier
) -> None:
    composer.set_enter_sends(True)
    write(composer, "a")
    QApplication.sendEvent(composer.edit, QInputMethodEvent("ni", []))
    enter(composer, modifiers)
    assert sent == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("你")
    QApplication.sendEvent(composer.edit, commit)
    QApplication.sendEvent(composer.edit, _return_press(modifiers))
    assert sent == []
    assert composer.text == "a你"
    settle()
    enter(composer, modifiers)
    assert sent == ["a你"]


def _return_press(modifiers: Qt.KeyboardModifier):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, modifiers, "\r")


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_not_sent(composer: Composer, sent: list[str], text: str) -> None:
    composer.insert_text(text)
    enter(composer, CONTROL)
    assert sent == []
    assert not composer.foot.send_button.isEnabled()


def test_a_closed_window_blocks_replies_in_words_but_not_notes(composer: Composer, sent: list[str]) -> None:
    composer.set_identities([CLOSED], CLOSED.id)
    write(composer, "hello")
    enter(composer, CONTROL)
    assert sent == []
    assert composer.notice.isVisible()
    assert "24 h" in composer.notice.text()
    composer.set_note(True)
    assert not composer.notice.isVisible()
    enter(composer, CONTROL)
    assert sent == ["hello"]


def test_the_window_counts_down_and_closes_while_one_writes(composer: Composer) -> None:
    write(composer, "hello")
    assert composer.foot.window_chip.text() == ""
    composer.set_now(NOW + timedelta(minutes=30))
    assert composer.foot.window_chip.text() == "window closes in 42 min"
    assert composer.foot.send_button.isEnabled()
    composer.set_now(NOW + timedelta(hours=2))
    assert not composer.foot.send_button.isEnabled()


def test_a_long_text_is_counted_and_then_blocked(composer: Composer, sent: list[str]) -> None:
    composer.set_identities([INSTAGRAM])
    composer.insert_text("x" * 700)
    assert not composer.foot.counter.isVisible()
    composer.insert_text("x" * 250)
    assert composer.foot.counter.text() == "50"
    composer.insert_text("x" * 51)
    enter(composer, CONTROL)
    assert sent == []
    assert "1000" in composer.notice.text()


def test_a_file_the_channel_does_not_take_blocks(composer: Composer, sent: list[str]) -> None:
    composer.set_identities([INSTAGRAM])
    composer.add_file(Stored(BlobHash("h"), "a.docx", "application/octet-stream", 10))
    enter(composer, CONTROL)
    assert sent == []
    assert composer.notice.text() == "Instagram does not take this kind of file: a.docx"
    composer.set_identities([WHATSAPP])
    enter(composer, CONTROL)
    assert sent == [""]


def test_a_program_goes_nowhere_whatever_it_says_it_is(composer: Composer, sent: list[str]) -> None:
    composer.set_identities([WHATSAPP])
    composer.add_file(Stored(BlobHash("h"), "invoice.pdf.exe", "application/pdf", 10))
    enter(composer, CONTROL)
    assert sent == []
    assert composer.notice.text() == "invoice.pdf.exe is a program; those are not sent to customers."


def test_while_the_store_takes_it_nothing_is_sent_twice(composer: Composer, sent: list[str]) -> None:
    write(composer, "once")
    enter(composer, CONTROL)
    composer.set_sending(True)
    enter(composer, CONTROL)
    assert sent == ["once"]


def test_a_channel_is_chosen_from_the_menu(composer: Composer, qtbot: QtBot) -> None:
    menu = composer.foot.channel.menu()
    menu.aboutToShow.emit()
    lines = [action.text() for action in menu.actions()]
    assert lines[0].startswith("WhatsApp · ")
    assert lines[2].endswith("window closed")
    with qtbot.waitSignal(composer.channel_chosen) as told:
        menu.actions()[1].trigger()
    assert told.args == ["ig"]
    assert composer.identity_id == "ig"
    assert "Instagram" in composer.foot.channel.text()


def test_note_mode_is_told_and_says_who_sees_it(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.note_toggled) as told:
        QTest.mouseClick(composer.foot.note_button, Qt.MouseButton.LeftButton)
    assert told.args == [True]
    assert composer.note
    assert composer.foot.only_team.isVisible()
    assert not composer.foot.channel.isVisible()
    assert composer.grab().toImage().pixelColor(350, 20) == load_tokens("light").note


def test_offline_it_queues_and_says_where_the_draft_is(composer: Composer) -> None:
    composer.set_saved(SavedState.SAVED)
    assert (composer.foot.send_button.text(), composer.foot.saved.text()) == ("Send", "draft saved")
    composer.set_online(False)
    assert composer.foot.send_button.text() == "Queue"
    assert composer.foot.saved.text() == "draft saved on this computer"


def test_a_draft_comes_in_silently_and_changes_go_out(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(composer.draft_changed):
        composer.set_draft(Draft("kept", IdentityId("ig"), True, MessageId("m1")))
    assert (composer.text, composer.identity_id, composer.note, composer.reply_to) == ("kept", "ig", True, "m1")
    with qtbot.waitSignal(composer.draft_changed):
        write(composer, "!")
    assert composer.text == "kept!"


def test_undo_and_redo_work(composer: Composer) -> None:
    write(composer, "one")
    composer.insert_text(" 🙂")
    QTest.keyClick(composer.edit, Qt.Key.Key_Z, CONTROL)
    assert composer.text == "one"
    QTest.keyClick(composer.edit, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert composer.text == "one 🙂"


def test_markup_is_pasted_as_text(composer: Composer) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b><img src='file:///etc/passwd'>")
    data.setText("bold\x00")
    QGuiApplication.clipboard().setMimeData(data)
    composer.edit.paste()
    QGuiApplication.clipboard().clear()  # it lives longer than Python, where what it holds could not end any more
    assert composer.text == "bold"


def test_a_pasted_picture_is_offered_and_nothing_is_sent(composer: Composer, qtbot: QtBot, sent: list[str]) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    data = QMimeData()
    data.setImageData(image)
    with qtbot.waitSignal(composer.files_offered) as told:
        composer.edit.insertFromMimeData(data)
    (offered,) = told.args[0]
    assert isinstance(offered, OfferedFile)
    assert isinstance(offered.source, bytes)
    assert offered.source.startswith(b"\x89PNG")
    assert (composer.text, sent) == ("", [])


@pytest.mark.parametrize("target", ["composer", "edit"])
def test_dropped_files_are_offered(composer: Composer, qtbot: QtBot, tmp_path: Path, target: str) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(20, 20), copy, data, left, NONE)
    with qtbot.waitSignal(composer.files_offered) as told:
        composer.dropEvent(drop) if target == "composer" else composer.edit.insertFromMimeData(data)
    folder = OfferedFile(tmp_path, tmp_path.name, "application/octet-stream")
    assert told.args[0] == [OfferedFile(file, "plan.pdf", "application/pdf"), folder], "whoever takes it says no"


def test_files_are_chips_that_can_be_removed(composer: Composer, qtbot: QtBot) -> None:
    composer.add_file(Stored(BlobHash("h1"), "a.pdf", "application/pdf", 2048))
    composer.add_file(Stored(BlobHash("h1"), "a.pdf", "application/pdf", 2048))
    composer.add_file(Stored(BlobHash("h2"), "b.zip", "application/zip", 10))
    assert composer.files == ("h1", "h2")
    with qtbot.waitSignal(composer.file_removed) as told:
        composer.chips._chips[0]._remove.click()
    assert told.args == ["h1"]
    assert list(composer.files) == ["h2"]
    settle()


def test_the_bar_under_many_files_covers_none_of_them(composer: Composer) -> None:
    low = composer.chips.height()
    for number in range(9):
        composer.add_file(Stored(BlobHash(f"h{number}"), f"{number}.pdf", "application/pdf", 2048))
    settle()
    assert composer.chips.horizontalScrollBar().isVisible()
    assert composer.chips.viewport().height() >= low
    for number in range(8):
        composer.chips.remove(f"h{number}")
    settle()
    assert composer.chips.height() == low


def test_the_quote_can_be_taken_away(composer: Composer, qtbot: QtBot) -> None:
    composer.set_quote(MessageId("m1"), "what they <b>wrote</b>")
    assert composer.quote.isVisible()
    assert composer.quote.line == "what they <b>wrote</b>"
    with qtbot.waitSignal(composer.quote_removed):
        composer.quote._remove.click()
    assert composer.reply_to is None
    assert not composer.quote.isVisible()


def test_it_grows_with_the_text_up_to_a_part_of_the_height(composer: Composer) -> None:
    low = composer.height()
    composer.insert_text("line\n" * 6)
    settle()
    middle = composer.height()
    assert low < middle
    composer.insert_text("line\n" * 200)
    settle()
    assert composer.edit.height() <= 0.4 * 600 + 1
    composer.clear_after_send()
    settle()
    assert composer.height() == low


def test_emoji_by_keyboard(composer: Composer, qtbot: QtBot) -> None:
    write(composer, "ab")
    QTest.keyClick(composer.edit, Qt.Key.Key_Left)
    composer.foot.emoji_button.click()
    panel = composer.findChild(EmojiPanel)
    assert panel is not None
    QTest.keyClick(panel.cells[0], Qt.Key.Key_Right)
    QTest.keyClick(panel.cells[1], Qt.Key.Key_Return)
    assert composer.text == "a😄b"
    settle()


def test_everything_one_can_reach_has_a_name(composer: Composer) -> None:
    composer.set_quote(MessageId("m"), "line")
    composer.add_file(Stored(BlobHash("h"), "a.pdf", "application/pdf", 10))
    nameless = [
        widget
        for widget in composer.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_the_tab_order_follows_the_eye(composer: Composer) -> None:
    write(composer, "x")
    foot = composer.foot
    seen: list[QWidget] = [composer.edit]
    for _press in range(7):
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
    assert seen == [
        composer.edit,
        foot.attach_button,
        foot.voice_button,
        foot.emoji_button,
        foot.quick_button,
        foot.note_button,
        foot.channel,
        foot.send_button,
    ]


def test_themes_and_directions(composer: Composer) -> None:
    composer.set_tokens(load_tokens("dark"))
    assert composer.grab().toImage().pixelColor(350, 20) == load_tokens("dark").surface
    assert composer.foot.send_button.x() > composer.foot.attach_button.x()
    composer.host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # type: ignore[attr-defined]
    settle()
    assert composer.foot.send_button.x() < composer.foot.attach_button.x()


@pytest.mark.parametrize(
    ("text", "direction", "at_right"),
    [
        ("طلبك رقم 48213 في الطريق", Qt.LayoutDirection.LeftToRight, True),
        ("on its way", Qt.LayoutDirection.RightToLeft, False),
        ("48213: طلبك", Qt.LayoutDirection.LeftToRight, True),
        ("", Qt.LayoutDirection.RightToLeft, True),
        ("", Qt.LayoutDirection.LeftToRight, False),
        ("/ 12:30", Qt.LayoutDirection.RightToLeft, True),
    ],
)
def test_a_text_stands_at_the_side_where_it_begins(
    qtbot: QtBot, text: str, direction: Qt.LayoutDirection, at_right: bool
) -> None:
    edit = ReplyEdit()
    qtbot.addWidget(edit)
    edit.setLayoutDirection(direction)
    edit.resize(600, 60)
    edit.show()
    edit.setPlainText("x")
    edit.setPlainText(text)
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    assert (edit.cursorRect().x() > 300) is at_right


def test_in_a_mirrored_window_the_notice_begins_at_the_right(composer: Composer, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    composer.set_blocked("Not now.")
    side = composer.notice.alignment()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    composer.set_blocked("Later.")
    assert side & Qt.AlignmentFlag.AlignRight
    assert composer.notice.alignment() & Qt.AlignmentFlag.AlignLeft


@pytest.mark.parametrize(("next_one", "stays"), [((CLOSED,), True), ((INSTAGRAM,), False), ((), False)])
def test_between_two_threads_what_is_said_below_the_text_waits_for_news(
    composer: Composer, next_one: tuple[Identity, ...], stays: bool
) -> None:
    composer.set_identities((CLOSED,))
    settle()
    said, height = composer.notice.text(), composer.height()
    composer.await_identities()
    settle()
    between = (composer.notice.text(), composer.height(), composer.identity_id)
    composer.set_identities(next_one)
    settle()
    assert said
    assert between == (said, height, None)
    assert composer.notice.text() == (said if stays else "")


def test_between_two_threads_nothing_is_sent(composer: Composer) -> None:
    composer.set_identities((INSTAGRAM,))
    composer.replace_text("Dear Maria")
    before = composer.foot.send_button.isEnabled()
    composer.await_identities()
    assert (before, composer.foot.send_button.isEnabled()) == (True, False)


def test_what_was_written_to_somebody_goes_to_nobody_else(composer: Composer, sent: list[str]) -> None:
    """A join is undone while somebody writes: the reply does not change over to the other customer by itself."""
    composer.set_identities((WHATSAPP, INSTAGRAM))
    composer.set_draft(Draft("Dear Maria", WHATSAPP.id))
    composer.set_identities((INSTAGRAM,))
    enter(composer, CONTROL)
    assert (sent, composer.identity_id) == ([], None)
    assert "Choose a channel" in composer.notice.text()
    composer.foot.channel.select(INSTAGRAM.id)
    enter(composer, CONTROL)
    assert sent == ["Dear Maria"]


def test_a_draft_keeps_its_channel_when_the_channels_are_read_after_it(composer: Composer) -> None:
    composer.await_identities()
    composer.set_draft(Draft("Dear Maria", WHATSAPP.id))
    composer.set_identities((INSTAGRAM, WHATSAPP))
    assert composer.identity_id == WHATSAPP.id
    composer.set_draft(Draft("Dear all", IdentityId("gone")))
    composer.set_draft(None)
    assert composer.identity_id == INSTAGRAM.id
