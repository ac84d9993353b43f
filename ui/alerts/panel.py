"""The list behind the bell: everything that is not seen, by keys and mouse."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.alerts import Alert
from ui import locale
from ui.alerts.words import mark_of, since_words, title_of, what_words
from ui.parts import button, label
from widgets.card import isolated
from widgets.item_list import Item, ItemList
from widgets.thread_view.when import clock_time

_WIDTH = 420


class AlertPanel(QFrame):
    """Closes by Esc, by a click elsewhere, and when something was opened.

    Signals:
        opened(key), seen(keys): of these alerts.
        quiet_wanted: nothing is to be told for an hour, or everything again.
    """

    opened = Signal(str)
    seen = Signal(list)
    quiet_wanted = Signal()

    def __init__(self, parent: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Alerts"))
        self._now = now
        self.title, self.words = label("", "title"), label("", "small", wrap=True)
        self.list = ItemList()
        self.list.setAccessibleName(_("Alerts"))
        self.go, self.see = button(_("Open (Enter)"), "primary"), button(_("Seen (S)"))
        self.see_all, self.rest = button(_("All seen")), button("")
        self._lay_out()
        self.list.pressed_key.connect(self._pressed)
        self.list.doubleClicked.connect(self._go)
        self.go.clicked.connect(self._go)
        self.see.clicked.connect(self._see)
        self.see_all.clicked.connect(self._see_all)
        self.rest.clicked.connect(self.quiet_wanted)
        self._keys: list[str] = []

    def show_alerts(self, alerts: Sequence[Alert], quiet_until: datetime | None) -> None:
        """These, in their order."""
        now = self._now()
        self._keys = [alert.key for alert in alerts]
        count = len(alerts)
        self.title.setText(ngettext("{count} alert", "{count} alerts", count).format(count=count))
        self.list.show_items([_item(alert, now) for alert in alerts])
        for one in (self.list, self.go, self.see, self.see_all):
            one.setVisible(bool(alerts))
        self.rest.setText(_("Disturb me again (D)") if quiet_until is not None else _("Do not disturb for 1 h (D)"))
        said = [] if alerts else [_("Nothing waits for you.")]
        if quiet_until is not None:
            until = isolated(clock_time(quiet_until, locale.zone()))
            said.append(_("No notifications until {time}; this list goes on.").format(time=until))
        self.words.setText(" ".join(said))
        self.words.setVisible(bool(said))
        self.adjustSize()

    def open_beside(self, anchor: QWidget) -> None:
        """At the side of the bell, its foot on the bell's."""
        self.adjustSize()
        corner = anchor.rect().bottomLeft() if anchor.isRightToLeft() else anchor.rect().bottomRight()
        at = anchor.mapToGlobal(corner) - QPoint(self.width() if anchor.isRightToLeft() else 0, self.height())
        self.move(at.x(), max(0, at.y()))
        self.show()
        (self.list if self._keys else self.rest).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_D and not event.modifiers() and not event.isAutoRepeat():
            self.quiet_wanted.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F2):
            self.hide()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.list)
        keys, rest = QHBoxLayout(), QHBoxLayout()
        for one in (self.go, self.see, self.see_all):
            keys.addWidget(one)
        keys.addStretch(1)
        rest.addWidget(self.rest)
        rest.addStretch(1)
        column.addLayout(keys)
        column.addLayout(rest)
        self.setMinimumWidth(_WIDTH)

    def _pressed(self, key: int) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif key == Qt.Key.Key_S:
            self._see()

    def _go(self) -> None:
        if self.list.current:
            key = self.list.current
            self.hide()
            self.opened.emit(key)

    def _see(self) -> None:
        if self.list.current:
            self.seen.emit([self.list.current])

    def _see_all(self) -> None:
        self.seen.emit(list(self._keys))


def _item(alert: Alert, now: datetime) -> Item:
    third = " · ".join(part for part in (since_words(alert, now), isolated(alert.title)) if part)
    return Item(alert.key, title_of(alert), what_words(alert, now), third, mark_of(alert))
