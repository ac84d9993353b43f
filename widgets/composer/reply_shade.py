"""The card of the reply palette and the shade around it, below what stands on the card."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from widgets.tokens import Tokens

SHADE = 14
EDGE = 5
"""Over the first line and under the last one, so that the card's corners are round."""
GAP = 5
END = 40
"""So much of the card at its top and its bottom is unlike its middle."""


class ReplyShade(QWidget):
    """A widget of its own: what is below the palette is painted anew around the card only, not under all of it."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._card = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self._card = QPixmap()
        self.update()

    def stand_around(self, inside: QRect) -> None:
        """Takes its place, from where that of what stands on the card is."""
        self.setGeometry(inside.adjusted(-SHADE - 1, -SHADE - EDGE, SHADE + 1, EDGE + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, wide, high = QPainter(self), self.width(), self.height()
        if self._card.deviceIndependentSize().width() != wide:
            self._card = painted_card(wide, self._tokens, self.devicePixelRatioF())
        ratio, side = self._card.devicePixelRatio(), SHADE + EDGE
        self._part(painter, QRectF(0, 0, wide, END), QRectF(0, 0, wide * ratio, END * ratio))
        self._part(painter, QRectF(0, high - END, wide, END), QRectF(0, END * ratio, wide * ratio, END * ratio))
        # In the middle the two sides are enough: a stretched picture of all of it costs as much as all that is on it.
        for left in (0, wide - side):
            source = QRectF(left * ratio, END * ratio, side * ratio, 1)
            self._part(painter, QRectF(left, END, side, high - 2 * END), source)
        painter.end()

    def _part(self, painter: QPainter, target: QRectF, source: QRectF) -> None:
        painter.drawPixmap(target, self._card, source)


def painted_card(width: int, tokens: Tokens, ratio: float) -> QPixmap:
    """The ends of a card with its shade, for any height: painted once a width, since letters change the height."""
    size = QSize(width, 2 * END)
    ground = QPixmap(size * ratio)
    ground.setDevicePixelRatio(ratio)
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade, radius = QColor(tokens.shadow), tokens.radius.card
    area = QRectF(SHADE, SHADE, width - 2 * SHADE, 2 * END - SHADE - GAP)
    for spread in range(1, SHADE, 2):
        shade.setAlphaF(tokens.shadow.alphaF() * 0.2 * (1 - spread / SHADE))
        painter.setBrush(shade)
        painter.drawRoundedRect(area.adjusted(-spread, -spread, spread, spread), radius + spread, radius + spread)
    painter.setPen(QPen(tokens.line, 1))
    painter.setBrush(tokens.surface)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.end()
    return ground
