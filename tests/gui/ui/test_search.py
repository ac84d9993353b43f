"""Search by keys: results as one types, jump to a hit and back, find in the open thread."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.errors import Refused, Unreachable
from domain.channel import ChannelKind
from domain.ids import MessageId
from domain.inbox import Folder
from domain.message import Author, MessageKind
from domain.search import SearchHit
from domain.timeline import Entry
from tests.fakes.demo import NOW, demo, message, tid
from tests.fakes.services import Gate
from tests.fakes.stage import Stage
from widgets.search_list.lines import LineKind, SearchLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def press(stage: Stage, keys: str) -> None:
    pressed: QKeyCombination = QKeySequence.fromString(keys)[0]  # type: ignore[index]
    QTest.keyClick(stage.focus(), pressed.key(), pressed.keyboardModifiers())
    stage.settle()


def write(stage: Stage, text: str) -> None:
    """Types; what no key of the test's keyboard writes comes as from an input method."""
    field = stage.focus()
    assert isinstance(field, QLineEdit)
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        field.insert(text)


def search(stage: Stage, text: str) -> None:
    """Types into the search field and lets the pause for the server pass."""
    press(stage, "Ctrl+Shift+F")
    write(stage, text)
    stage.settle()
    stage.window.inbox.column.searcher.ask_server()
    stage.settle()


def lines(stage: Stage) -> list[SearchLine]:
    return list(stage.window.inbox.column.panel.model.lines)


def shown(stage: Stage) -> list[str]:
    said = []
    for line in lines(stage):
        said.append(line.hit.excerpt if line.hit else line.person.name if line.person else line.text)
    return said


def remote_hit(number: int, text: str, short: str = "maria") -> SearchHit:
    channel, kind = ChannelKind.WHATSAPP, MessageKind.TEXT
    at = NOW - timedelta(days=number)
    place = (tid(short), MessageId(f"old-{number}"), 900 - number, at, channel, Author.CUSTOMER, kind)
    return SearchHit(*place, "Мария Ковалёва", "", text, ((0, 3),))


@pytest.fixture
def long_thread(qtbot: QtBot) -> Iterator[Stage]:
    """Somchai's thread with 300 messages; every tenth is about a parcel."""
    world = demo()
    entries = []
    for number in range(300):
        text = f"parcel {number}" if number % 10 == 0 else f"message {number}"
        at = NOW - timedelta(minutes=600 - number)
        entries.append(Entry(message("somchai", text, ChannelKind.WHATSAPP, at, 100 + number)))
    world.entries[tid("somchai")] = entries
    made = Stage(world).show()
    yield made
    made.close()
    assert made.services.tasks.failures == []


