"""Pages that scroll: with their column in the middle of whatever room there is, or as wide as the room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget


def centre(page: QScrollArea, column: QWidget, margin: int = 20) -> None:
    """The column is as wide as it may be (its maximum width), the rest of the room is at both sides of it."""
    middle = QWidget()
    middle.setObjectName("place")
    row = QHBoxLayout(middle)
    row.setContentsMargins(margin, 0, margin, 0)
    row.addStretch(1)
    row.addWidget(column, 100)
    row.addStretch(1)
    page.setWidget(middle)
    page.setWidgetResizable(True)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def scrolling(page: QWidget, name: str) -> QVBoxLayout:
    """The column of a page that scrolls as a whole; the keys stay with what stands in it.

    Args:
        name: what a screen reader calls it.
    """
    inner = QWidget()
    inner.setObjectName("place")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(inner)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(area)
    column = QVBoxLayout(inner)
    column.setContentsMargins(20, 16, 20, 16)
    return column
