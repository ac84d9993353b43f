"""Fields for days and moments: their parts stand in one order, whichever way the screen runs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.date_fields import DayField, MomentField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DAY = date(2026, 11, 25)
MOMENT = datetime(2026, 11, 25, 8, 5, tzinfo=UTC)


def test_in_a_mirrored_window_the_parts_keep_their_order(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    day, moment = DayField(), MomentField(MOMENT, MOMENT + timedelta(days=9))
    column = QVBoxLayout(window)
    column.addWidget(day)
    column.addWidget(moment)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.show()
    assert not day.isRightToLeft()
    assert not moment.isRightToLeft()
    day.show_day(DAY)
    assert day.text() == "25 Nov 2026"
    moment.show_moment(MOMENT)
    assert moment.text().endswith("25 Nov 2026 08:05")
    day.setSelectedSection(DayField.Section.DaySection)
    QTest.keyClick(day, Qt.Key.Key_Up)
    assert day.day() == date(2026, 11, 26)


def test_a_day_stays_within_its_bound(qtbot: QtBot) -> None:
    field = DayField()
    qtbot.addWidget(field)
    field.bound(DAY)
    field.setDate(QDate(2027, 1, 1))
    assert field.day() == DAY
