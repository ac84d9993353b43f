"""Seconds in a ring that fills up to the goal, and what comes after it in another colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.painting import paint_centred, sized
from widgets.tokens import Tokens, load_tokens

_WHOLE = 360 * 16


class Ring(QWidget):
    """A figure with a ring around it.

    Attributes:
        share: of the goal; what is over 1 is painted over the full ring, up to `most` (the untrained reader).
        words: in the middle.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share, self.most = 0.0, 2.5
        self.words = ""
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, words: str, name: str, *, most: float = 2.5) -> None:
        """Another figure; `name` is what a screen reader says when asked."""
        if name != self.accessibleName():
            self.setAccessibleName(name)
        if (share, words, most) == (self.share, self.words, self.most):
            return
        self.share, self.words, self.most = share, words, most
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self._tokens.type.base * 92 / 13)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = self.width() * 9 / 92
        area = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        late = min(1.0, max(0.0, (self.share - 1) / max(0.01, self.most - 1)))
        arcs = ((tokens.line, 1.0), (tokens.accent, min(1.0, self.share)), (tokens.medium, late))
        for colour, part in arcs:
            if part > 0:
                pen = QPen(colour, thick)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                # Clocks run this way in mirrored windows, too.
                painter.drawArc(area, 90 * 16, -round(_WHOLE * part))
        painter.setPen(tokens.text)
        painter.setFont(sized(tokens.type.display, tokens.type.strong))
        paint_centred(painter, QRectF(self.rect()), self.words)
        painter.end()
