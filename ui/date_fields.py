"""Fields for a day, and for a day and a time: with a calendar, the order of their parts the same on every screen."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, Qt
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit

DAY = "d MMM yyyy"
MOMENT = "ddd d MMM yyyy HH:mm"


class DayField(QDateEdit):
    """A day of the calendar."""

    def __init__(self) -> None:
        super().__init__()
        _dress(self, DAY)

    def day(self) -> date:
        """The one it shows."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Another one."""
        self.setDate(_qdate(day))

    def bound(self, last: date) -> None:
        """No later day can be chosen."""
        self.setMaximumDate(_qdate(last))


class MomentField(QDateTimeEdit):
    """A day and a time, as clocks on the wall show it."""

    def __init__(self, first: datetime, last: datetime) -> None:
        super().__init__()
        _dress(self, MOMENT)
        self.setDateTimeRange(_wall(first), _wall(last))

    def show_moment(self, at: datetime) -> None:
        """Another one, in its own time zone."""
        self.setDateTime(_wall(at))


def _dress(field: QDateTimeEdit, shape: str) -> None:
    # From right to left Qt would turn the order of the parts round: minutes before hours, years before days.
    field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    field.setCalendarPopup(True)
    field.setDisplayFormat(shape)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _wall(at: datetime) -> QDateTime:
    return QDateTime(at.year, at.month, at.day, at.hour, at.minute, 0)
