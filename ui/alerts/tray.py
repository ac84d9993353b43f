"""The system's own notifications, where there is a tray; nothing here is on screen elsewhere."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from widgets.icons import icon_pixmap
from widgets.tokens import load_tokens

_SHOWN_MS = 10_000


class SystemPopups(Protocol):
    """What shows notifications outside the window."""

    clicked: SignalInstance

    def show(self, title: str, text: str, *, urgent: bool) -> None:
        """One notification, plain text."""

    def close(self) -> None:
        """Away with it."""


class Tray(QObject):
    """An icon in the system's tray.

    Signals:
        clicked: the icon, or the last notification.
    """

    clicked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        icon = QApplication.windowIcon()
        self._icon = QSystemTrayIcon(icon if not icon.isNull() else _bell(), self)
        self._icon.setToolTip("Braid")
        self._icon.messageClicked.connect(self.clicked)
        self._icon.activated.connect(self._activated)
        self._icon.show()

    def show(self, title: str, text: str, *, urgent: bool) -> None:
        """One notification, plain text."""
        icons = QSystemTrayIcon.MessageIcon
        self._icon.showMessage(title, text, icons.Warning if urgent else icons.Information, _SHOWN_MS)

    def close(self) -> None:
        """Away with it."""
        self._icon.hide()

    def _activated(self, _reason: QSystemTrayIcon.ActivationReason) -> None:
        self.clicked.emit()


def system_popups(parent: QObject) -> SystemPopups | None:
    """None where the system has no tray, or shows no messages from it: then the window says it itself."""
    if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
        return Tray(parent)
    return None


def _bell() -> QIcon:
    return QIcon(icon_pixmap("bell", load_tokens("light").accent, 32, 1.0))
