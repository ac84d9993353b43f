"""What a message is, on screen: in the list, on the bubble, in its menu; one key puts it right (E-1)."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from domain.emotion.assessment import Tier, Topic
from domain.inbox import ThreadRow
from tests.fakes.demo import ME, MOODS, NOW, tid
from tests.fakes.stage import Stage
from tests.gui.painted import Painted
from widgets.assessment import assessment_words, clock_words
from widgets.painted_list import ROW
from widgets.thread_list.view import ThreadList
from widgets.thread_list.words import ListContext, ticks, words
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.menu import corrections
from widgets.thread_view.spoken import spoken_message

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def row(stage: Stage, short: str) -> ThreadRow:
    return stage.services.world.rows[tid(short)][0]


def context(**later: float) -> ListContext:
    return ListContext(NOW + timedelta(**later), UTC, ME)


def thread_context() -> ThreadContext:
    return ThreadContext(NOW, UTC, ME, "Wang", (), "en")


@pytest.mark.parametrize(
    ("seconds", "chip"), [(0, "high · 0:21"), (21, "high · 0:00"), (31, "high · −0:10"), (600, "high · 10 min")]
)
def test_the_chip_counts_the_tiers_clock_down_and_then_the_wait(stage: Stage, seconds: int, chip: str) -> None:
    said = words(row(stage, "wang"), context(seconds=seconds))
    assert (said.chip, said.chip_kind) == (chip, "high")


def test_the_second_line_says_complaint_and_topic(stage: Stage) -> None:
    assert words(row(stage, "wang"), context()).second.startswith("complaint · returns · Instagram")
    assert words(row(stage, "maria"), context()).second.startswith("returns · WhatsApp")


def test_seconds_are_counted_only_where_they_show(stage: Stage) -> None:
    assert ticks(row(stage, "wang"), context())
    assert not ticks(row(stage, "wang"), context(minutes=10))
    assert not ticks(row(stage, "giulia"), context())
    assert not ticks(replace(row(stage, "wang"), waiting_since=None), context())


def test_the_reasons_are_the_customers_own_words(stage: Stage) -> None:
    assert assessment_words(MOODS["wang"]) == "high: 第三次 · 消保會 · 公開"
    assert assessment_words(MOODS["maria"]) == "low"
    assert clock_words(timedelta(seconds=-65)) == "−1:05"


@pytest.mark.parametrize(("key", "tier"), [("1", Tier.LOW), ("2", Tier.MEDIUM)])
def test_one_key_in_the_list_corrects_the_newest_message(stage: Stage, key: str, tier: Tier) -> None:
    stage.open(tid("wang"))
    stage.settle()
    stage.window.inbox.column.list.setFocus()
    QTest.keyClicks(stage.window.inbox.column.list, key)
    stage.settle()
    newest = stage.services.world.entries[tid("wang")][-1].message.id
    expected = ("correct", tid("wang"), newest, tier, tier is not Tier.LOW, Topic.REFUND)
    assert expected in stage.services.inbox.calls


def test_the_menu_of_a_message_offers_every_other_tier_and_topic(stage: Stage) -> None:
    entry = stage.services.world.entries[tid("wang")][-1]
    said = [choice.words for choice in corrections(entry)]
    assert "low: ordinary question" in said
    assert not any("high" in line for line in said)
    assert [
        choice.correction.topic for choice in corrections(entry) if choice.correction and "about" in choice.words
    ] == [topic for topic in Topic if topic is not Topic.REFUND]
    assert corrections(stage.services.world.entries[tid("wang")][1]) == []


def test_a_screen_reader_hears_what_it_is(stage: Stage) -> None:
    said = spoken_message(stage.services.world.entries[tid("wang")][-1], thread_context())
    assert "high: 第三次 · 消保會 · 公開" in said
    assert "low" not in spoken_message(stage.services.world.entries[tid("maria")][-1], thread_context())


def test_what_is_chosen_in_the_menu_is_told(stage: Stage) -> None:
    stage.open(tid("wang"))
    stage.settle()
    view = stage.window.inbox.middle.view
    menu = view.open_menu(stage.services.world.entries[tid("wang")][-1].id, view.mapToGlobal(QPoint(0, 0)))
    assert menu is not None
    [judging] = menu.findChildren(QMenu)
    [action] = [action for action in judging.actions() if "account" in action.text()]
    action.trigger()
    menu.close()
    stage.settle()
    assert stage.services.inbox.calls[-1][3:] == (Tier.HIGH, True, Topic.ACCOUNT)


def test_ctrl_shift_3_says_high_from_the_composer_too(stage: Stage) -> None:
    stage.open(tid("maria"))
    stage.settle()
    stage.window.inbox.middle.composer.focus_text()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(stage.window.inbox.middle.composer.edit, Qt.Key.Key_3, modifiers)
    stage.settle()
    assert stage.services.inbox.calls[-1][3:] == (Tier.HIGH, True, Topic.REFUND)


def test_a_second_paints_only_the_lines_that_say_something_else(stage: Stage) -> None:
    """R25: half a minute, a connection or a second repaints no line that reads as it did."""
    shown = stage.window.inbox.column.list
    shown.set_context(context())
    stage.settle()
    painted = Painted(shown)
    painted.take()
    shown.set_context(context(seconds=1))
    counted = [index for index in lines_of(shown) if ticks(index.data(ROW), context())]
    assert 0 < len(counted) < shown.model().rowCount()
    assert painted.take() == region_of(shown, counted).boundingRect()
    shown.set_context(context(seconds=1))
    assert painted.take().isEmpty()


def test_lines_that_say_something_else_are_all_painted(stage: Stage) -> None:
    """Offline every line says as of when it is."""
    shown = stage.window.inbox.column.list
    shown.set_context(context())
    stage.settle()
    painted = Painted(shown)
    painted.take()
    shown.set_context(replace(context(), as_of=NOW))
    assert painted.take() == region_of(shown, lines_of(shown)).boundingRect()


def lines_of(shown: ThreadList) -> list[QModelIndex]:
    return [shown.model().index(number, 0) for number in range(shown.model().rowCount())]


def region_of(shown: ThreadList, lines: list[QModelIndex]) -> QRegion:
    found = QRegion()
    for index in lines:
        found = found.united(shown.visualRect(index) & shown.viewport().rect())
    return found
