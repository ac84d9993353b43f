"""Intervals on one scale with nought in it: what is likely, not only the mean; painted as a line with its ends."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.charts.chart import Chart
from widgets.charts.values import IntervalRow
from widgets.painting import paint_line, paint_mark, sized

LEAST = 0.1
"""The scale reaches at least so far to both sides: a tiny interval does not look like a large one."""


class Intervals(Chart):
    """Rows one below the other: a name, the interval with its best guess, its words; a line stands at nought.

    Less is on the side where lines begin.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.rows: tuple[IntervalRow, ...] = ()
        self.sides = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[IntervalRow], sides: tuple[str, str, str]) -> None:
        """Other values, in place; `sides` says what is less than nought, nought, and more."""
        self.rows, self.sides = tuple(rows), sides
        self.cursor_at.take([row.key for row in rows])
        self.updateGeometry()
        self.moved()

    def said(self, index: int) -> str:
        return self.rows[index].said if index < len(self.rows) else ""

    def lead(self, index: int) -> str:
        return ""

    def index_at(self, x: float, y: float) -> int:
        index = int((y - self._top()) // self._height())
        return index if y >= self._top() and 0 <= index < len(self.rows) else -1

    def sizeHint(self) -> QSize:
        return QSize(320, round(self._top() + self._height() * max(1, len(self.rows))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        names, values = self._columns()
        track = self._track(names, values)
        self._paint_scale(painter, track)
        for index, row in enumerate(self.rows):
            self._paint_row(painter, index, row, track)
        painter.end()

    def _height(self) -> float:
        return round(self._tokens.type.base * 2.3)

    def _top(self) -> float:
        return round(self._tokens.type.small * 1.9)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _columns(self) -> tuple[float, float]:
        """How wide names and values are: together they leave at least two fifths to the intervals."""
        metrics = QFontMetricsF(sized(self._tokens.type.base, self._tokens.type.strong))
        names = max((metrics.horizontalAdvance(row.name) for row in self.rows), default=0.0) + 6
        values = max((metrics.horizontalAdvance(row.text) for row in self.rows), default=0.0) + 6
        return min(names, self.width() * 0.28), min(values, self.width() * 0.32)

    def _track(self, names: float, values: float) -> QRectF:
        gap = self._tokens.space[2]
        left, width = names + gap, max(40.0, self.width() - names - values - 2 * gap)
        if self._mirrored():
            left = self.width() - left - width
        return QRectF(left, self._top(), width, self.height() - self._top())

    def _reach(self) -> float:
        ends = [abs(end) for row in self.rows if row.middle is not None for end in (row.low, row.high)]
        return max([LEAST, *ends]) * 1.08

    def _x(self, track: QRectF, value: float) -> float:
        part = (value / self._reach() + 1) / 2
        return track.right() - part * track.width() if self._mirrored() else track.left() + part * track.width()

    def _paint_scale(self, painter: QPainter, track: QRectF) -> None:
        tokens, middle = self._tokens, self._x(track, 0)
        painter.setPen(QPen(tokens.text2, 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(middle, self._top()), QPointF(middle, self.height()))
        font = sized(tokens.type.small, tokens.type.normal)
        less, nought, more = self.sides
        metrics, third = QFontMetricsF(font), track.width() / 3
        width = metrics.horizontalAdvance(nought) + 4
        line = self._top() - 2
        paint_line(painter, QRectF(middle - width / 2, 0, width, line), nought, font, tokens.text2)
        near, far = (more, less) if self._mirrored() else (less, more)
        paint_line(painter, QRectF(track.left(), 0, third, line), near, font, tokens.text2)
        paint_line(painter, QRectF(track.right() - third, 0, third, line), far, font, tokens.text2, at_right=True)

    def _paint_row(self, painter: QPainter, index: int, row: IntervalRow, track: QRectF) -> None:
        tokens, mirrored = self._tokens, self._mirrored()
        area = QRectF(0, self._top() + index * self._height(), self.width(), self._height())
        if index == self.cursor_at.shown:
            painter.setBrush(tokens.hover)
            painter.setPen(QPen(tokens.focus, 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens.radius.control, tokens.radius.control)
        left = QRectF(4, area.top(), track.left() - 8, area.height())
        right = QRectF(track.right() + 4, area.top(), self.width() - track.right() - 8, area.height())
        name_at, value_at = (right, left) if mirrored else (left, right)
        font, strong = sized(tokens.type.base, tokens.type.normal), sized(tokens.type.base, tokens.type.strong)
        paint_line(painter, name_at, row.name, font, tokens.text, at_right=mirrored)
        weight = strong if row.sure else font
        ink = tokens.text if row.middle is not None else tokens.text2
        paint_line(painter, value_at, row.text, weight, ink, at_right=mirrored)
        if row.middle is not None:
            self._paint_interval(painter, track, area.center().y(), row, row.middle)

    def _paint_interval(self, painter: QPainter, track: QRectF, y: float, row: IntervalRow, middle: float) -> None:
        """Ends and best guess have shapes of their own: a full diamond where nought is left out, an empty one else."""
        tokens = self._tokens
        low, high, at = self._x(track, row.low), self._x(track, row.high), self._x(track, middle)
        ink, half = tokens.accent if row.sure else tokens.text2, tokens.type.base * 0.42
        painter.setPen(QPen(ink, 2.4))
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for end in (low, high):
            painter.drawLine(QPointF(end, y - half), QPointF(end, y + half))
        size = tokens.type.base * 0.95
        paint_mark(painter, QPointF(at, y), size, "diamond", ink)
        if not row.sure:
            paint_mark(painter, QPointF(at, y), size * 0.55, "diamond", tokens.surface)
