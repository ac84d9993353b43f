"""While a quick reply is chosen, what the customer wrote last stays in sight."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from tests.fakes.demo import tid
from tests.fakes.stage import Stage
from ui.inbox.thread_column import ThreadColumn


def last_bubble(column: ThreadColumn) -> QRect:
    """Of the newest message, as it stands in the window."""
    view = column.view
    newest = view.newest
    assert newest is not None
    number = view.stack.index_of(newest.id)
    assert number is not None
    bubble = view.stack.get(number).bubble.translated(view.row_rect(number).topLeft()).toAlignedRect()
    return QRect(view.viewport().mapTo(column.window(), bubble.topLeft()), bubble.size())


def opened(stage: Stage, height: int = 760) -> ThreadColumn:
    stage.window.resize(1440, height)
    stage.open(tid("wang"))
    column = stage.window.inbox.middle
    column.view.scroll_to_end()
    column.composer.focus_text()
    stage.settle()
    return column


def test_the_end_of_the_thread_moves_above_the_palette_and_back(stage: Stage) -> None:
    column = opened(stage)
    before = last_bubble(column)
    QTest.keyClicks(column.composer.edit, "/")
    stage.settle()
    palette = column.composer.quick.palette
    top = palette.mapTo(column.window(), QPoint(0, 0)).y()
    assert before.bottom() > top, "it would be covered"
    assert last_bubble(column).bottom() < top
    assert column.view.at_end
    QTest.keyClick(column.composer.edit, Qt.Key.Key_Escape)
    stage.settle()
    assert last_bubble(column) == before


def test_letters_make_nothing_jump(stage: Stage) -> None:
    column = opened(stage)
    QTest.keyClicks(column.composer.edit, "/")
    stage.settle()
    high, before = column.composer.quick.palette.height(), last_bubble(column)
    QTest.keyClicks(column.composer.edit, "thanks")
    stage.settle()
    assert column.composer.quick.palette.height() < high
    assert last_bubble(column) == before


def test_in_a_low_window_some_of_the_thread_stays(stage: Stage) -> None:
    column = opened(stage, 420)
    QTest.keyClicks(column.composer.edit, "/")
    stage.settle()
    assert column.view.viewport().height() > 40
