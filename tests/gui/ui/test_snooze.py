"""Snoozing by keys alone: typed times, presets, the calendar; Escape changes nothing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QTest

from app.i18n import _
from domain.ids import ThreadId
from domain.thread import ThreadStatus
from tests.fakes.demo import NOW
from tests.fakes.stage import Stage
from ui import locale
from ui.inbox.snooze import presets
from ui.inbox.snooze_dialog import SnoozeDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

BANGKOK = ZoneInfo("Asia/Bangkok")
"""NOW is Sunday 17:41 there."""


@pytest.fixture(autouse=True)
def in_bangkok(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "zone", _bangkok)


def _bangkok() -> ZoneInfo:
    return BANGKOK


def asked(stage: Stage, key: str = "H") -> tuple[ThreadId, SnoozeDialog]:
    """The first thread, and the question that a shortcut opens over it."""
    QTest.keyClick(stage.focus(), Qt.Key.Key_J)
    stage.settle()
    thread_id = stage.window.inbox.thread_id
    assert thread_id is not None
    keys = (
        Qt.KeyboardModifier.NoModifier
        if key == "H"
        else Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    QTest.keyClick(stage.focus(), Qt.Key.Key_H, keys)
    stage.settle()
    dialog = next(one for one in stage.window.findChildren(SnoozeDialog) if one.isVisible())
    assert stage.focus() is dialog.field
    return thread_id, dialog


def until(stage: Stage, thread_id: ThreadId) -> datetime | None:
    thread = stage.services.world.cards[thread_id].thread
    assert (thread.status is ThreadStatus.SNOOZED) == (thread.snoozed_until is not None)
    return thread.snoozed_until


def press(stage: Stage, key: Qt.Key) -> None:
    QTest.keyClick(stage.focus(), key)
    stage.settle()


@pytest.mark.parametrize("key", ["H", "Ctrl+Shift+H"])
def test_tomorrow_at_nine_by_keys_alone(stage: Stage, key: str) -> None:
    thread_id, dialog = asked(stage, key)
    QTest.keyClicks(dialog.field, "tomorrow 9")
    stage.settle()
    assert "23" in dialog.answer.text()
    assert "09:00" in dialog.answer.text()
    assert dialog.field.accessibleDescription() == dialog.answer.text()
    press(stage, Qt.Key.Key_Return)
    assert until(stage, thread_id) == datetime(2026, 11, 23, 9, tzinfo=BANGKOK).astimezone(UTC)
    assert [call[0] for call in stage.services.inbox.calls].count("snooze") == 1


def test_escape_changes_nothing(stage: Stage) -> None:
    thread_id, dialog = asked(stage)
    QTest.keyClicks(dialog.field, "tomorrow 9")
    press(stage, Qt.Key.Key_Escape)
    assert until(stage, thread_id) is None
    assert stage.window.inbox.thread_id == thread_id


def test_what_is_no_time_is_told_and_not_taken(stage: Stage) -> None:
    thread_id, dialog = asked(stage)
    for text, said in [
        ("blue", _("Not a time that Braid knows")),
        ("today 8", _("That has passed")),
        ("1 Jan 2029", _("That is more than two years ahead")),
        ("31 feb", _("There is no such day")),
    ]:
        dialog.field.clear()
        QTest.keyClicks(dialog.field, text)
        assert dialog.answer.text() == said
        press(stage, Qt.Key.Key_Return)
        assert dialog.isVisible()
    assert until(stage, thread_id) is None
    press(stage, Qt.Key.Key_Escape)


def test_a_preset_by_arrow_keys_is_taken_once(stage: Stage) -> None:
    thread_id, dialog = asked(stage)
    QTest.keyClicks(dialog.field, "tomorrow 9")
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Down)
    assert stage.focus() is dialog.choices
    press(stage, Qt.Key.Key_Return)
    assert until(stage, thread_id) == presets(NOW, BANGKOK)[1][1].astimezone(UTC)
    assert [call[0] for call in stage.services.inbox.calls].count("snooze") == 1


def test_the_calendar_writes_into_the_field_and_follows_it(stage: Stage) -> None:
    thread_id, dialog = asked(stage)
    QTest.keyClicks(dialog.field, "25 Nov 8:00")
    assert dialog.calendar.dateTime() == QDateTime(2026, 11, 25, 8, 0, 0)
    assert dialog.field.text() == "25 Nov 8:00"
    dialog.calendar.setFocus()
    press(stage, Qt.Key.Key_Up)
    assert dialog.field.text() == "2026-11-26 08:00"
    press(stage, Qt.Key.Key_Return)
    assert until(stage, thread_id) == datetime(2026, 11, 26, 8, tzinfo=BANGKOK).astimezone(UTC)


def test_every_part_has_a_name(stage: Stage) -> None:
    _thread_id, dialog = asked(stage)
    assert dialog.field.accessibleName() == _("When?")
    assert dialog.field.accessibleDescription()
    assert dialog.choices.accessibleName() == _("Or one of these")
    assert dialog.calendar.accessibleName() == _("Or a day and a time")
    press(stage, Qt.Key.Key_Escape)


def test_time_that_goes_on_while_the_question_stands_counts(stage: Stage) -> None:
    at = [NOW]
    dialog = SnoozeDialog(lambda: at[0], stage.window)
    chosen: list[datetime] = []
    dialog.chosen.connect(chosen.append)
    dialog.open()
    dialog.field.setText("in 30 min")
    at[0] = NOW + timedelta(minutes=10)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert chosen == [NOW + timedelta(minutes=40)]


def test_every_example_of_what_is_understood_is_understood(stage: Stage) -> None:
    _thread_id, dialog = asked(stage)
    shown = f"{dialog.field.placeholderText().removeprefix('e.g. ')}, {dialog.answer.text().removeprefix('Also: ')}"
    assert dialog.field.accessibleDescription() == dialog.answer.text()
    for example in shown.split(", "):
        dialog.field.setText(example)
        assert dialog.take.isEnabled(), example
    assert len(shown.split(", ")) > 10
    dialog.field.clear()
    assert dialog.answer.text().startswith("Also: ")
    press(stage, Qt.Key.Key_Escape)
