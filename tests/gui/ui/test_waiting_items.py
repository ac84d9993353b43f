"""The sync panel row by row: what, since when, why, and what the agent can do about it by keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QScrollArea

from app.changes import ChangeSet
from domain.ids import OperationId
from domain.outbox import OutboxState, QueuedOperation
from tests.fakes.demo import NOW, go_offline, tid
from tests.fakes.stage import Stage
from tests.gui.ui.test_inbox import question, send, type_text
from ui.inbox.waiting_items import MOST_ITEMS, WaitingItems
from ui.inbox.waiting_words import connection_lines, item_of, why
from widgets.item_list import ITEM, Item

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(stage: Stage) -> WaitingItems:
    go_offline(stage.services.world)
    stage.services.waiting.cut()
    tell(stage)
    stage.window.registry.run("waiting")
    stage.settle()
    items = stage.window.inbox.side.waiting.each
    items.list.setFocus()
    return items


def tell(stage: Stage) -> None:
    stage.services.hub.tell(ChangeSet(outbox=True, reset=True))
    stage.settle()


def shown(items: WaitingItems) -> list[Item]:
    model = items.list.model()
    return [model.index(row, 0).data(ITEM) for row in range(model.rowCount())]


def go_to(items: WaitingItems, key: str) -> QueuedOperation:
    """By the arrows, as a person would."""
    QTest.keyClick(items.list, Qt.Key.Key_Home)
    for _step in shown(items):
        if items.list.current == key:
            break
        QTest.keyClick(items.list, Qt.Key.Key_Down)
    assert items.current is not None
    assert items.current.operation.id == key
    return items.current


def test_every_row_says_what_since_when_and_why(stage: Stage) -> None:
    items = opened(stage)
    lines = {item.key: item for item in shown(items)}
    assert [item.mark for item in lines.values()][:3] == ["high", "medium", ""]
    assert lines["item-0"].title == "Somchai Prasert"
    assert lines["item-0"].second.startswith("Reply: \u2068พัสดุ"), "in whatever direction, it turns no word of ours"
    assert lines["item-0"].third == "waits for the network · 10 min"
    assert lines["item-1"].second.startswith("Note: \u2068")
    assert "3 MB" in lines["item-2"].second
    assert lines["item-3"].second == "Mark as done"
    assert lines["item-4"].third.startswith("waits for the network"), "no second counted down would be true"
    stage.services.waiting.become(online=True, offline_since=None, error="", next_try_at=None)
    stage.settle()
    tell(stage)
    assert shown(items)[-1].third.startswith("leaves in 4 s")


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        (OutboxState.QUEUED, {}, "waits its turn"),
        (OutboxState.SENT, {}, "sent, no answer yet"),
        (OutboxState.UPLOADING, {}, "its file is being uploaded"),
        (OutboxState.QUEUED, {"error": "throttled"}, "the server is busy"),
        (OutboxState.QUEUED, {"online": False}, "waits for the network"),
        (OutboxState.QUEUED, {"online": False, "signed_out": True}, "leaves after you sign in"),
    ],
)
def test_why_it_has_not_left(stage: Stage, state: OutboxState, status: dict[str, object], words: str) -> None:
    opened(stage)
    row = replace(stage.services.world.items[0], state=state)
    known = replace(stage.services.waiting.status, **({"online": True, "error": ""} | status))  # type: ignore[arg-type]
    assert why(row, known, NOW) == words


def test_files_are_counted_while_they_are_uploaded(stage: Stage) -> None:
    opened(stage)
    row = replace(stage.services.world.items[0], state=OutboxState.UPLOADING)
    online = replace(stage.services.waiting.status, online=True, error="")
    assert why(row, online, NOW, (1, 3)) == "uploading file 2 of 3"
    assert why(row, online, NOW, (0, 1)) == "its file is being uploaded"


def test_the_button_says_what_it_does_for_each_row(stage: Stage) -> None:
    items = opened(stage)
    said = {}
    for item in shown(items):
        row = go_to(items, item.key)
        said[row.state, row.leaves_at is not None] = items.go.text()
    assert said[OutboxState.BLOCKED, False] == "Retry"
    assert said[OutboxState.HELD, False] == "Send anyway"
    assert said[OutboxState.QUEUED, True] == "Try now", "nothing can be sent now"
    assert said[OutboxState.QUEUED, False] == "Try now"
    stage.services.waiting.become(online=True, offline_since=None, error="", next_try_at=None)
    tell(stage)
    go_to(items, "item-4")
    assert items.go.text() == "Send now"


def test_keys_open_send_edit_and_discard(stage: Stage) -> None:
    items = opened(stage)
    row = go_to(items, "item-0")
    QTest.keyClick(items.list, Qt.Key.Key_S)
    stage.settle()
    assert stage.services.waiting.calls == [("go", row)]
    QTest.keyClick(items.list, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == row.operation.payload.text  # type: ignore[union-attr]
    QTest.keyClick(items.list, Qt.Key.Key_Return)
    stage.settle()
    assert stage.window.inbox.thread_id == tid("somchai")
    items.list.setFocus()
    go_to(items, "item-3")
    assert not items.edit.isEnabled(), "there is no text in it"
    QTest.keyClick(items.list, Qt.Key.Key_Delete)
    stage.settle()
    assert stage.services.waiting.calls[-1][0] == "give_up"
    tell(stage)
    assert "item-3" not in [item.key for item in shown(items)]
    assert items.list.current == "item-4", "the next one is current"


@pytest.mark.parametrize(("key", "discarded"), [(Qt.Key.Key_Return, False), (Qt.Key.Key_Escape, False), (None, True)])
def test_words_are_thrown_away_only_when_that_is_really_meant(
    stage: Stage, key: Qt.Key | None, discarded: bool
) -> None:
    items = opened(stage)
    go_to(items, "item-0")
    QTest.keyClick(items.list, Qt.Key.Key_Delete)
    box = question(stage)
    assert "พัสดุ" in box.text()
    assert stage.services.waiting.calls == []
    if key is None:
        button = next(one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.DestructiveRole)
        button.click()
    else:
        QTest.keyClick(box, key)
    stage.settle()
    assert bool(stage.services.waiting.calls) is discarded


def test_a_reply_in_its_thread_is_discarded_after_the_same_question(stage: Stage) -> None:
    stage.services.settings.undo_seconds = 5
    stage.open(tid("maria"))
    type_text(stage, "wrong thread")
    send(stage)
    view = stage.window.inbox.middle.view
    view.discard_requested.emit(view.newest)
    box = question(stage)
    assert "wrong thread" in box.text()
    assert [call for call, _entry in stage.services.sending.calls] == []
    next(one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.DestructiveRole).click()
    stage.settle()
    assert [call for call, _entry in stage.services.sending.calls] == ["discard"]


def test_what_is_under_way_can_only_be_looked_at_and_copied(stage: Stage) -> None:
    items = opened(stage)
    go_to(items, "item-1")
    assert not items.edit.isEnabled()
    assert not items.discard.isEnabled()
    assert items.copy.isEnabled()


@pytest.mark.parametrize("zoom", [100, 125, 150, 175])
def test_the_panel_is_never_wider_than_its_column(stage: Stage, zoom: int) -> None:
    stage.window.resize(900, 700)
    opened(stage)
    stage.window.theme.zoom_to(zoom)
    stage.settle()
    area = next(one for one in stage.window.inbox.side.findChildren(QScrollArea) if one.isVisible())
    assert area.horizontalScrollBar().maximum() == 0


def test_a_thousand_rows_are_listed_and_the_rest_is_counted(stage: Stage) -> None:
    items = opened(stage)
    world = stage.services.world
    one = world.items[0]
    made = [replace(one.operation, id=OperationId(f"many-{number}")) for number in range(1500)]
    world.items = [replace(one, operation=operation) for operation in made]
    world.backlog = (1500, 0, 0)
    tell(stage)
    assert len(shown(items)) == MOST_ITEMS
    assert items.more.text() == "and 502 more"
    items.list.scrollToBottom()
    items.grab()


def test_the_connection_card_tells_sync_next_try_and_the_last_error(stage: Stage) -> None:
    status = stage.services.waiting.status
    assert connection_lines(status, "here", NOW) == ["connected to here", "last in sync at 10:41"]
    slow = replace(status, error="throttled", next_try_at=NOW + timedelta(seconds=40))
    assert connection_lines(slow, "here", NOW)[2:] == ["last error: here asks for patience", "next try in 40 s"]


def test_hostile_words_stay_words(stage: Stage) -> None:
    opened(stage)
    item = item_of(stage.services.world.items[0], "<b>Ann</b>", stage.services.waiting.status, NOW)
    assert item.title == "<b>Ann</b>"
