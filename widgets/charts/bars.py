"""Horizontal bars: a name, a bar, a value; painted here, because a library for plots is too much for that."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.charts.chart import Chart
from widgets.charts.values import BarRow, Limit
from widgets.painting import paint_line, paint_mark, sized

NAME_SHARE = 0.34


class HorizontalBars(Chart):
    """Rows one below the other; a dashed line marks the limit, a small stroke the period before."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.rows: tuple[BarRow, ...] = ()
        self.limit: Limit | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[BarRow], limit: Limit | None = None) -> None:
        """Other values, in place; the cursor stays on its row."""
        longer = len(rows) != len(self.rows) or (limit is None) != (self.limit is None)
        self.rows, self.limit = tuple(rows), limit
        self.cursor_at.take([row.key for row in rows])
        if longer:
            self.updateGeometry()
        self.moved()

    def said(self, index: int) -> str:
        return self.rows[index].said if index < len(self.rows) else ""

    def lead(self, index: int) -> str:
        return self.rows[index].key if index < len(self.rows) else ""

    def index_at(self, x: float, y: float) -> int:
        index = int((y - self._top()) // self._height())
        return index if y >= self._top() and 0 <= index < len(self.rows) else -1

    def sizeHint(self) -> QSize:
        return QSize(320, round(self._height() * max(1, len(self.rows)) + self._top()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        names, values = self._columns()
        for index, row in enumerate(self.rows):
            self._paint_row(painter, index, row, names, values)
        if self.limit is not None and self.rows:
            self._paint_limit(painter, self.limit, self._track(0, names, values))
        painter.end()

    def _height(self) -> float:
        return round(self._tokens.type.base * 1.95)

    def _top(self) -> float:
        return round(self._tokens.type.small * 1.6) if self.limit is not None else 0

    def _columns(self) -> tuple[float, float]:
        """How wide names and values are."""
        metrics = QFontMetricsF(sized(self._tokens.type.base, self._tokens.type.normal))
        names = max((metrics.horizontalAdvance(row.name) for row in self.rows), default=0.0) + 4
        values = max((metrics.horizontalAdvance(row.text) for row in self.rows), default=0.0) + 4
        if any(row.warns for row in self.rows):
            values += self._tokens.type.base
        return min(names, self.width() * NAME_SHARE), values

    def _row(self, index: int) -> QRectF:
        return QRectF(0, self._top() + index * self._height(), self.width(), self._height())

    def _track(self, index: int, names: float, values: float) -> QRectF:
        """Where the bar may be."""
        row, gap, thick = self._row(index), self._tokens.space[2], self._tokens.type.base * 0.85
        left, width = names + gap, max(20.0, row.width() - names - values - 2 * gap)
        if self._mirrored():
            left = row.width() - left - width
        return QRectF(left, row.center().y() - thick / 2, width, thick)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _most(self) -> float:
        values = [row.value for row in self.rows] + [row.before or 0 for row in self.rows]
        return max([*values, self.limit.value if self.limit else 0, 1e-9])

    def _x(self, track: QRectF, value: float) -> float:
        length = track.width() * min(1.0, value / self._most())
        return track.right() - length if self._mirrored() else track.left() + length

    def _paint_row(self, painter: QPainter, index: int, row: BarRow, names: float, values: float) -> None:
        area, track, tokens = self._row(index), self._track(index, names, values), self._tokens
        at_cursor = index == self.cursor_at.shown
        if at_cursor:
            painter.setBrush(tokens.hover)
            painter.setPen(QPen(tokens.focus, 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens.radius.control, tokens.radius.control)
        mirrored, font = self._mirrored(), sized(tokens.type.base, tokens.type.normal)
        name_at = QRectF(area.right() - names - 4 if mirrored else 4, area.top(), names, area.height())
        paint_line(painter, name_at, row.name, font, tokens.text, at_right=mirrored)
        self._paint_bar(painter, track, row)
        value_at = QRectF(4 if mirrored else area.right() - values - 4, area.top(), values, area.height())
        ink = tokens.medium if row.warns else tokens.text
        if row.warns:
            size = tokens.type.base * 0.66
            x = value_at.right() - size / 2 if mirrored else value_at.left() + size / 2
            paint_mark(painter, QPointF(x, area.center().y()), size, "diamond", ink)
            room = tokens.type.base
            value_at = value_at.adjusted(0, 0, -room, 0) if mirrored else value_at.adjusted(room, 0, 0, 0)
        paint_line(painter, value_at, row.text, font, ink, at_right=mirrored)

    def _paint_bar(self, painter: QPainter, track: QRectF, row: BarRow) -> None:
        end = self._x(track, row.value)
        bar = QRectF(end, track.top(), track.right() - end, track.height())
        if not self._mirrored():
            bar = QRectF(track.left(), track.top(), end - track.left(), track.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(row.colour))
        painter.drawRoundedRect(bar, min(3.0, bar.width() / 2), 3)
        if row.before is not None:
            x = self._x(track, row.before)
            painter.setPen(QPen(self._tokens.surface, 4))
            painter.drawLine(QPointF(x, track.top() - 1), QPointF(x, track.bottom() + 1))
            painter.setPen(QPen(self._tokens.text, 1.5))
            painter.drawLine(QPointF(x, track.top() - 2), QPointF(x, track.bottom() + 2))

    def _paint_limit(self, painter: QPainter, limit: Limit, track: QRectF) -> None:
        x, tokens = self._x(track, limit.value), self._tokens
        pen = QPen(tokens.text2, 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, self._top() - 2), QPointF(x, self.height()))
        font = sized(tokens.type.small, tokens.type.normal)
        width = QFontMetricsF(font).horizontalAdvance(limit.label) + 2
        left = max(0.0, min(x - width / 2, self.width() - width))
        paint_line(painter, QRectF(left, 0, width, self._top() - 2), limit.label, font, tokens.text2)

    def _colour(self, name: str) -> QColor:
        tokens = self._tokens
        plain = {"accent": tokens.accent, "medium": tokens.medium, "high": tokens.high, "ok": tokens.ok}
        plain |= {"faint": tokens.text3, "low": tokens.low}
        return plain.get(name) or tokens.channels.get(name, tokens.channels["other"])
