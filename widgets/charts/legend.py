"""What the strokes of a chart mean."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.painting import paint_line, sized
from widgets.tokens import Tokens, load_tokens

_STYLES = {
    "dashes": Qt.PenStyle.DashLine,
    "goal": Qt.PenStyle.DashLine,
    "second": Qt.PenStyle.DashDotLine,
}


class Legend(QWidget):
    """What the strokes of a chart over time mean; each by its shape, then its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = load_tokens("light")
        self._parts: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: tuple[tuple[str, str], ...]) -> None:
        """(Shape, words) each; shapes are "line", "second", "band", "bar", "dashes", "goal" and "stroke"."""
        self._parts = tuple(part for part in parts if part[1])
        self.setAccessibleName(", ".join(words for _shape, words in self._parts))
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(self._tokens.type.small * 1.6))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, font = self._tokens, sized(self._tokens.type.small, self._tokens.type.normal)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        sample, gap, x = tokens.space[4], tokens.space[1], 0.0
        for shape, words in self._parts:
            width = QFontMetricsF(font).horizontalAdvance(words) + 2
            left = self.width() - x - sample if mirrored else x
            self._paint_sample(painter, shape, QRectF(left, 0, sample, self.height()))
            x += sample + gap
            left = self.width() - x - width if mirrored else x
            paint_line(painter, QRectF(left, 0, width, self.height()), words, font, tokens.text2, at_right=mirrored)
            x += width + tokens.space[3]
        painter.end()

    def _paint_sample(self, painter: QPainter, shape: str, area: QRectF) -> None:
        tokens, middle = self._tokens, area.center().y()
        if shape in {"band", "bar"}:
            painter.setOpacity(0.16 if shape == "band" else 1)
            painter.fillRect(area.adjusted(0, 2, 0, -2), tokens.accent)
            painter.setOpacity(1)
        if shape == "band":
            painter.setPen(QPen(tokens.accent, 1.1, Qt.PenStyle.DotLine))
            painter.drawLine(area.topLeft() + QPointF(0, 2), area.topRight() + QPointF(0, 2))
        elif shape == "line":
            painter.setPen(QPen(tokens.accent, 2.2))
            painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        elif shape in _STYLES:
            ink = {"dashes": tokens.text2, "goal": tokens.ok, "second": tokens.text}[shape]
            painter.setPen(QPen(ink, 1.5, _STYLES[shape]))
            painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        elif shape == "stroke":
            painter.setPen(QPen(tokens.text, 1.5))
            painter.drawLine(QPointF(area.center().x(), area.top() + 2), QPointF(area.center().x(), area.bottom() - 2))
