"""One number that matters: its name, its value, whether it is where it should be, and what it was before."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.icons import icon_pixmap
from widgets.painting import paint_line, paint_mark, sized
from widgets.tokens import Tokens, load_tokens


@dataclass(frozen=True, slots=True)
class TileValue:
    """What a tile shows.

    Attributes:
        goal: what it should be, or since when it is not. state: "ok", "warn" or "" when nobody can say.
        before: of the period before, "" without one; moved: 1 when it rose since, -1 when it fell.
        key: what `opened` says, "" when nothing is behind it.
    """

    value: str
    goal: str = ""
    state: str = ""
    before: str = ""
    moved: int = 0
    key: str = ""


class Tile(QWidget):
    """A click, Enter or the space bar lead to what is behind the number.

    Signals:
        opened(key): somebody wants to see it.
    """

    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.shown = name, TileValue("–")
        self._tokens = load_tokens("light")
        self._under_mouse = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_value(self.shown)

    def show_value(self, value: TileValue) -> None:
        """Another value."""
        self.shown = value
        self.setAccessibleName(", ".join(filter(None, (self.name, value.value, value.goal, value.before))))
        self.setCursor(Qt.CursorShape.PointingHandCursor if value.key else Qt.CursorShape.ArrowCursor)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        sizes, space = self._tokens.type, self._tokens.space
        height = 2 * space[2] + sizes.small * 1.5 + sizes.display * 1.6 + 2 * sizes.small * 1.55
        return QSize(round(sizes.base * 15), round(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._tokens.type.base * 11), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, shown = self._tokens, self.shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        warns = shown.state == "warn"
        edge = tokens.focus if self.hasFocus() else tokens.medium if warns else tokens.line
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1.4 if warns else 1))
        painter.setBrush(tokens.hover if self._under_mouse and shown.key else tokens.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.radius.card, tokens.radius.card)
        sizes, side = tokens.type, tokens.space[3]
        area = QRectF(self.rect()).adjusted(side, tokens.space[2], -side, 0)
        y = self._line(painter, area, area.top(), self.name, (sizes.small, sizes.normal, 1.5), tokens.text2)
        y = self._line(painter, area, y, shown.value, (sizes.display, 700, 1.6), tokens.text)
        y = self._paint_goal(painter, area, y)
        self._paint_before(painter, area, y)
        painter.end()

    def _line(
        self, painter: QPainter, area: QRectF, y: float, text: str, size: tuple[int, int, float], ink: QColor
    ) -> float:
        """One line; returns where the next one begins."""
        pixels, weight, height = size
        line = QRectF(area.left(), y, area.width(), pixels * height)
        paint_line(painter, line, text, sized(pixels, weight), ink, at_right=self._mirrored())
        return line.bottom()

    def _paint_goal(self, painter: QPainter, area: QRectF, y: float) -> float:
        tokens, shown = self._tokens, self.shown
        sizes, warns = tokens.type, shown.state == "warn"
        ink = tokens.medium if warns else tokens.ok if shown.state == "ok" else tokens.text2
        size = sizes.small
        if shown.goal and shown.state:
            x = area.right() - size / 2 if self._mirrored() else area.left() + size / 2
            centre = QPointF(x, y + sizes.small * 0.77)
            if warns:
                paint_mark(painter, centre, size * 0.8, "diamond", ink)
            else:
                ratio = self.devicePixelRatioF()
                corner = centre - QPointF(size / 2, size / 2)
                painter.drawPixmap(corner, icon_pixmap("check", ink, size, ratio))
            area = self._moved_in(area, size + 4)
        weight = sizes.strong if warns else sizes.normal
        return self._line(painter, area, y, shown.goal, (sizes.small, weight, 1.55), ink)

    def _paint_before(self, painter: QPainter, area: QRectF, y: float) -> None:
        tokens, shown, size = self._tokens, self.shown, self._tokens.type.small
        if not shown.before:
            return
        if shown.moved:
            # Up is up, whatever the side that lines begin on.
            icon = icon_pixmap(
                "trending-up" if shown.moved > 0 else "trending-down", tokens.text2, size, self.devicePixelRatioF()
            )
            x = area.right() - size if self._mirrored() else area.left()
            painter.drawPixmap(QPointF(x, y + size * 0.27), icon)
            area = self._moved_in(area, size + 4)
        self._line(painter, area, y, shown.before, (size, tokens.type.normal, 1.55), tokens.text2)

    def _moved_in(self, area: QRectF, by: float) -> QRectF:
        return area.adjusted(0, 0, -by, 0) if self._mirrored() else area.adjusted(by, 0, 0, 0)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if Qt.Key(event.key()) in wanted and self.shown.key:
            self.opened.emit(self.shown.key)
            return
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self.shown.key:
            self.opened.emit(self.shown.key)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._under_mouse = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: object) -> None:
        self._under_mouse = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
