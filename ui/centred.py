"""A page that scrolls, with its column in the middle of whatever room there is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget


def centre(page: QScrollArea, column: QWidget) -> None:
    """The column is as wide as it may be (its maximum width), the rest of the room is at both sides of it."""
    middle = QWidget()
    middle.setObjectName("place")
    row = QHBoxLayout(middle)
    row.setContentsMargins(20, 0, 20, 0)
    row.addStretch(1)
    row.addWidget(column, 100)
    row.addStretch(1)
    page.setWidget(middle)
    page.setWidgetResizable(True)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
