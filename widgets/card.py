"""A framed group with a small heading, and lines of name and value inside."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.plain import PlainLabel


class Card(QFrame):
    """A box with a heading.

    Attributes:
        body: where its content goes.
    """

    def __init__(self, heading: str, parent: QWidget | None = None, *, urgent: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("cardUrgent" if urgent else "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 10, 12, 12)
        self.body.setSpacing(5)
        self._heading = PlainLabel(heading.upper())
        self._heading.setProperty("role", "heading")
        self._heading.setAccessibleName(heading)
        self.body.addWidget(self._heading)

    def set_heading(self, heading: str, more: str = "") -> None:
        """Another heading; what is said behind it stays as it is written."""
        self._heading.setText(" · ".join(filter(None, (heading.upper(), more))))
        self._heading.setAccessibleName(" · ".join(filter(None, (heading, more))))

    def set_urgent(self, *, urgent: bool) -> None:
        """Whether its frame says that it cannot wait."""
        name = "cardUrgent" if urgent else "card"
        if name != self.objectName():
            self.setObjectName(name)
            self.style().unpolish(self)
            self.style().polish(self)

    def add_pair(self, name: str, value: str, *, faint: bool = False) -> None:
        """A line: the name, and its value at the other end, which gives way where there is no room for both."""
        row = QHBoxLayout()
        row.setSpacing(12)
        left = PlainLabel(name)
        left.setProperty("role", "second")
        right = PlainLabel(isolated(value), elide=Qt.TextElideMode.ElideMiddle)
        right.setProperty("role", "second" if faint else "strong")
        right.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(left)
        row.addWidget(right, 1)
        self.body.addLayout(row)

    def add_titled(self, title: str, fact: str) -> None:
        """A line that somebody else wrote, which gives way, and a fact at the other end that must be read whole."""
        row = QHBoxLayout()
        row.setSpacing(12)
        left, right = PlainLabel(isolated(title), elide=Qt.TextElideMode.ElideRight), PlainLabel(isolated(fact))
        left.setProperty("role", "second")
        right.setProperty("role", "strong")
        right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(left, 1)
        row.addWidget(right)
        self.body.addLayout(row)


def isolated(text: str) -> str:
    """Numbers, phones, names keep their own direction inside words of the other one."""
    return f"\u2068{text}\u2069" if text else ""


def empty_layout(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty_layout(inner)
