"""A card under way: its picture under the pointer, and in words why it may not land where it is."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from widgets.painting import paint_line, sized
from widgets.tokens import Tokens

OPACITY = 0.9


class Ghost(QWidget):
    """Follows the pointer within the board."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._picture = QPixmap()
        self._grip = QPoint()
        self.refusal = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def take(self, picture: QPixmap, grip: QPoint, tokens: Tokens) -> None:
        """That card, held at that point of it."""
        self._picture, self._grip, self._tokens = picture, grip, tokens
        self.refusal = ""
        self._resize()
        self.raise_()
        self.show()

    def follow(self, where: QPoint, refusal: str) -> None:
        """To a point of the board; why it may not land there, "" when it may."""
        if refusal != self.refusal:
            self.refusal = refusal
            self._resize()
        self.move(where - self._grip)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(OPACITY)
        painter.drawPixmap(0, 0, self._picture)
        painter.setOpacity(1.0)
        if self.refusal:
            tokens, size = self._tokens, self._card()
            area = QRectF(0, size.height() + 4, self.width(), self.height() - size.height() - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.high)
            painter.drawRoundedRect(area, tokens.radius.control, tokens.radius.control)
            inner = area.adjusted(tokens.space[1], 0, -tokens.space[1], 0)
            paint_line(painter, inner, self.refusal, self._font(), tokens.on_high)
        painter.end()

    def _resize(self) -> None:
        size, tokens = self._card(), self._tokens
        if self.refusal:
            width = QFontMetricsF(self._font()).horizontalAdvance(self.refusal) + 2 * tokens.space[1] + 4
            size = QSize(max(size.width(), round(width)), size.height() + 4 + tokens.type.small * 2)
        self.resize(size)

    def _card(self) -> QSize:
        return self._picture.deviceIndependentSize().toSize()

    def _font(self) -> QFont:
        return sized(self._tokens.type.small, self._tokens.type.strong)
