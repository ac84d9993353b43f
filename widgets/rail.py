"""The narrow bar at the edge: one button a place, with a badge for what waits there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from app.i18n import ngettext
from widgets.avatar import Avatar
from widgets.icons import icon_pixmap
from widgets.painting import sized
from widgets.plain import plain_tip
from widgets.tokens import Tokens, load_tokens


class RailButton(QAbstractButton):
    """One place.

    Attributes:
        icon_name: a file of resources/icons.
        count: what the badge says; 0 for none.
    """

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon_name = icon_name
        self.count = 0
        self._name = name
        self._tokens = load_tokens("light")
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))

    def set_count(self, count: int, words: str = "") -> None:
        """What waits there; in words, when it is not just unread."""
        self.count = count
        more = ngettext("{count} unread", "{count} unread", count).format(count=count)
        self.setAccessibleName(f"{self._name}, {words or more}" if count else self._name)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = round(40 * self._tokens.type.base / 13)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, area = self._tokens, QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.accent_soft if self.isChecked() else tokens.hover)
            painter.drawRoundedRect(area, tokens.radius.card, tokens.radius.card)
        size = round(18 * tokens.type.base / 13)
        colour = tokens.accent if self.isChecked() else tokens.text2
        pixmap = icon_pixmap(self.icon_name, colour, size, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, pixmap)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.focus, 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens.radius.card, tokens.radius.card)
        self._paint_count(painter)
        painter.end()

    def _paint_count(self, painter: QPainter) -> None:
        if not self.count:
            return
        tokens, text = self._tokens, str(self.count) if self.count < 100 else "99+"
        font = sized(round(tokens.type.small * 9 / 11), tokens.type.strong)
        painter.setFont(font)
        height = tokens.type.small + 3.0
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + 8.0)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = QRectF(2 if mirrored else self.width() - width - 2, 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.high)
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setPen(tokens.on_high)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    """The bar itself: places on top, the agent at the bottom."""

    def __init__(self, me: Avatar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._me = me
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 12)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self._column.addWidget(me, 0, Qt.AlignmentFlag.AlignHCenter)

    def add_place(self, button: RailButton) -> None:
        """A button on top, under the others."""
        places = sum(isinstance(child, RailButton) for child in self.children())
        button.setParent(self)
        self._column.insertWidget(places, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def add_tool(self, button: RailButton) -> None:
        """A button above the agent."""
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
