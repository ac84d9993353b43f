"""The inbox: drafts survive, errors keep text, lists change by key, what is late is dropped."""

from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from app.changes import ChangeSet
from app.errors import Refused, StorageFull
from app.i18n import _
from app.ports import Draft
from domain.ids import ThreadId
from domain.inbox import Folder
from domain.outbox import OnlyHere
from domain.problems import Problem
from tests.fakes.demo import NOW, World, demo, go_offline, tid
from tests.fakes.services import Gate
from tests.fakes.stage import Stage
from ui.inbox.snooze import presets

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def type_text(stage: Stage, text: str) -> None:
    stage.window.inbox.write()
    stage.settle()
    QTest.keyClicks(stage.focus(), text)
    stage.settle()


def send(stage: Stage) -> None:
    QTest.keyClick(stage.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()


def test_drafts_survive_switching_threads(stage: Stage) -> None:
    stage.open(tid("maria"))
    type_text(stage, "half a thought")
    stage.open(tid("somchai"))
    assert stage.window.inbox.middle.composer.text == ""
    assert stage.services.world.rows[tid("maria")][0].draft == "half a thought"
    stage.open(tid("maria"))
    assert stage.window.inbox.middle.composer.text == "half a thought"


def slow_drafts(stage: Stage, held: str) -> Gate:
    """The store answers when the gate opens; the draft of before is there, or an empty one that was sent."""
    draft = Draft(tid("maria"), held, None, False, None, (), 7)
    stage.services.world.drafts[tid("maria")] = draft
    gate = stage.services.drafts.gate = Gate()
    stage.open(tid("maria"))
    return gate


@pytest.mark.parametrize(("held", "shown"), [("from before", "from before\nquick hands"), ("", "quick hands")])
def test_what_is_typed_before_the_draft_is_read_is_added_to_it(stage: Stage, held: str, shown: str) -> None:
    gate = slow_drafts(stage, held)
    type_text(stage, "quick hands")
    assert stage.services.world.drafts[tid("maria")].text == held, "nothing is overwritten unseen"
    gate.opened = True
    stage.settle()
    assert stage.window.inbox.middle.composer.text == shown
    assert stage.services.world.drafts[tid("maria")].text == shown


def test_what_was_typed_before_the_draft_was_read_is_kept_when_the_thread_is_left(stage: Stage) -> None:
    gate = slow_drafts(stage, "from before")
    type_text(stage, "quick hands")
    stage.open(tid("somchai"))
    gate.opened = True
    stage.settle()
    assert stage.services.world.drafts[tid("maria")].text == "from before\nquick hands"
    assert stage.window.inbox.middle.composer.text == ""


@pytest.mark.parametrize(("held", "sent"), [("", ["quick hands"]), ("from before", [])])
def test_sent_before_the_draft_was_read(stage: Stage, held: str, sent: list[str]) -> None:
    gate = slow_drafts(stage, held)
    type_text(stage, "quick hands")
    send(stage)
    assert stage.services.sending.sent == []
    gate.opened = True
    stage.settle()
    assert [draft.text for draft in stage.services.sending.sent] == sent, "words of before are looked at first"


def test_sent_text_goes_only_when_the_store_has_it(stage: Stage) -> None:
    stage.open(tid("maria"))
    type_text(stage, "hello")
    gate = stage.services.sending.gate = Gate()
    send(stage)
    assert stage.window.inbox.middle.composer.text == "hello"
    gate.opened = True
    stage.settle()
    assert stage.window.inbox.middle.composer.text == ""
    assert [draft.text for draft in stage.services.sending.sent] == ["hello"]
    assert stage.services.world.entries[tid("maria")][-1].message.text == "hello"


@pytest.mark.parametrize(
    ("error", "words"), [(StorageFull(), "disk is full"), (Refused(Problem.WINDOW_CLOSED), "reply window is closed")]
)
def test_errors_keep_the_text_and_are_told_in_words(stage: Stage, error: Exception, words: str) -> None:
    stage.open(tid("maria"))
    type_text(stage, "do not lose me")
    stage.services.sending.error = error
    send(stage)
    assert stage.window.inbox.middle.composer.text == "do not lose me"
    assert words in stage.window.inbox.middle.trouble.text()
    assert stage.window.inbox.middle.trouble.isVisible()
    send(stage)
    assert stage.window.inbox.middle.composer.text == ""
    assert not stage.window.inbox.middle.trouble.isVisible()


def test_a_fault_of_our_own_thaws_the_composer_and_is_told_and_reported(stage: Stage) -> None:
    stage.open(tid("maria"))
    type_text(stage, "do not lose me")
    fault = stage.services.sending.error = ZeroDivisionError()
    send(stage)
    middle = stage.window.inbox.middle
    assert middle.composer.text == "do not lose me"
    assert "fault in Braid" in middle.trouble.text()
    assert "still here" in middle.trouble.text()
    assert middle.composer.foot.send_button.isEnabled()
    assert stage.services.tasks.failures == [fault], "the task owner writes it into the log"
    stage.services.tasks.failures.clear()
    send(stage)
    assert [draft.text for draft in stage.services.sending.sent] == ["do not lose me"]
    assert not middle.trouble.isVisible()


def test_what_is_typed_while_it_is_sent_stays(stage: Stage) -> None:
    stage.open(tid("maria"))
    type_text(stage, "first")
    gate = stage.services.sending.gate = Gate()
    send(stage)
    stage.window.inbox.middle.composer.insert_text(" second")
    gate.opened = True
    stage.settle()
    assert "second" in stage.window.inbox.middle.composer.text
    assert "first" not in stage.window.inbox.middle.composer.text


def test_send_and_done(stage: Stage) -> None:
    stage.open(tid("maria"))
    type_text(stage, "done with this")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(stage.focus(), Qt.Key.Key_Return, both)
    stage.settle()
    assert [draft.text for draft in stage.services.sending.sent] == ["done with this"]
    assert ("resolve", tid("maria")) in stage.services.inbox.calls


def test_a_late_answer_for_another_thread_is_dropped(stage: Stage) -> None:
    gate = stage.services.timeline.gates[tid("maria")] = Gate()
    stage.open(tid("maria"))
    stage.open(tid("somchai"))
    shown = stage.window.inbox.middle.view.newest
    gate.opened = True
    stage.settle()
    assert stage.window.inbox.middle.view.newest == shown
    assert shown is not None
    assert shown.message.thread_id == tid("somchai")


def test_the_list_changes_by_key_and_keeps_its_place(stage: Stage) -> None:
    inbox = stage.window.inbox
    model = inbox.column.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    stage.open(tid("somchai"))
    resets: list[bool] = []

    def note_reset() -> None:
        resets.append(True)

    model.modelReset.connect(note_reset)
    rows = stage.services.world.rows
    row, folder = rows[tid("wang")]
    rows[tid("wang")] = (replace(row, waiting_since=NOW - timedelta(hours=9)), folder)
    stage.services.hub.tell(ChangeSet(threads=frozenset({tid("wang")})))
    stage.settle()
    assert model.rows[0].thread_id == tid("wang")
    assert inbox.column.list.current_thread() == tid("somchai")
    assert resets == []
    del tester


def test_the_first_arrow_takes_the_first_line(stage: Stage) -> None:
    column = stage.window.inbox.column
    for field in (column.search, column.list):
        field.setFocus()
    QTest.keyClick(stage.focus(), Qt.Key.Key_Down)
    stage.settle()
    assert column.list.currentIndex().row() == 0


def test_nothing_is_called_done_before_everything_was_here_once(qtbot: object) -> None:
    world = demo()
    world.rows.clear()
    stage = Stage(world)
    stage.services.waiting.become(last_sync_at=None)
    column = stage.show().window.inbox.column
    assert column.list.isVisible()
    stage.services.waiting.become(last_sync_at=NOW)
    stage.settle()
    assert not column.list.isVisible()
    stage.close()


def test_what_a_colleague_takes_away_leaves_the_list_but_not_the_screen(stage: Stage) -> None:
    stage.open(tid("somchai"))
    type_text(stage, "in the middle of")
    row, _folder = stage.services.world.rows[tid("somchai")]
    stage.services.world.rows[tid("somchai")] = (row, Folder.DONE)
    stage.services.hub.tell(ChangeSet(threads=frozenset({tid("somchai")})))
    stage.settle()
    assert not stage.window.inbox.column.model.index_of(tid("somchai")).isValid()
    assert stage.window.inbox.thread_id == tid("somchai")
    assert stage.window.inbox.middle.composer.text == "in the middle of"


def test_a_burst_is_read_once(stage: Stage) -> None:
    stage.services.inbox.calls.clear()
    for _change in range(500):
        stage.services.hub.tell(ChangeSet(threads=frozenset(stage.services.world.rows), reset=True))
    stage.settle()
    assert sum(call[0] == "rows" for call in stage.services.inbox.calls) == 1


def test_ten_thousand_threads_come_in_pages(qtbot: object) -> None:
    world: World = demo()
    row, folder = world.rows[tid("maria")]
    for number in range(10_000):
        thread_id = ThreadId(f"many-{number:05}")
        at = NOW - timedelta(days=2, seconds=number)
        world.rows[thread_id] = (replace(row, thread_id=thread_id, waiting_since=None, at=at), folder)
    stage = Stage(world).show()
    try:
        column = stage.window.inbox.column
        assert column.model.rowCount() == 200
        column.list.verticalScrollBar().setValue(column.list.verticalScrollBar().maximum())
        stage.settle()
        assert 400 <= column.model.rowCount() <= 800
        kept = column.list.verticalScrollBar().value()
        stage.services.hub.tell(ChangeSet(threads=frozenset({tid("khalid")})))
        stage.settle()
        assert column.list.verticalScrollBar().value() == kept
    finally:
        stage.close()


def test_offline_says_so_everywhere_and_counts_down(stage: Stage) -> None:
    go_offline(stage.services.world)
    stage.services.hub.tell(ChangeSet(reset=True, outbox=True))
    stage.services.waiting.cut()
    stage.settle()
    inbox = stage.window.inbox
    assert "10:29" in inbox.middle.offline.text()
    assert "213 items wait" in inbox.middle.offline.text()
    assert "offline 12 min · 213 wait" in inbox.column.state.text()
    inbox.middle.offline.acted.emit()
    stage.settle()
    assert inbox.side.shows_waiting()
    stage.services.waiting.become(online=True, offline_since=None, error="")
    assert not inbox.middle.offline.isVisible()


def test_waiting_panel_leads_to_the_thread_and_tries_now(stage: Stage) -> None:
    go_offline(stage.services.world)
    stage.services.waiting.cut()
    stage.services.hub.tell(ChangeSet(reset=True, outbox=True))
    stage.settle()
    inbox = stage.window.inbox
    inbox.connection.show_panel(True)
    stage.settle()
    panel = inbox.side.waiting
    assert panel.retry.isEnabled()
    panel.retry.click()
    assert stage.services.waiting.retried == 1
    panel.review_wanted.emit(tid("maria"))
    stage.settle()
    assert inbox.thread_id == tid("maria")
    assert inbox.column.list.current_thread() == tid("maria")


def test_suggestions_are_joined_or_declined_and_joins_undone(stage: Stage) -> None:
    stage.open(tid("wang"))
    inbox = stage.window.inbox
    assert inbox.middle.suggestion.isVisible()
    assert "order #" in inbox.middle.suggestion.words.text()
    inbox.middle.suggestion.no.click()
    stage.settle()
    assert ("decline_join", tid("wang"), "join-wang-2") in stage.services.inbox.calls
    assert not inbox.middle.suggestion.isVisible()
    inbox.side.customer.undo_wanted.emit("join-wang")
    stage.settle()
    assert ("undo_join", tid("wang"), "join-wang") in stage.services.inbox.calls


def test_tags_come_and_go(stage: Stage) -> None:
    stage.open(tid("maria"))
    QTest.keyClicks(stage.window.inbox.side.customer.tag_field, "  vip   customer ")
    QTest.keyClick(stage.window.inbox.side.customer.tag_field, Qt.Key.Key_Return)
    stage.settle()
    assert stage.services.world.cards[tid("maria")].thread.tags == ("returns", "vip customer")
    stage.window.inbox.side.customer.tag_removed.emit("returns")
    stage.settle()
    assert stage.services.world.cards[tid("maria")].thread.tags == ("vip customer",)


def test_edit_brings_a_held_message_back_into_the_composer(stage: Stage) -> None:
    go_offline(stage.services.world)
    stage.open(tid("somchai"))
    held = stage.services.world.entries[tid("somchai")][-1]
    stage.window.inbox.middle.view.edit_requested.emit(held)
    stage.settle()
    assert stage.window.inbox.middle.composer.text == held.message.text


def test_nothing_to_do_says_so(stage: Stage) -> None:
    world = stage.services.world
    world.rows = {key: pair for key, pair in world.rows.items() if pair[1] is not Folder.MINE}
    stage.services.hub.tell(ChangeSet(reset=True))
    stage.settle()
    assert not stage.window.inbox.column.list.isVisible()


def test_memory_only_is_told(stage: Stage) -> None:
    stage.services.session.durable = False
    stage.services.hub.tell(ChangeSet(reset=True))
    stage.settle()
    assert "keychain" in stage.window.inbox.middle.memory.text()


def test_a_link_is_asked_about_and_others_are_refused(stage: Stage) -> None:
    stage.open(tid("maria"))
    files = stage.window.inbox.files
    files.follow("javascript:alert(1)")
    assert stage.window.inbox.middle.trouble.text() == _("Braid does not open links of this kind.")
    files.follow("https://evil.example/path")
    stage.settle()
    box = stage.window.findChild(QMessageBox)
    assert box is not None
    assert "evil.example" in box.text()
    box.close()
    stage.settle()


def test_presets_are_in_the_future_and_in_order() -> None:
    found = presets(NOW, UTC)
    assert all(at > NOW for _text, at in found)
    assert [at for _text, at in found] == sorted(at for _text, at in found)
    assert len({text for text, _at in found}) == len(found) >= 5


def question(stage: Stage) -> QMessageBox:
    stage.settle()
    return next(box for box in stage.window.findChildren(QMessageBox) if box.isVisible())


def test_the_corner_says_who_one_is(stage: Stage) -> None:
    me = stage.window.me
    assert "Li Hua (you)" in me.toolTip()
    stage.window.agent_menu.fill()
    assert stage.window.agent_menu.menu.actions()[0].text() == "Li Hua (you) · Admin"


def test_signing_out_asks_before_anything_is_lost(stage: Stage) -> None:
    go_offline(stage.services.world)
    stage.services.hub.tell(ChangeSet(outbox=True))
    stage.settle()
    stage.window.leaving.sign_out()
    box = question(stage)
    assert "213 items" in box.text()
    box.defaultButton().click()
    stage.settle()
    assert stage.services.session.current is not None
    stage.window.leaving.sign_out()
    box = question(stage)
    next(button for button in box.buttons() if button.text() == "Sign out anyway").click()
    stage.settle()
    assert stage.services.session.current is None
    assert stage.window.sign_in.isVisible()


def test_signing_out_asks_about_a_draft_that_is_nowhere_else(stage: Stage) -> None:
    stage.services.waiting.here = OnlyHere(drafts=1)
    before = stage.services.drafts.handed_over
    stage.window.leaving.sign_out()
    box = question(stage)
    assert box.text() == "1 draft is on this computer only and would be lost."
    assert stage.services.drafts.handed_over == before + 1
    box.defaultButton().click()
    stage.settle()
    assert stage.services.session.current is not None


def test_signing_out_asks_about_practice_that_nobody_else_has(stage: Stage) -> None:
    stage.services.waiting.here = OnlyHere(drafts=2, practice=1)
    stage.services.training.whole = 1
    stage.window.leaving.sign_out()
    assert question(stage).text().splitlines() == [
        "2 drafts are on this computer only and would be lost.",
        "The results of 2 drills are on this computer only and would be lost.",
    ]
    assert stage.services.training.handed_over == 1
    question(stage).defaultButton().click()
    stage.settle()
    assert stage.services.session.current is not None


def test_quitting_without_a_keychain_asks_too(stage: Stage) -> None:
    go_offline(stage.services.world)
    stage.services.session.durable = False
    stage.services.hub.tell(ChangeSet(outbox=True))
    stage.settle()
    told: list[bool] = []

    def hear() -> None:
        told.append(True)

    stage.window.closing.connect(hear)
    stage.window.close()
    box = question(stage)
    assert told == []
    next(button for button in box.buttons() if button.text() == "Quit anyway").click()
    stage.settle()
    assert told == [True]


def test_quitting_without_a_keychain_asks_about_drafts_and_drills(stage: Stage) -> None:
    stage.services.session.durable = False
    stage.services.waiting.here = OnlyHere(drafts=1, practice=1)
    stage.window.close()
    box = question(stage)
    assert len(box.text().splitlines()) == 2
    box.defaultButton().click()
    stage.services.training.full = True
    told: list[bool] = []

    def hear() -> None:
        told.append(True)

    stage.window.closing.connect(hear)
    stage.window.close()
    stage.settle()
    assert told == [True], "a full disk keeps nobody here"


def test_the_embedded_workspace_has_a_name(stage: Stage) -> None:
    session = stage.services.session.current
    assert session is not None
    stage.services.session.current = replace(session, server="embedded")
    stage.services.waiting.cut()
    stage.window.inbox.connection.show_panel(True)
    stage.settle()
    assert "no route to the workspace on this computer" in stage.window.inbox.side.waiting._network.text()


def test_files_can_be_dropped_anywhere_on_the_thread(stage: Stage, tmp_path: Path) -> None:
    middle, file = stage.window.inbox.middle, tmp_path / "invoice.pdf"
    file.write_bytes(b"%PDF-1.4")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    what = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

    def drop() -> bool:
        enters = QDragEnterEvent(QPoint(40, 200), *what)
        QApplication.sendEvent(middle, enters)
        if enters.isAccepted():
            QApplication.sendEvent(middle, QDropEvent(QPointF(40, 200), *what))
        stage.settle()
        return enters.isAccepted()

    assert not drop(), "no thread, no reply to go with"
    stage.open(tid("wang"))
    assert drop()
    assert [one.name for one in middle.composer.chips.files] == ["invoice.pdf"]
    assert middle.composer.isAncestorOf(stage.focus())