def test_people_messages_here_and_on_the_server(stage: Stage) -> None:
    local = stage.services.world.entries[tid("maria")][0].message
    again = replace(remote_hit(1, "same"), message_id=local.id, position=local.position)
    stage.services.search.elsewhere = [again, remote_hit(2, "Мария once asked Как")]
    tester = QAbstractItemModelTester(
        stage.window.inbox.column.panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    search(stage, "как")
    assert shown(stage) == [
        "Messages on this computer", "Как оформить возврат наушников?", "On the server", "Мария once asked Как",
    ]  # fmt: skip
    assert [line.remote for line in lines(stage) if line.hit] == [False, True]
    press(stage, "Ctrl+A")
    write(stage, "мария")
    stage.settle()
    assert shown(stage)[:2] == ["People", "Мария Ковалёва"]
    del tester


def test_slash_and_escape(stage: Stage) -> None:
    inbox = stage.window.inbox
    press(stage, "J")
    chosen = inbox.column.list.currentIndex().row()
    press(stage, "/")
    assert stage.focus() is inbox.column.search
    write(stage, "th")
    stage.settle()
    assert inbox.column.searching
    assert not inbox.column.list.isVisible()
    press(stage, "Esc")
    assert not inbox.column.searching
    assert inbox.column.list.isVisible()
    assert inbox.column.list.currentIndex().row() == chosen
    assert stage.focus() is inbox.column.list


def test_arrows_and_enter_open_the_hit_and_the_field_keeps_the_keys(stage: Stage) -> None:
    search(stage, "возврат")
    press(stage, "Return")
    inbox = stage.window.inbox
    assert inbox.thread_id == tid("maria")
    assert inbox.middle.view.current == stage.services.world.entries[tid("maria")][0].id
    assert stage.focus() is inbox.column.search
    assert inbox.column.searching
    assert inbox.middle.find_bar.count.text() == "1 of 1"


def test_after_the_search_the_thread_on_screen_is_the_one_that_is_marked(stage: Stage) -> None:
    inbox = stage.window.inbox
    press(stage, "Ctrl+2")
    press(stage, "Down")
    elsewhere = inbox.thread_id
    search(stage, "возврат")
    press(stage, "Return")
    press(stage, "Esc")
    assert inbox.thread_id == tid("maria") != elsewhere
    assert inbox.column.list.current_thread() == tid("maria")
    assert inbox.column.folder() is Folder.MINE


def test_who_searches_again_at_once_is_not_pulled_out_of_it(stage: Stage) -> None:
    inbox = stage.window.inbox
    press(stage, "Ctrl+2")
    search(stage, "возврат")
    press(stage, "Return")
    inbox.column.leave_search()
    inbox.column.focus_search()
    inbox.column.search.setText("возврат")
    stage.settle()
    assert inbox.column.searching
    assert inbox.column.search.text() == "возврат"
    assert any(line.hit for line in lines(stage))


def test_the_mouse_opens_a_hit_too(stage: Stage) -> None:
    search(stage, "возврат")
    view = stage.window.inbox.column.panel.list
    row = next(number for number, line in enumerate(lines(stage)) if line.hit)
    spot = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    stage.settle()
    assert stage.window.inbox.thread_id == tid("maria")


def test_a_hit_far_up_is_shown_where_it_is_and_nothing_counts_as_read(long_thread: Stage) -> None:
    stage = long_thread
    search(stage, "parcel 40")
    press(stage, "Return")
    view = stage.window.inbox.middle.view
    assert view.current == "m-140"
    number = view.stack.index_of("m-140")
    assert number is not None
    assert number in view.visible_rows()
    assert view.loaded.newer
    assert not [call for call in stage.services.inbox.calls if call[0] == "mark_read"]
    view.scroll_to_end()
    stage.settle()
    assert [call for call in stage.services.inbox.calls if call[0] == "mark_read"]


def test_next_and_previous_hit(long_thread: Stage) -> None:
    stage = long_thread
    stage.open(tid("somchai"))
    view, bar = stage.window.inbox.middle.view, stage.window.inbox.middle.find_bar
    press(stage, "Ctrl+F")
    assert bar.isVisible()
    write(stage, "parcel")
    stage.settle()
    assert (bar.count.text(), view.current) == ("1 of 30", "m-390")
    for keys, said, aim in (
        ("Return", "2 of 30", "m-380"), ("F3", "3 of 30", "m-370"), ("Shift+F3", "2 of 30", "m-380"),
        ("Shift+Return", "1 of 30", "m-390"), ("Shift+F3", "30 of 30", "m-100"),
    ):  # fmt: skip
        press(stage, keys)
        assert (keys, bar.count.text(), view.current) == (keys, said, aim)
    press(stage, "Esc")
    assert not bar.isVisible()
    assert stage.focus() is view
    press(stage, "F3")
    assert bar.isVisible()
    assert bar.count.text() == "1 of 30"


def test_find_counts_what_only_the_server_has_and_another_thread_closes_it(stage: Stage) -> None:
    stage.open(tid("maria"))
    stage.services.search.elsewhere = [remote_hit(1, "возврат раньше"), remote_hit(2, "возврат ещё раньше")]
    press(stage, "Ctrl+F")
    write(stage, "возврат")
    stage.settle()
    bar = stage.window.inbox.middle.find_bar
    assert bar.count.text() == "1 of 1"
    stage.window.inbox.search.finder.ask_server()
    stage.settle()
    assert bar.count.text() == "1 of 3"
    stage.open(tid("wang"))
    assert not bar.isVisible()


def test_a_jump_that_takes_long_can_be_stopped(stage: Stage) -> None:
    stage.services.search.elsewhere = [remote_hit(1, "qqq long ago")]
    gate = stage.services.timeline.around_gate = Gate()
    search(stage, "qqq")
    press(stage, "Return")
    inbox = stage.window.inbox
    assert "100 so far" in inbox.middle.jumping.text()
    inbox.middle.jumping.acted.emit()
    gate.opened = True
    stage.settle()
    assert not inbox.middle.jumping.isVisible()
    assert inbox.thread_id == tid("maria")
    assert inbox.middle.view.entry_count == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Unreachable(), "when you are online again"), (Refused("too_far"), "very far back"),
        (Refused("message_gone"), "does not exist any more"),
    ],
)  # fmt: skip
def test_a_jump_that_fails_says_why_and_opens_the_thread_as_usual(stage: Stage, error: Exception, words: str) -> None:
    stage.services.search.elsewhere = [remote_hit(1, "qqq long ago")]
    stage.services.timeline.around_error = error
    search(stage, "qqq")
    press(stage, "Return")
    assert words in stage.window.inbox.middle.trouble.text()
    assert stage.window.inbox.middle.view.entry_count == 1


