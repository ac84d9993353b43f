"""What the inbox makes after its first frame: in time, at the first question, and as if it had always been there."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.demo import tid
from tests.fakes.stage import Stage
from ui.late import AfterPaint, Ahead, Late

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    with Stage() as made:
        yield made


def test_the_window_is_there_before_what_belongs_to_a_thread(stage: Stage) -> None:
    stage.window.show_inbox()
    stage.window.show()
    assert not stage.window.inbox.is_furnished
    stage.settle()
    assert stage.window.inbox.column.model.rowCount() > 0
    assert stage.window.inbox.is_furnished


def test_signing_in_comes_without_it(qtbot: QtBot) -> None:
    stage = Stage(signed_in=False).show()
    assert not stage.window.inbox.is_furnished
    stage.close()


def test_whoever_asks_for_one_part_first_has_all_of_them(stage: Stage) -> None:
    composer = stage.window.inbox.middle.composer
    assert stage.window.inbox.is_furnished
    assert stage.window.inbox.side.is_furnished
    assert stage.window.inbox.middle.composer is composer


def test_a_thread_that_is_opened_before_the_list_came_is_shown_whole(stage: Stage) -> None:
    stage.window.show_inbox()
    stage.window.show()
    stage.window.inbox.go_to(tid("wang"))
    stage.settle()
    inbox = stage.window.inbox
    assert inbox.card is not None
    assert inbox.middle.view.entry_count > 0
    assert inbox.middle.composer.isVisible()


def test_between_two_pieces_whoever_asks_has_the_rest_at_once(stage: Stage) -> None:
    stage.window.show_inbox()
    inbox = stage.window.inbox
    pieces = 0
    while not inbox.middle.is_furnished:
        assert inbox.furnish_more()
        pieces += 1
    assert pieces > 1
    assert not inbox.is_furnished
    composer = inbox.middle.composer
    inbox.go_to(tid("wang"))
    stage.settle()
    assert inbox.is_furnished
    assert inbox.middle.composer is composer
    assert inbox.card is not None
    assert not inbox.furnish_more()


def test_a_window_that_is_closed_between_two_pieces_hears_nothing_more(qtbot: QtBot) -> None:
    stage = Stage()
    stage.window.show_inbox()
    stage.window.show()
    inbox = stage.window.inbox
    while "quick" not in vars(inbox):
        assert inbox.furnish_more()
    disposed, stage.window.dispose = stage.window.dispose, _nothing  # type: ignore[method-assign]
    disposed()
    stage.settle()
    assert not inbox.is_furnished
    assert stage.services.tasks.failures == []
    stage.close()


def test_a_slip_in_a_name_is_still_one(stage: Stage) -> None:
    with pytest.raises(AttributeError, match="no_such_part"):
        getattr(stage.window.inbox, "no_such_part")  # noqa: B009
    assert not stage.window.inbox.is_furnished


def test_tab_goes_from_the_list_through_the_thread_to_the_bell(stage: Stage) -> None:
    stage.show().open(tid("wang"))
    inbox = stage.window.inbox
    wanted = [inbox.column.list, inbox.middle.view, inbox.middle.composer.edit]
    inbox.column.list.setFocus()
    passed: list[QWidget] = []
    while (focus := stage.focus()) not in passed:
        passed.append(focus)
        stage.window.focusNextChild()
    order = [passed.index(widget) for widget in (*wanted, stage.window.alerts.bell)]
    assert order == sorted(order)


def test_the_composer_has_the_colours_of_the_theme(stage: Stage) -> None:
    stage.show().open(tid("wang"))
    edit = stage.window.inbox.middle.composer.edit
    assert edit.palette().placeholderText().color() == stage.window.theme.tokens.text3


def test_the_bell_answers_before_anything_else_is_there(stage: Stage) -> None:
    stage.window.show_inbox()
    stage.window.show()
    QTest.mouseClick(stage.window.alerts.bell, Qt.MouseButton.LeftButton)
    assert stage.window.alerts.panel.isVisible()
    stage.window.alerts.panel.hide()
    stage.settle()


def test_a_window_that_is_closed_at_once_makes_nothing_more(qtbot: QtBot) -> None:
    stage = Stage()
    stage.window.show_inbox()
    stage.window.show()
    disposed, stage.window.dispose = stage.window.dispose, _nothing  # type: ignore[method-assign]
    disposed()
    stage.settle()
    assert stage.window.inbox.column.model.rowCount() > 0
    assert not stage.window.inbox.is_furnished
    stage.close()


def test_what_is_never_painted_is_not_waited_for(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitSignal(AfterPaint([widget], widget).over):
        assert not widget.isVisible()


def _nothing() -> None:
    """It is disposed already."""


class _Late(Late):
    """Three late parts in two pieces."""

    one: int
    two: int
    three: int

    def make_parts(self) -> Iterator[None]:
        self.one = 1
        yield
        self.two, self.three = self.one + 1, 3


def test_after_the_imports_late_parts_come_a_piece_a_turn(qtbot: QtBot, tmp_path: Path) -> None:
    late = _Late()
    qtbot.addWidget(late)
    told: list[int] = []
    late.furnished.connect(_Teller(late, told).tell)
    ahead = Ahead((), AfterPaint((), late), late)
    with qtbot.waitSignal(ahead.over, timeout=0):
        ahead.begin()
    assert told == [3]


class _Teller(QObject):
    def __init__(self, late: _Late, told: list[int]) -> None:
        super().__init__(late)
        self._late, self._told = late, told

    def tell(self) -> None:
        self._told.append(self._late.three)


def test_a_part_that_is_asked_for_half_way_brings_the_others(qtbot: QtBot) -> None:
    late = _Late()
    qtbot.addWidget(late)
    assert late.furnish_more()
    assert not late.is_furnished
    assert late.one == 1
    assert not late.is_furnished
    assert late.two == 2
    assert late.is_furnished


def test_what_takes_long_to_import_comes_in_pieces_between_which_keys_are_heard(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("late_piece_one", "late_piece_two")
    for name in names:
        (tmp_path / f"{name}.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    owner = QObject()
    paint = AfterPaint((), owner)
    ahead = Ahead(names, paint)
    ahead.begin()
    assert not set(names) & set(sys.modules), "whoever begins goes on at once"
    with qtbot.waitSignal(ahead.over):
        pass
    assert set(names) <= set(sys.modules)
    again = Ahead(names, paint)
    with qtbot.waitSignal(again.over, timeout=0):
        again.begin()
    for name in names:
        monkeypatch.delitem(sys.modules, name)


def test_what_the_first_thread_needs_is_read_in_a_quiet_moment_before_it(stage: Stage) -> None:
    stage.show()
    inbox, guidance = stage.window.inbox, stage.services.guidance
    assert inbox.first.quiet.isActive()
    assert not guidance.ready, "not while the program starts"
    inbox.first.quiet.timeout.emit()
    stage.settle()
    assert guidance.ready
    assert inbox.quick.is_ready


def test_whoever_opens_a_thread_before_that_moment_waits_for_nothing_twice(stage: Stage) -> None:
    stage.show()
    stage.open(tid("wang"))
    stage.window.registry.run("find")
    stage.window.inbox.middle.find_bar.field.setText("order")
    stage.settle()
    stage.window.inbox.first.quiet.timeout.emit()
    stage.settle()
    assert stage.window.inbox.middle.find_bar.isVisible(), "what is looked for there stays"
    assert not stage.services.guidance.ready


def test_a_window_that_closes_reads_nothing_more(stage: Stage) -> None:
    stage.show()
    stage.window.dispose()
    stage.window.dispose = _nothing  # type: ignore[method-assign]
    assert not stage.window.inbox.first.quiet.isActive()
