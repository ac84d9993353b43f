"""When the workspace works: spans of each weekday, the time zone, and days on which nobody works (Setting `hours`)."""

import re
from datetime import date
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from domain.working_time import ALWAYS, WHOLE_DAY, Span, WorkingHours
from ui import locale
from ui.parts import label
from widgets.controls import PlainChoice
from widgets.text_side import LineField

_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?")
WIDTH = 300
_APART = re.compile(r"[\s,;]+")


class HoursEditor(QWidget):
    """A field a weekday ("09:00-12:00, 13:00-18:00"), empty for a free day.

    Attributes:
        days: from Monday to Sunday.

    Signals:
        changed(WorkingHours): others are typed, and they make sense.
        faulty(str): what makes no sense, in words; "" when what is typed is what is in force.
    """

    changed = Signal(object)
    faulty = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours = ALWAYS
        self.days: list[QLineEdit] = []
        self.zone, self.holidays = PlainChoice(), LineField()
        self._lay_out()
        for field in (*self.days, self.holidays):
            field.editingFinished.connect(self._typed)
        self.zone.activated.connect(self._typed)
        line = self.zone.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._typed)

    def fill(self, hours: WorkingHours) -> None:
        """Shows what is in force; a field in which somebody writes is left to them."""
        self._hours = hours
        for field, spans in zip(self.days, hours.days, strict=True):
            if not field.hasFocus() or not field.isModified():
                field.setText(spans_text(spans))
        if self.zone.findText(hours.zone) < 0:
            self.zone.addItem(hours.zone)
        self.zone.setCurrentText(hours.zone)
        self.holidays.setText(", ".join(day.isoformat() for day in sorted(hours.holidays)))

    def _typed(self, _what: object = None) -> None:
        made = self._made()
        if isinstance(made, str):
            self.faulty.emit(made)
        elif made != self._hours:
            self._hours = made
            for field in self.days:
                field.setModified(False)
            self.changed.emit(made)
        else:
            self.faulty.emit("")

    def _made(self) -> WorkingHours | str:
        """What stands in the fields, or what is wrong with it."""
        days: list[tuple[Span, ...]] = []
        for number, field in enumerate(self.days, 1):
            spans = spans_of(field.text())
            if spans is None:
                words = _("{day}: write times like 09:00-12:00, 13:00-18:00, in their order; empty for a free day.")
                return words.format(day=day_name(number))
            days.append(spans)
        holidays = dates_of(self.holidays.text())
        if holidays is None:
            return _("Free days are written like 2026-12-25, with commas between them.")
        if not any(days):
            return _("Somebody has to work on one day at least.")
        try:
            return WorkingHours(tuple(days), self.zone.currentText().strip(), holidays)
        except ValueError:
            return _("There is no time zone of that name. Names look like Asia/Bangkok.")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for number in range(1, 8):
            field = LineField()
            field.setAccessibleName(_("Working hours on {day}").format(day=day_name(number)))
            field.setPlaceholderText(_("free"))
            field.setMaxLength(120)
            self.days.append(field)
            grid.addWidget(label(day_name(number)), number - 1, 0)
            grid.addWidget(field, number - 1, 1)
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.addItems(sorted(available_timezones()))
        self.zone.setAccessibleName(_("Time zone"))
        finder = self.zone.completer()
        if finder is not None:
            finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self.holidays.setAccessibleName(_("Free days"))
        self.holidays.setPlaceholderText("2026-12-25, 2027-01-01")
        grid.addWidget(label(_("Time zone")), 7, 0)
        grid.addWidget(self.zone, 7, 1)
        grid.addWidget(label(_("Free days")), 8, 0)
        grid.addWidget(self.holidays, 8, 1)
        for one in (*self.days, self.zone, self.holidays):
            one.setMinimumWidth(WIDTH)
        grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)


def spans_of(text: str) -> tuple[Span, ...] | None:
    """Spans of one day as they are typed; None for what makes no sense."""
    found: list[Span] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        match = _SPAN.fullmatch(part)
        if match is None:
            return None
        begin, end = _minute(match[1], match[2]), _minute(match[3], match[4])
        if not 0 <= begin < end <= WHOLE_DAY or (found and begin < found[-1][1]):
            return None
        found.append((begin, end))
    return tuple(found)


def spans_text(spans: tuple[Span, ...]) -> str:
    """The same as it is written."""
    return ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in spans)


def dates_of(text: str) -> frozenset[date] | None:
    """Days as they are typed; None for what is none."""
    try:
        return frozenset(date.fromisoformat(part) for part in _APART.split(text.strip()) if part)
    except ValueError:
        return None


def day_name(number: int) -> str:
    """A weekday's name, 1 for Monday."""
    return QLocale(locale.tag().replace("-", "_")).standaloneDayName(number)


def _minute(hour: str, minute: str | None) -> int:
    return int(hour) * 60 + int(minute or 0) if int(minute or 0) < 60 else -1


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
