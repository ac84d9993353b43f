"""The deadline that comes next: words, and how much of its time is gone as a bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.complaint.values import ClockLine
from widgets.painting import leading
from widgets.plain import PlainLabel
from widgets.tokens import Tokens, load_tokens


class ClockBar(QWidget):
    """A thin bar that fills up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent, self._tone = 0, ""
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, percent: int, tone: str) -> None:
        """How much is gone."""
        if (percent, tone) != (self._percent, self._tone):
            self._percent, self._tone = percent, tone
            self.update()

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
        tones = {"high": self._tokens.high, "medium": self._tokens.medium}
        painter.setBrush(tones.get(self._tone, self._tokens.accent))
        width = whole.width() * min(100, max(0, self._percent)) / 100
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.drawRoundedRect(QRectF(whole.right() - width if mirrored else 0.0, 0, width, whole.height()), 3, 3)
        painter.end()


class Clock(QWidget):
    """The words over the bar; hidden while no clock runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.bar = PlainLabel(), ClockBar()
        self.words.setProperty("role", "strong")
        self.words.setWordWrap(True)
        self.words.setAlignment(leading())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.hide()

    def show_clock(self, clock: ClockLine | None) -> None:
        """The time as it is now."""
        self.setVisible(clock is not None)
        if clock is None:
            return
        role = clock.tone or "strong"
        if self.words.property("role") != role:
            self.words.setProperty("role", role)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
        self.words.setText(clock.text)
        self.bar.show_share(clock.percent, clock.tone)
