"""A thin bar that fills up, with a tick where its range begins."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.tokens import Tokens, load_tokens


@dataclass(frozen=True, slots=True)
class MeterValue:
    """How full, 0 to 1, in which tone, with a tick where the range begins (0 for none)."""

    share: float = 0.0
    tone: str = "accent"
    tick: float = 0.0


EMPTY = MeterValue()


class Meter(QWidget):
    """Shows a share; its words stand beside it."""

    def __init__(self, value: MeterValue = EMPTY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = value
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: MeterValue) -> None:
        """Another share or tone."""
        if value != self.value:
            self.value = value
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
        whole = QRectF(self.rect())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(whole.width(), 0)
            painter.scale(-1, 1)
        painter.setBrush(self._tokens.sunken)
        painter.drawRoundedRect(whole, 3, 3)
        filled = QRectF(0, 0, whole.width() * min(1.0, max(0.0, self.value.share)), whole.height())
        painter.setBrush(tone(self.value.tone, self._tokens))
        painter.drawRoundedRect(filled, 3, 3)
        if self.value.tick > 0:
            painter.setBrush(self._tokens.text3)
            painter.drawRect(QRectF(whole.width() * self.value.tick - 1, 0, 2, whole.height()))
        painter.end()


def tone(name: str, tokens: Tokens) -> QColor:
    """The colour of a tone."""
    return {
        "accent": tokens.accent,
        "ok": tokens.ok,
        "low": tokens.low,
        "medium": tokens.medium,
        "high": tokens.high,
    }[name]
