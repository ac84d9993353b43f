"""Three columns where there is room, two where there is not, and widths that come back with the room."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.fakes.demo import go_offline, tid
from tests.fakes.stage import Stage
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def resize(stage: Stage, width: int, height: int) -> None:
    stage.window.resize(width, height)
    stage.settle()


def press(stage: Stage, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> QWidget:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(stage.focus(), key, held)
    stage.settle()
    return stage.focus()


@pytest.fixture
def small(stage: Stage) -> Stage:
    stage.open(tid("wang"))
    resize(stage, 900, 560)
    stage.window.inbox.column.list.setFocus()
    return stage


def test_columns_never_lie_over_each_other(stage: Stage) -> None:
    stage.open(tid("wang"))
    inbox = stage.window.inbox
    sizes = [(1440, 100), (1024, 100), (900, 100), (1440, 150), (1440, 200), (900, 150), (900, 175), (900, 200)]
    for width, zoom in [*sizes, *reversed(sizes)]:
        stage.window.theme.zoom_to(zoom)
        resize(stage, width, 700)
        inbox.splitter.swap()
        stage.settle()
        shown = [column for column in (inbox.column, inbox.middle, inbox.side) if column.isVisible()]
        assert inbox.middle in shown
        for before, after in pairwise(shown):
            assert before.geometry().right() < after.geometry().left(), (width, zoom)
        assert shown[-1].geometry().right() <= inbox.splitter.width()


def test_widths_come_back_with_the_room(stage: Stage) -> None:
    columns = stage.window.inbox.splitter
    before = columns.sizes()
    resize(stage, 900, 560)
    stage.window.theme.zoom_to(150)
    stage.window.theme.zoom_to(100)
    resize(stage, 1440, 900)
    assert columns.sizes() == before


def test_widths_are_kept_over_a_restart(stage: Stage) -> None:
    columns = stage.window.inbox.splitter
    columns.moveSplitter(400, 1)
    left = columns.sizes()[0]
    kept = columns.saveState()
    columns.as_designed()
    assert columns.sizes()[0] != left
    columns.restoreState(kept)
    assert columns.sizes()[0] == left


def test_without_room_the_customer_comes_in_the_place_of_the_list(small: Stage) -> None:
    inbox = small.window.inbox
    assert inbox.column.isVisible()
    assert not inbox.side.isVisible()
    QTest.mouseClick(inbox.middle.header.aside, Qt.MouseButton.LeftButton)
    assert inbox.side.isVisible()
    assert not inbox.column.isVisible()
    QTest.mouseClick(inbox.middle.header.aside, Qt.MouseButton.LeftButton)
    assert inbox.column.isVisible()
    resize(small, 1440, 900)
    assert inbox.side.isVisible()
    assert not inbox.middle.header.aside.isVisible()


def test_f6_goes_through_all_panes_also_without_room(small: Stage) -> None:
    inbox = small.window.inbox
    passed = [press(small, Qt.Key.Key_F6) for _step in range(4)]
    assert passed == [inbox.middle.view, inbox.middle.composer.edit, inbox.side.customer.tag_field, inbox.column.list]
    assert all(pane.isVisible() for pane in (inbox.middle, inbox.column))


def test_words_of_a_banner_keep_half_of_its_line(stage: Stage) -> None:
    banner = stage.window.inbox.middle.memory
    banner.say("This computer has no keychain: Braid keeps nothing after it closes.", "Use a passphrase…")
    for width, zoom in ((1440, 100), (1024, 100), (1440, 150)):
        stage.window.theme.zoom_to(zoom)
        resize(stage, width, 900)
        words = next(part for part in banner.findChildren(PlainLabel) if part.text() == banner.text())
        assert 2 * words.width() > banner.width() - 100, (width, zoom)


@pytest.mark.parametrize(("width", "zoom"), [(1440, 100), (1024, 100), (1024, 150), (900, 150), (900, 200)])
def test_header_and_proposals_fit_into_the_column_of_the_thread(stage: Stage, width: int, zoom: int) -> None:
    stage.open(tid("wang"))
    stage.window.theme.zoom_to(zoom)
    resize(stage, width, 700)
    middle = stage.window.inbox.middle
    for bar in (middle.header, middle.complaint):
        assert bar.isVisible()
        assert bar.minimumSizeHint().width() <= bar.width(), bar


@pytest.mark.parametrize("zoom", [100, 150, 175, 200])
def test_send_is_whole_in_the_smallest_window(stage: Stage, zoom: int) -> None:
    stage.open(tid("wang"))
    resize(stage, 900, 700)
    stage.window.theme.zoom_to(zoom)
    stage.settle()
    foot = stage.window.inbox.middle.composer.foot
    assert foot.send_button.width() >= foot.send_button.minimumSizeHint().width()
    assert foot.send_button.geometry().right() < foot.width()
    assert foot.voice_button.isVisible() is (zoom <= 150)


def test_buttons_without_words_say_what_they_do(stage: Stage) -> None:
    stage.open(tid("wang"))
    header = stage.window.inbox.middle.header
    assert (header.assign.text(), header.done.text()) == ("Assign ▾", "Done")
    resize(stage, 900, 700)
    stage.window.theme.zoom_to(150)
    stage.settle()
    for one, name in ((header.assign, "Assign"), (header.snooze, "Snooze"), (header.done, "Mark as done")):
        assert (one.text(), one.icon().isNull(), one.accessibleName()) == ("", False, name)
        assert name in one.toolTip()
    stage.window.theme.zoom_to(100)
    resize(stage, 1440, 900)
    assert (header.assign.text(), header.assign.icon().isNull()) == ("Assign ▾", True)


@pytest.mark.parametrize("width", [900, 1440])
def test_what_waits_takes_the_keys_and_gives_them_back(stage: Stage, width: int) -> None:
    go_offline(stage.services.world)
    stage.services.waiting.cut()
    stage.open(tid("wang"))
    resize(stage, width, 700)
    inbox = stage.window.inbox
    inbox.write()
    ctrl_shift = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert press(stage, Qt.Key.Key_W, *ctrl_shift) is inbox.side.waiting.each.list
    assert press(stage, Qt.Key.Key_Escape) is inbox.middle.composer.edit
    assert inbox.column.isVisible()


def test_a_key_for_the_list_brings_it_back(small: Stage) -> None:
    inbox = small.window.inbox
    inbox.splitter.reveal(inbox.side)
    inbox.middle.view.setFocus()
    assert press(small, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier) is inbox.column.list
    assert not inbox.side.isVisible()
