"""When a snoozed thread comes back: presets, and a time of one's own."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.parts import buddy, button
from widgets.thread_view.when import clock_time, moment

SATURDAY, MONDAY = 5, 0


def presets(now: datetime, zone: tzinfo) -> list[tuple[str, datetime]]:
    """Names and moments (UTC), soonest first; those that have passed today are left out."""
    here = now.astimezone(zone)
    found = [(_("In 3 hours"), now + timedelta(hours=3))]
    for hour in (13, 19):
        at = _at(here, 0, hour)
        if at > here + timedelta(minutes=30):
            found.append((_("Today {time}").format(time=clock_time(at, zone)), at))
    tomorrow = _at(here, 1, 8)
    found.append((_("Tomorrow {time}").format(time=clock_time(tomorrow, zone)), tomorrow))
    saturday, monday = _next(here, SATURDAY, 10), _next(here, MONDAY, 8)
    found.append((_("Saturday {time}").format(time=clock_time(saturday, zone)), saturday))
    found.append((_("Monday {time}").format(time=clock_time(monday, zone)), monday))
    unique = {at.astimezone(UTC): text for text, at in reversed(found)}
    return sorted(((text, at) for at, text in unique.items()), key=_moment)


def until_words(until: datetime, now: datetime, zone: tzinfo, locale: str) -> str:
    """When it comes back."""
    return _("Snoozed until {moment}").format(moment=moment(until, now, zone, locale))


def _moment(preset: tuple[str, datetime]) -> datetime:
    return preset[1]


def _at(here: datetime, days: int, hour: int) -> datetime:
    return datetime.combine(here.date() + timedelta(days=days), time(hour), here.tzinfo)


def _next(here: datetime, weekday: int, hour: int) -> datetime:
    """The next such day after today."""
    return _at(here, (weekday - here.weekday() - 1) % 7 + 1, hour)


class SnoozeDialog(QDialog):
    """A day and a time to choose freely.

    Signals:
        chosen(datetime): the moment, UTC.
    """

    chosen = Signal(object)

    def __init__(self, now: datetime, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Snooze until"))
        self._zone = zone
        here = now.astimezone(zone) + timedelta(hours=1)
        self.field = QDateTimeEdit(QDateTime(here.year, here.month, here.day, here.hour, here.minute, 0))
        self.field.setMinimumDateTime(QDateTime(here.year, here.month, here.day, 0, 0, 0))
        self.field.setCalendarPopup(True)
        self.field.setDisplayFormat("ddd d MMM yyyy HH:mm")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(8)
        column.addWidget(buddy(_("Snooze until"), self.field))
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        take = button(_("Snooze"), "primary")
        take.setDefault(True)
        take.clicked.connect(self._take)
        row.addWidget(cancel)
        row.addWidget(take)
        column.addSpacing(8)
        column.addLayout(row)

    def _take(self) -> None:
        picked = self.field.dateTime()
        day, clock = picked.date(), picked.time()
        local = datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=self._zone)
        self.chosen.emit(local.astimezone(UTC))
        self.accept()