def test_offline_says_what_is_missing_and_asks_when_the_network_is_back(stage: Stage) -> None:
    stage.services.search.elsewhere = [remote_hit(1, "как раньше")]
    stage.services.waiting.cut()
    search(stage, "как")
    assert shown(stage)[-2:] == [
        "On the server", "You are offline: the server is asked as soon as the connection is back.",
    ]  # fmt: skip
    stage.services.waiting.become(online=True, offline_since=None, error="")
    stage.settle()
    assert shown(stage)[-1] == "как раньше"


def test_nothing_found_and_still_indexing(stage: Stage) -> None:
    stage.services.search.complete = False
    search(stage, "zzzz")
    assert shown(stage) == [
        "Nothing found for “zzzz”.",
        "Older messages on this computer are still being indexed; more may turn up.",
    ]
    press(stage, "Return")
    assert stage.window.inbox.thread_id is None


def test_an_answer_to_an_older_text_is_dropped(stage: Stage) -> None:
    gate = stage.services.search.gate = Gate()
    press(stage, "/")
    write(stage, "возврат")
    stage.settle()
    stage.services.search.gate = None
    QTest.keyClick(stage.focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(stage, "пер")
    stage.settle()
    gate.opened = True
    stage.settle()
    assert not [line for line in lines(stage) if line.hit and "возврат" in line.hit.excerpt]


def test_older_hits_of_the_server_come_page_by_page(stage: Stage) -> None:
    stage.services.search.elsewhere = [remote_hit(number, f"как {number}") for number in range(1, 131)]
    search(stage, "как")
    bar = stage.window.inbox.column.panel.list.verticalScrollBar()
    count = sum(line.remote for line in lines(stage))
    assert count == 50
    for _round in range(4):
        bar.setValue(bar.maximum())
        stage.settle()
    hits = [line.hit.excerpt for line in lines(stage) if line.hit and line.remote]
    assert hits == [f"как {number}" for number in range(1, 131)]


def test_more_of_this_computer_comes_when_asked_for(long_thread: Stage) -> None:
    stage = long_thread
    search(stage, "message")
    assert sum(line.kind is LineKind.HIT for line in lines(stage)) >= 30
    for _round in range(12):
        more = next((number for number, line in enumerate(lines(stage)) if line.kind is LineKind.MORE), None)
        if more is None:
            break
        stage.window.inbox.column.panel.list.taken.emit(lines(stage)[more])
        stage.settle()
    hits = [line.key for line in lines(stage) if line.hit]
    assert len(hits) == len(set(hits)) == 270


def test_filters_are_offered_and_shown(stage: Stage) -> None:
    search(stage, "w")
    column = stage.window.inbox.column
    column.panel.filter_wanted.emit("channel:")
    write(stage, "whats from:ann")
    stage.settle()
    assert column.search.text() == "w channel:whats from:ann"
    from widgets.chips import Chip

    chips = [chip.text() for chip in column.panel.findChildren(Chip) if chip.isVisible()]
    assert chips == ["from ann", "WhatsApp"]


def test_hostile_text_is_plain(stage: Stage) -> None:
    hit = remote_hit(1, "<b>bold</b>\u202e <img src=file:///etc/passwd>")
    stage.services.search.elsewhere = [replace(hit, name="<i>Eve</i>", marks=((0, 3), (4, 8)))]
    search(stage, "zzz")
    assert "<b>bold</b>\ufffd <img" in spoken_line(stage)
    stage.window.inbox.column.panel.grab()


def spoken_line(stage: Stage) -> str:
    from widgets.search_list.lines import marked

    hit = next(line.hit for line in lines(stage) if line.hit)
    text, spans = marked(hit)
    assert spans == [(0, 3), (4, 4)]
    return text
