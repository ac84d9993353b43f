"""One chunk of flash reading in the middle of a card, always around the same point; it says when it was painted."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from widgets.drill.laid import paintable
from widgets.painting import is_rtl, sized
from widgets.tokens import Tokens, load_tokens

_SIZE, _SMALLEST = 34 / 13, 12


class FlashWord(QWidget):
    """Nothing moves in it: the next chunk is there, the last one is not.

    Signals:
        painted: the chunk is on screen, at the end of that paintEvent; again each time after it was hidden.

    Attributes:
        chunk: what is shown. share: of the text that has gone by, 0 to 1.
    """

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chunk, self.share = "", 0.0
        self._rtl = self._unseen = False
        self._tokens = load_tokens("light")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Text in pieces"))

    def show_text(self, text: str) -> None:
        """Chunks of that one follow: all run as it does."""
        self._rtl = is_rtl(text)

    def show_chunk(self, chunk: str, share: float) -> None:
        """Another one."""
        self.chunk, self.share = paintable(chunk).replace("\u2028", " "), share
        self._unseen = bool(chunk)
        self.setAccessibleDescription(self.chunk)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, round(self._tokens.type.base * 15))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, round(self._tokens.type.base * 11))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._unseen = True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(tokens.focus if self.hasFocus() else tokens.line, 1))
        painter.setBrush(tokens.surface)
        painter.drawRoundedRect(area, tokens.radius.card, tokens.radius.card)
        self._paint_point(painter, area)
        self._paint_share(painter, area)
        painter.setPen(tokens.text)
        painter.setFont(self._font(area.width() - 4 * tokens.space[3]))
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if self._rtl else Qt.LayoutDirection.LeftToRight)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self.chunk)
        painter.end()
        if self._unseen:
            self._unseen = False
            self.painted.emit()

    def _paint_point(self, painter: QPainter, area: QRectF) -> None:
        """Where the eye rests: a stroke above and one below the words."""
        middle, high = area.center(), self._tokens.type.base * _SIZE
        long = self._tokens.space[2]
        painter.setPen(QPen(self._tokens.accent, 2))
        for side in (-1, 1):
            start = QPointF(middle.x(), middle.y() + side * high)
            painter.drawLine(start, start + QPointF(0, side * long))

    def _paint_share(self, painter: QPainter, area: QRectF) -> None:
        pad, high = self._tokens.space[3], 3.0
        line = QRectF(area.left() + pad, area.bottom() - pad, area.width() - 2 * pad, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.line)
        painter.drawRoundedRect(line, 1.5, 1.5)
        gone = line.width() * min(1.0, self.share)
        left = line.right() - gone if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else line.left()
        painter.setBrush(self._tokens.accent)
        painter.drawRoundedRect(QRectF(left, line.top(), gone, high), 1.5, 1.5)

    def _font(self, room: float) -> QFont:
        """As large as it may be, smaller for what would not fit (a link)."""
        kinds = self._tokens.type
        font = sized(round(kinds.base * _SIZE), kinds.normal)
        wide = QFontMetricsF(font).horizontalAdvance(self.chunk)
        if wide > room > 0:
            font.setPixelSize(max(_SMALLEST, int(font.pixelSize() * room / wide)))
        return font
