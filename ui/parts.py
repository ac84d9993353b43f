"""Buttons, labels and lines as every screen makes them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from widgets.controls import PlainButton
from widgets.plain import PlainLabel


def label(text: str, role: str = "", *, wrap: bool = False) -> PlainLabel:
    """Text in one of the style sheet's roles."""
    made = PlainLabel(text)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def elided(text: str, role: str = "") -> PlainLabel:
    """One line that gives way when there is no room."""
    made = PlainLabel(text, elide=Qt.TextElideMode.ElideRight)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, kind: str = "", name: str = "") -> QPushButton:
    """A push button in one of the style sheet's kinds; `name` is what a screen reader says instead of its text."""
    made = PlainButton(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if "ink" in kind:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if name:
        made.setAccessibleName(name)
    return made


def line(*, vertical: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setObjectName("line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def named(widget: QWidget, name: str) -> QWidget:
    """Gives a widget the name that a screen reader says."""
    widget.setAccessibleName(name)
    return widget


def buddy(text: str, field: QWidget, role: str = "small") -> QLabel:
    """A label that names a field."""
    made = label(text, role)
    made.setBuddy(field)
    field.setAccessibleName(text)
    return made
