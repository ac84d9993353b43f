"""A reply can be called back by keys while it counts down; who wrote meanwhile is told and never in the way."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import ChangeSet
from domain.ids import MessageId
from domain.outbox import OutboxState
from domain.timeline import Newer
from tests.fakes.demo import ME, NOW, tid
from tests.fakes.stage import Stage
from tests.gui.ui.test_inbox import send, type_text
from widgets.thread_list.words import ListContext
from widgets.thread_list.words import words as line_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NEWS = Newer(MessageId("m1"), 900, "Lena Hoff", False, NOW - timedelta(minutes=2), "It left this morning.")


def words(stage: Stage) -> str:
    """What stands under the newest message."""
    view = stage.window.inbox.middle.view
    return " ".join(run.text for line in view.stack.get(len(view.stack.rows) - 1).lines for run in line.runs)


def ready(stage: Stage, seconds: int = 5, text: str = "hello") -> None:
    stage.services.settings.undo_seconds = seconds
    stage.open(tid("maria"))
    type_text(stage, text)
    send(stage)


def test_it_counts_down_and_then_says_so_no_more(stage: Stage) -> None:
    ready(stage)
    assert "leaves in 5 s" in words(stage)
    assert "Undo" in words(stage)
    stage.services.clock.forward(2.5)
    stage.window.inbox.feeder.count_down()
    assert "leaves in 3 s" in words(stage)
    stage.services.clock.forward(2.5)
    stage.window.inbox.feeder.count_down()
    assert "leaves" not in words(stage)
    assert "Undo" not in words(stage)


def test_offline_it_waits_for_the_network_and_can_still_be_undone(stage: Stage) -> None:
    stage.services.waiting.cut()
    ready(stage)
    assert "waits for the network" in words(stage)
    assert "leaves in" not in words(stage)
    assert "Undo" in words(stage)
    assert "Send now" not in words(stage)
    stage.services.waiting.become(online=True, offline_since=None, error="", next_try_at=None)
    stage.settle()
    assert "leaves in 5 s" in words(stage)
    stage.services.waiting.cut()
    stage.settle()
    assert "waits for the network" in words(stage)
    QTest.keyClick(stage.focus(), Qt.Key.Key_Up)
    stage.settle()
    assert stage.window.inbox.middle.composer.text == "hello"


def test_offline_no_file_is_uploading(stage: Stage) -> None:
    ready(stage, seconds=0)
    entries = stage.services.world.entries[tid("maria")]
    entries[-1] = replace(entries[-1], sending=OutboxState.UPLOADING, queue=1)
    stage.services.hub.tell(ChangeSet(reset=True))
    stage.settle()
    assert "uploading" in words(stage)
    stage.services.waiting.cut()
    stage.settle()
    assert "waits for the network" in words(stage)
    assert "uploading" not in words(stage)


def test_a_note_stands_as_such_in_the_list(stage: Stage) -> None:
    stage.open(tid("maria"))
    stage.window.registry.run("note")
    type_text(stage, "ask Mia first")
    send(stage)
    row, _folder = stage.services.world.rows[tid("maria")]
    said = line_words(replace(row, draft=""), ListContext(NOW, UTC, ME))
    assert (said.lead, said.snippet) == ("Note:", "ask Mia first")


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)],
)
def test_up_and_undo_in_the_empty_composer_call_it_back(stage: Stage, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    ready(stage)
    composer = stage.window.inbox.middle.composer
    assert composer.text == ""
    QTest.keyClick(stage.focus(), key, held)
    stage.settle()
    assert composer.text == "hello"
    assert stage.focus() is composer.edit
    assert not any(entry.message.text == "hello" for entry in stage.services.world.entries[tid("maria")])
    send(stage)
    assert [draft.text for draft in stage.services.sending.sent] == ["hello", "hello"]


def test_up_with_text_moves_the_caret_and_too_late_does_nothing(stage: Stage) -> None:
    ready(stage)
    type_text(stage, "more")
    QTest.keyClick(stage.focus(), Qt.Key.Key_Up)
    stage.settle()
    assert stage.window.inbox.middle.composer.text == "more"
    stage.window.inbox.middle.composer.edit.setPlainText("")
    stage.services.clock.forward(6)
    QTest.keyClick(stage.focus(), Qt.Key.Key_Up)
    stage.settle()
    assert stage.window.inbox.middle.composer.text == ""


def test_from_another_thread_the_agent_is_brought_back(stage: Stage) -> None:
    ready(stage)
    stage.open(tid("somchai"))
    stage.window.registry.run("undo_send")
    stage.settle()
    assert stage.window.inbox.thread_id == tid("maria")
    assert stage.window.inbox.middle.composer.text == "hello"


def test_send_now_from_the_bubble(stage: Stage) -> None:
    ready(stage)
    view = stage.window.inbox.middle.view
    view.send_now_requested.emit(view.newest)
    stage.settle()
    assert "leaves" not in words(stage)
    assert stage.services.sending.calls[-1][0] == "send_now"


def test_who_wrote_meanwhile_is_told_and_one_key_takes_the_reply_back(stage: Stage) -> None:
    stage.services.drafts.newer = [NEWS]
    ready(stage)
    bar = stage.window.inbox.middle.moved
    assert "Lena Hoff" in bar.text()
    assert "2 min ago" in bar.text()
    assert "It left this morning." in bar.quote.text()
    assert [draft.text for draft in stage.services.sending.sent] == ["hello"]
    QTest.keyClick(stage.focus(), Qt.Key.Key_Up)
    stage.settle()
    assert stage.window.inbox.middle.composer.text == "hello"
    assert bar.text() == ""
    send(stage)
    assert bar.text() == "", "told once"


def test_without_undo_it_asks_first_and_the_same_key_sends(stage: Stage) -> None:
    stage.services.drafts.newer = [NEWS]
    ready(stage, seconds=0)
    bar = stage.window.inbox.middle.moved
    assert stage.services.sending.sent == []
    assert stage.window.inbox.middle.composer.text == "hello"
    assert "Not sent yet" in bar.text()
    send(stage)
    assert [draft.text for draft in stage.services.sending.sent] == ["hello"]
    assert bar.text() == ""


def test_escape_closes_the_notice(stage: Stage) -> None:
    stage.services.drafts.newer = [NEWS]
    ready(stage)
    QTest.keyClick(stage.focus(), Qt.Key.Key_Escape)
    stage.settle()
    assert stage.window.inbox.middle.moved.text() == ""
