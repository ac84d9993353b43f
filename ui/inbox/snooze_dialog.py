"""Asks when a thread is to come back: typed, one of the presets, or a day and a time from the calendar."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDateTime, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.time_words import time_words
from domain.typed_times.meaning import FARTHEST, Trouble, moment_meant
from domain.typed_times.tokens import LONGEST
from ui import locale
from ui.date_fields import MomentField
from ui.inbox.snooze import presets
from ui.parts import buddy, button, label
from widgets.text_side import LineField
from widgets.thread_view.when import moment

WIDTH = 440
MOMENT = Qt.ItemDataRole.UserRole


class SnoozeDialog(QDialog):
    """The field is the one truth: what is chosen in the calendar is written into it.

    Signals:
        chosen(datetime): the moment, UTC.

    Attributes:
        field: what is typed. answer: the moment that it means, or why it means none.
        choices: the presets, taken by Enter or a click. calendar: a day and a time.
    """

    chosen = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Snooze"))
        self.setMinimumWidth(WIDTH)
        self._now = now
        self._zone = locale.zone()
        self._is_taken = False
        self.field = _Field()
        self.field.textChanged.connect(self._typed)
        self.answer = label("", "second", wrap=True)
        # What is understood takes two lines, an answer one; what stands below stays where it is.
        self.answer.setMinimumHeight(2 * self.answer.fontMetrics().lineSpacing())
        self.answer.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.choices = _Choices(presets(now(), self._zone))
        self.field.down.connect(self.choices.take_focus)
        self.choices.itemActivated.connect(self._preset)
        self.choices.itemClicked.connect(self._preset)
        self.calendar = self._make_calendar()
        self.calendar.dateTimeChanged.connect(self._picked)
        self.take = button(_("Snooze"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._take)
        self._lay_out()
        self._typed()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addWidget(buddy(_("When?"), self.field))
        column.addWidget(self.field)
        column.addWidget(self.answer)
        column.addSpacing(8)
        column.addWidget(buddy(_("Or one of these"), self.choices))
        column.addWidget(self.choices)
        column.addSpacing(8)
        column.addWidget(buddy(_("Or a day and a time"), self.calendar))
        column.addWidget(self.calendar)
        column.addSpacing(10)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        column.addLayout(foot)

    def _make_calendar(self) -> MomentField:
        here = self._now().astimezone(self._zone)
        made = MomentField(here.replace(hour=0, minute=0), here + FARTHEST)
        made.show_moment(here + timedelta(hours=1))
        return made

    def _meant(self) -> datetime | Trouble:
        return moment_meant(self.field.text(), self._now(), self._zone, time_words(locale.tag()))

    def _typed(self) -> None:
        meant = self._meant()
        if isinstance(meant, datetime):
            said = moment(meant, self._now(), self._zone, locale.tag())
            with QSignalBlocker(self.calendar):
                self.calendar.show_moment(meant.astimezone(self._zone))
        else:
            said = trouble_words(meant) if self.field.text().strip() else understood_words()
        self.answer.setText(said)
        # Read aloud together with the field, which keeps the focus.
        self.field.setAccessibleDescription(said)
        self.take.setEnabled(isinstance(meant, datetime))

    def _picked(self, picked: QDateTime) -> None:
        self.field.setText(picked.toString("yyyy-MM-dd HH:mm"))

    def _preset(self, item: QListWidgetItem) -> None:
        self._choose(item.data(MOMENT))

    def _take(self) -> None:
        """By the clock of this moment: it may have gone on since the text was typed."""
        meant = self._meant()
        if isinstance(meant, datetime):
            self._choose(meant)
        else:
            self._typed()

    def _choose(self, at: datetime) -> None:
        # Enter on a preset is also told to the default button.
        if not self._is_taken:
            self._is_taken = True
            self.chosen.emit(at.astimezone(UTC))
            self.accept()


class _Field(LineField):
    """Down leads to the presets.

    Signals:
        down
    """

    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(_("e.g. tomorrow 9, in half an hour, end of month"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class _Choices(QListWidget):
    """Every preset in a line, all of them seen at once."""

    def __init__(self, offered: list[tuple[str, datetime]]) -> None:
        super().__init__()
        self.setObjectName("presets")
        for text, at in offered:
            item = QListWidgetItem(text, self)
            item.setData(MOMENT, at)
            item.setSizeHint(QSize(0, self.fontMetrics().height() * 3 // 2))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def take_focus(self) -> None:
        """The first of them, to go on from by arrow keys."""
        self.setCurrentRow(0)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)


def understood_words() -> str:
    """What can be typed, by an example of each kind."""
    return _("Also: in 2 h, an hour and a half, noon, tonight, midnight, mon 14:30, the 25th, 25 Nov 8:00, next month")


def trouble_words(trouble: Trouble) -> str:
    """Why a text is no time to wait for."""
    return {
        Trouble.UNKNOWN: _("Not a time that Braid knows"),
        Trouble.PASSED: _("That has passed"),
        Trouble.TOO_FAR: _("That is more than two years ahead"),
        Trouble.NO_SUCH_DAY: _("There is no such day"),
    }[trouble]
