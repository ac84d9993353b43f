"""What an agent can do on the thread: select, copy, click, press keys; and what the screen reader hears."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from domain.ids import MessageId
from domain.message import Author as By
from domain.message import Delivery, Part, PartKind, Reaction
from domain.outbox import HoldReason, OutboxState
from domain.problems import Problem
from domain.timeline import Newer
from tests.gui.widgets.conftest import Shown, settle, text_point, top_of
from tests.thread_samples import CONTEXT, conversation, event, file_part, local, ours, theirs, window
from widgets.thread_view.hit import Hit
from widgets.thread_view.menu import choices
from widgets.thread_view.spoken import spoken_message
from widgets.thread_view.states import Action
from widgets.thread_view.view import ThreadView

LEFT = Qt.MouseButton.LeftButton


def drag(view: ThreadView, start: QPoint, end: QPoint) -> None:
    port = view.viewport()
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, end)
    view._drag_to(QPointF(end))
    QTest.mouseRelease(port, LEFT, pos=end)


def action_point(view: ThreadView, key: str, action: Action) -> QPoint:
    number = view.stack.index_of(key)
    assert number is not None
    for line in view.stack.get(number).lines:
        for run in line.runs:
            if run.action is action:
                return (view.row_rect(number).topLeft() + run.rect.center()).toPoint()
    raise AssertionError(f"no {action} on {key}")


def test_selects_and_copies_across_bubbles(shown: Shown) -> None:
    view = shown(window([theirs(1, "first message"), ours(2, "second one"), theirs(3, "third and last")]))
    drag(view, text_point(view, "m000001", 6), text_point(view, "m000003", 5))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "message\nsecond one\nthird"


def test_selects_backwards_and_through_emoji(shown: Shown) -> None:
    view = shown(window([theirs(1, "👩‍👩‍👧 hello 👋🏽 there"), theirs(2, "next\nline")]))
    drag(view, text_point(view, "m000002", 7), text_point(view, "m000001", 9))
    assert view.selected_text() == "hello 👋🏽 there\nnext\nli"


def test_double_click_takes_a_word_and_a_third_the_paragraph(shown: Shown) -> None:
    view = shown(window([theirs(1, "one two, three\nfour five")]))
    point = text_point(view, "m000001", 5)
    QTest.mouseDClick(view.viewport(), LEFT, pos=point)
    assert view.selected_text() == "two"
    QTest.mousePress(view.viewport(), LEFT, pos=point)
    assert view.selected_text() == "one two, three"


def test_a_notes_label_is_not_copied(shown: Shown) -> None:
    from domain.message import MessageKind

    view = shown(window([ours(1, "keep this", kind=MessageKind.NOTE)]))
    drag(view, text_point(view, "m000001", 0), text_point(view, "m000001", 9))
    assert view.selected_text() == "keep this"


def test_a_link_is_told_and_never_opened(shown: Shown, qtbot: QtBot) -> None:
    view = shown(window([theirs(1, "look https://example.com/a?b=1, please")]))
    with qtbot.waitSignal(view.link_activated) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=text_point(view, "m000001", 12))
    assert told.args == ["https://example.com/a?b=1"]


def test_other_schemes_are_not_links(shown: Shown, qtbot: QtBot) -> None:
    view = shown(window([theirs(1, "file:///etc/passwd javascript:alert(1) smb://x/y")]))
    with qtbot.assertNotEmitted(view.link_activated):
        for position in (3, 22, 42):
            QTest.mouseClick(view.viewport(), LEFT, pos=text_point(view, "m000001", position))


@pytest.mark.parametrize(
    ("action", "signal"),
    [(Action.RETRY, "retry_requested"), (Action.EDIT, "edit_requested"), (Action.DISCARD, "discard_requested")],
)
@pytest.mark.parametrize(
    ("state", "problem"), [(OutboxState.HELD, HoldReason.MOVED), (OutboxState.BLOCKED, Problem.WINDOW_CLOSED)]
)
def test_what_needs_a_person_has_its_actions(
    shown: Shown, qtbot: QtBot, action: Action, signal: str, state: OutboxState, problem: str
) -> None:
    entry = local(1, "my reply", sending=state, problem=problem)
    view = shown(window([theirs(1, "hi"), entry]))
    with qtbot.waitSignal(getattr(view, signal)) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=action_point(view, "local1", action))
    assert told.args == [entry]


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "retry_requested"),
        (Qt.Key.Key_E, "edit_requested"),
        (Qt.Key.Key_Delete, "discard_requested"),
        (Qt.Key.Key_L, "look_requested"),
    ],
)
def test_one_key_decides_about_a_held_reply(shown: Shown, qtbot: QtBot, key: Qt.Key, signal: str) -> None:
    newer = Newer(MessageId("m000002"), 2, "Lena Hoff", False, CONTEXT.now - timedelta(minutes=2))
    entry = replace(local(1, "held", sending=OutboxState.HELD, problem=HoldReason.MOVED), moved=(newer,))
    view = shown(window([theirs(1, "hi"), ours(2, "I did it", Delivery.READ), entry]))
    assert "held: \u2068Lena Hoff\u2069 answered 2 min ago" in spoken_message(entry, CONTEXT)
    view.setFocus()
    view.show_message(entry.id)
    with qtbot.waitSignal(getattr(view, signal)) as told:
        QTest.keyClick(view, key)
    assert told.args == ["m000002" if signal == "look_requested" else entry]


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "retry_requested"),
        (Qt.Key.Key_E, "edit_requested"),
        (Qt.Key.Key_Delete, "discard_requested"),
    ],
)
def test_one_key_decides_about_a_reply_that_did_not_get_through(
    shown: Shown, qtbot: QtBot, key: Qt.Key, signal: str
) -> None:
    entry = local(1, "my reply", sending=OutboxState.BLOCKED, problem=Problem.WINDOW_CLOSED)
    view = shown(window([theirs(1, "hi"), entry]))
    view.setFocus()
    view.show_message(entry.id)
    with qtbot.waitSignal(getattr(view, signal)) as told:
        QTest.keyClick(view, key)
    assert told.args == [entry]


@pytest.mark.parametrize("step", ["another context", "a second counted"])
def test_a_held_reply_says_how_long_ago_somebody_wrote_also_later(shown: Shown, step: str) -> None:
    newer = Newer(MessageId("m000002"), 2, "Lena Hoff", False, CONTEXT.now - timedelta(minutes=2))
    entry = replace(local(1, "held", sending=OutboxState.HELD, problem=HoldReason.MOVED), moved=(newer,))
    later = replace(CONTEXT, now=CONTEXT.now + timedelta(minutes=7))
    view, fresh = shown(window([theirs(1, "hi"), entry])), shown(window([theirs(1, "hi"), entry]), context=later)
    if step == "a second counted":
        view.count_down(later.now)
    else:
        view.set_context(later)
    settle()
    assert view.viewport().grab().toImage() == fresh.viewport().grab().toImage()


def test_undo_of_a_join_names_the_join(shown: Shown, qtbot: QtBot) -> None:
    joined = window([event(1, "joined", channel="instagram", took_ms="1800", join="join-7")])
    view = shown(joined, context=replace(CONTEXT, undoable=frozenset({"join-7"})))
    with qtbot.waitSignal(view.undo_join_requested) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=action_point(view, "m000001", Action.UNDO_JOIN))
    assert told.args == ["join-7"]
    view.set_context(CONTEXT)
    with pytest.raises(AssertionError, match="no Action"):
        action_point(view, "m000001", Action.UNDO_JOIN)


def test_pictures_and_files_are_told_with_their_part(shown: Shown, qtbot: QtBot) -> None:
    picture, file = file_part("a.jpg", "image/jpeg", width=800, height=600), file_part("b.pdf", "application/pdf")
    entry = theirs(1, "see", parts=(picture, file))
    view = shown(window([entry]))
    for block, signal in zip(view.stack.get(1).parts, (view.image_activated, view.attachment_activated), strict=True):
        with qtbot.waitSignal(signal) as told:
            point = (view.row_rect(1).topLeft() + block.rect.center()).toPoint()
            QTest.mouseClick(view.viewport(), LEFT, pos=point)
        assert told.args == [entry, block.part]


def test_a_long_message_is_cut_and_opened_in_place(shown: Shown) -> None:
    view = shown(window([*conversation(1, 20), theirs(21, "words and " * 10_000), *conversation(22, 23)]))
    number = view.stack.index_of("m000021")
    assert number is not None
    laid = view.stack.get(number)
    assert laid.cut
    assert laid.height < 1200
    view.show_message(laid.row.entry.id) if laid.row.entry else None
    settle()
    before = top_of(view, "m000021")
    view.activate(Hit("m000021", Action.MORE))
    settle()
    assert view.stack.get(number).height > laid.height
    assert abs(top_of(view, "m000021") - before) <= 1


def test_arrows_move_the_current_message_and_the_frame_shows(shown: Shown, qtbot: QtBot) -> None:
    view = shown(window(conversation(1, 40)))
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.current == "m000040"
    plain = view.grab().toImage()
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current == "m000039"
    assert view.grab().toImage() != plain
    for _press in range(30):
        QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current == "m000009"
    assert view.stack.index_of("m000009") in view.visible_rows()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == "m000010"


def test_page_home_and_end(shown: Shown) -> None:
    view = shown(window(conversation(1, 80)))
    view.setFocus()
    bar = view.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    settle()
    assert 0 < bar.maximum() - bar.value() < view.viewport().height() + 400
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.at_end


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_enter_opens_the_actions_of_a_message_and_space_those_of_a_reply_that_enter_decides(
    shown: Shown, qtbot: QtBot
) -> None:
    view = shown(window([theirs(1, "see https://example.com"), local(1, "mine", sending=OutboxState.BLOCKED)]))
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    menu = opened_menu(view, Qt.Key.Key_Space)
    assert [action.text() for action in menu.actions()][:3] == ["Retry\tEnter", "Edit\tE", "Discard\tDel"]
    with qtbot.waitSignal(view.retry_requested):
        menu.actions()[0].trigger()
    menu.close()
    settle()
    QTest.keyClick(view, Qt.Key.Key_Up)
    menu = opened_menu(view, Qt.Key.Key_Return)
    assert "Quote" in [action.text() for action in menu.actions()]
    menu.close()
    settle()


def opened_menu(view: ThreadView, key: Qt.Key) -> QMenu:
    QTest.keyClick(view, key)
    menu = view.findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(menu, QMenu)
    return menu


def test_choices_of_a_message() -> None:
    entry = theirs(1, "see https://example.com/x", parts=(file_part("a.pdf", "application/pdf"),))
    found = [choice.action for choice in choices(entry, CONTEXT.now, selected=True) if choice.correction is None]
    openings = [Action.LINK, Action.ATTACHMENT]
    assert found == [Action.COPY, Action.COPY_MESSAGE, Action.QUOTE, *openings, Action.COMPLAINT]
    mine = [choice.action for choice in choices(ours(2, "on its way"), CONTEXT.now, selected=False)]
    assert Action.COMPLAINT not in mine, "only a customer complains"


def test_the_screen_reader_gets_a_list_of_the_visible_messages(shown: Shown) -> None:
    entries = [
        theirs(1, "where is it?", parts=(file_part("a.pdf", "application/pdf", 2048),)),
        ours(2, "on its way", Delivery.DELIVERED),
        local(1, "held one", sending=OutboxState.HELD, problem=HoldReason.MOVED),
    ]
    view = shown(window(entries))
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.role() == QAccessible.Role.List
    assert interface.text(QAccessible.Text.Name) == "Messages"
    names = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert names[0] == "Today"
    assert names[1] == "王雅婷 Wang Yating, WhatsApp, 07:41, where is it?, attachment a.pdf, 2.0 kB · PDF"
    assert names[2] == "You, 07:42, delivered, on its way"
    assert names[3].startswith("You, 11:00, held: the thread moved on")
    child = interface.child(2)
    assert child.parent().role() == QAccessible.Role.List
    assert interface.indexOfChild(child) == 2
    assert child.rect().height() > 20
    assert interface.childAt(*child.rect().center().toTuple()).text(QAccessible.Text.Name) == names[2]


def test_every_kind_of_entry_can_be_shown_and_said(shown: Shown) -> None:
    parts = (
        Part(PartKind.LOCATION, "Station", "Rama IV", latitude=13.7, longitude=100.5),
        Part(PartKind.CONTACT, "Somchai", "+66 2\nsom@example.com"),
        Part(PartKind.BUTTON, "Track", "track"),
        Part(PartKind.UNSUPPORTED, "sticker"),
        file_part("x.svg", "image/svg+xml"),
        file_part("v.mp4", "video/mp4", 0, blob="", problem="media_gone"),
    )
    when = theirs(1, "").message.at
    entries = [
        theirs(1, "", parts=parts, reactions=(Reaction(By.AGENT, "👍"), Reaction(By.CUSTOMER, "👍"))),
        theirs(2, "was", deleted_at=when),
        theirs(3, "is", edited_at=when),
        *(ours(10 + n, "x", delivery) for n, delivery in enumerate(Delivery)),
        *(event(30 + n, code) for n, code in enumerate(["joined", "assigned", "snoozed", "reopened", "new code"])),
        *(local(n, "y", sending=state, problem="nonsense") for n, state in enumerate(OutboxState, 1)),
        replace(local(99, "z", sending=OutboxState.QUEUED), place=2, queue=3),
    ]
    view = shown(window(entries), height=4000)
    view.grab()
    interface = QAccessible.queryAccessibleInterface(view)
    names = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert len(names) == len(entries) + 1
    assert all(names)
    assert "waits (2 of 3)" in names[-1]
    assert "was" not in names[2].split(", ")
