"""Which way the screens run: as their language does, or as the agent chose for this computer."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication

from app.i18n import language

DIRECTIONS = {"ltr": Qt.LayoutDirection.LeftToRight, "rtl": Qt.LayoutDirection.RightToLeft}
"""What can be chosen beside "", which is the way of the language."""


def turn(choice: str) -> None:
    """Turns every window at once; messages keep their own direction."""
    QGuiApplication.setLayoutDirection(DIRECTIONS.get(choice, QLocale(language()).textDirection()))
