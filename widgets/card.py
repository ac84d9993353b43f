"""A framed group with a small heading, and lines of name and value inside."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.painting import leading
from widgets.plain import PlainLabel
from widgets.tokens import Tokens, load_tokens


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
        self._heading.setAlignment(leading())
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
        """A line: the name, and its value at the other end."""
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


def isolated(text: str) -> str:
    """Numbers, phones, names keep their own direction inside words of the other one."""
    return f"\u2068{text}\u2069" if text else ""


class Bar(QWidget):
    """A share as a thin bar."""

    def __init__(self, percent: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.percent = percent
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.sunken)
        whole = QRectF(self.rect())
        painter.drawRoundedRect(whole, 3, 3)
        painter.setBrush(self._tokens.accent)
        width = whole.width() * self.percent / 100
        x = whole.right() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0.0
        painter.drawRoundedRect(QRectF(x, 0, width, whole.height()), 3, 3)
        painter.end()


def empty_layout(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty_layout(inner)
