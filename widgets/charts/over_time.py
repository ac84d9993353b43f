"""Charts over time: a line with its band, or bars; what draws them is loaded with the first values."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.charts.chart import Chart
from widgets.charts.values import OverTime

if TYPE_CHECKING:
    from widgets.charts.plot import Plot


class TimeChart(Chart):
    """Values one after the other; left and right move the cursor."""

    FORTH = (Qt.Key.Key_Right, Qt.Key.Key_Down)
    BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
    BARS = False

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.data: OverTime | None = None
        self.plot: Plot | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3, 3, 3, 3)

    def show_values(self, data: OverTime) -> None:
        """Other values, in place; the cursor stays on its spot."""
        self.data = data
        self.cursor_at.take([spot.id for spot in data.spots])
        self._draw(data)
        self.moved()

    def said(self, index: int) -> str:
        return self.data.said(index) if self.data is not None and index < len(self.data.spots) else ""

    def lead(self, index: int) -> str:
        return self.data.lead(index) if self.data is not None and index < len(self.data.spots) else ""

    def index_at(self, x: float, y: float) -> int:
        return self.plot.index_at(x - 3, y - 3) if self.plot is not None else -1

    def sizeHint(self) -> QSize:
        return QSize(420, round(self._tokens.type.base * 15.5))

    def first(self) -> int:
        """The newest of which something is known."""
        spots = self.data.spots if self.data is not None else ()
        return next((place for place in range(len(spots) - 1, -1, -1) if spots[place].middle is not None), 0)

    def restyle(self) -> None:
        if self.data is not None:
            self._draw(self.data)

    def moved(self) -> None:
        self.update_cursor()
        super().moved()

    def update_cursor(self) -> None:
        if self.plot is not None:
            self.plot.point_at(self.cursor_at.shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.plot is not None:
            self.plot.label_places(self.width(), self._tokens)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._tokens.focus, 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.end()

    def _draw(self, data: OverTime) -> None:
        plot = self._plot()
        plot.restyle(self._tokens)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        plot.show_values(data, self._tokens, mirrored=mirrored)
        plot.label_places(self.width(), self._tokens)

    def _plot(self) -> "Plot":
        if self.plot is None:
            # A third of a second the first time: not before there is something to draw.
            from widgets.charts.plot import Plot

            self.plot = Plot(self, bars=self.BARS)
            self._column.addWidget(self.plot.widget)
        return self.plot


class TimeCurve(TimeChart):
    """A line, the band above it, the period before dashed."""


class TimeBars(TimeChart):
    """A bar each."""

    BARS = True
