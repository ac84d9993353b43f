"""A disc with somebody's initials; as a button it opens that person's menu."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from widgets.painting import paint_avatar, paint_badge
from widgets.tokens import Tokens, load_tokens


class Avatar(QAbstractButton):
    """Initials on a colour of one's own.

    Attributes:
        diameter: logical pixels at normal zoom.
        state: "ok", "medium" or "" for no dot at its edge.
    """

    def __init__(self, diameter: int = 34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diameter = diameter
        self.state = ""
        self._key, self._name = "", ""
        self._tokens = load_tokens("light")

    def show_person(self, key: str, name: str) -> None:
        """Whose initials."""
        self._key, self._name = key, name
        self.update()

    def set_state(self, state: str) -> None:
        """Which dot."""
        self.state = state
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self.diameter * self._tokens.type.base / 13) + 6
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        area = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        paint_avatar(painter, area, self._key, self._name, self._tokens)
        if self.state:
            paint_badge(painter, area, self._colour(), self._tokens.sunken)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._tokens.focus, 2))
            painter.drawEllipse(area.adjusted(-2, -2, 2, 2))
        painter.end()

    def _colour(self) -> QColor:
        return self._tokens.ok if self.state == "ok" else self._tokens.medium
