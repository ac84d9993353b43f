"""The only door to pyqtgraph, in the theme's colours and without its menus and mouse; imported when a chart is drawn.

Everything drawn is made once and takes other values in place: items that come and go leak in that library.
"""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QGraphicsPathItem, QGraphicsRectItem, QWidget

from widgets.charts.values import Limit, OverTime, Shade, Spot, Words, ticks
from widgets.painting import sized
from widgets.tokens import Tokens

pg.setConfigOptions(antialias=True)

_LEFT, _BOTTOM, _RIGHT = "left", "bottom", "right"
_MEASURED = 12
"""So many of the words below the axis are measured; the others are about as long."""
_SMOOTH_UP_TO = 100
_GROUND, _SHADE, _BAND, _LINES, _ABOVE = -200, -15, -10, 5, 10


class Plot:
    """Axes with grid lines, a line with its band or bars, the period before as a dashed line, a cursor.

    Attributes:
        widget: to be put into a layout; takes neither keys nor mouse.
    """

    def __init__(self, parent: QWidget, *, bars: bool) -> None:
        self._bars = bars
        self._spots: tuple[Spot, ...] = ()
        self._tick: Words = _no_words
        self._tokens: Tokens | None = None
        self.widget: Any = pg.GraphicsView(parent, useOpenGL=False)
        self.widget.setFrameShape(QFrame.Shape.NoFrame)
        self.widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.widget.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._layout = pg.GraphicsLayout()
        self._layout.layout.setSpacing(0)
        # Columns keep their sides; which axis is near is decided with the values.
        self._layout.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.widget.setCentralItem(self._layout)
        self._axes = {side: pg.AxisItem(side, maxTickLength=0) for side in (_LEFT, _BOTTOM, _RIGHT)}
        self._view = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        for side, row, column in ((_LEFT, 0, 0), (_RIGHT, 0, 2), (_BOTTOM, 1, 1)):
            self._layout.addItem(self._axes[side], row, column)
            self._axes[side].linkToView(self._view)
            self._axes[side].setZValue(_GROUND)
        self._layout.addItem(self._view, 0, 1)
        self._make_items()

    def _make_items(self) -> None:
        self._band = QGraphicsPathItem()
        self._band.setPen(QPen(Qt.PenStyle.NoPen))
        curves = (pg.PlotCurveItem(connect="finite") for _ in range(4))
        self._edge, self._before, self._second, self._line = curves
        self._dots, self._spot = pg.ScatterPlotItem(), pg.ScatterPlotItem()
        self._columns = pg.BarGraphItem(x=[], height=[], width=0.62)
        self._ruler = pg.InfiniteLine(angle=90, movable=False)
        self._goal = pg.InfiniteLine(angle=0, movable=False)
        self._goal_words = pg.TextItem("", anchor=(1, 1))
        layers = (
            (self._band, _BAND),
            (self._columns, _BAND),
            (self._edge, _LINES),
            (self._before, _LINES),
            (self._goal, _LINES),
            (self._goal_words, _ABOVE),
            (self._second, _LINES + 1),
            (self._line, _LINES + 1),
            (self._dots, _LINES + 2),
            (self._ruler, _LINES),
            (self._spot, _ABOVE),
        )
        for item, depth in layers:
            item.setZValue(depth)
            self._view.addItem(item, ignoreBounds=True)
        self._shades: list[tuple[QGraphicsRectItem, Any]] = []
        for item in (self._ruler, self._goal, self._goal_words):
            item.hide()

    def restyle(self, tokens: Tokens) -> None:
        """Other colours and sizes; nothing is done twice, for each stroke is laid out anew."""
        if tokens is self._tokens:
            return
        self._tokens = tokens
        self.widget.setBackground(tokens.surface)
        font = sized(tokens.type.small, tokens.type.normal)
        for axis in self._axes.values():
            axis.setStyle(tickFont=font, tickTextOffset=6, tickLength=0, hideOverlappingLabels=False)
            axis.setTextPen(tokens.text2)
            axis.setPen(QPen(tokens.line, 1))
        self._line.setPen(_pen(tokens.accent, 2.2))
        self._edge.setPen(_pen(tokens.accent, 1.1, Qt.PenStyle.DotLine))
        self._before.setPen(_pen(tokens.text if self._bars else tokens.text2, 1.5, Qt.PenStyle.DashLine))
        self._second.setPen(_pen(tokens.text, 1.6, Qt.PenStyle.DashDotLine))
        self._ruler.setPen(_pen(tokens.text3, 1))
        self._goal.setPen(_pen(tokens.ok, 1.3, Qt.PenStyle.DashLine))
        self._goal_words.setColor(tokens.ok)
        self._goal_words.setFont(font)
        self._band.setBrush(_faint(tokens.accent, 0.16))
        self._columns.setOpts(brush=tokens.accent, pen=_pen(tokens.accent, 0.1))
        self._dots.setBrush(tokens.accent)
        self._dots.setPen(_pen(tokens.surface, 1))
        self._spot.setBrush(tokens.accent)
        self._spot.setPen(_pen(tokens.text, 2))
        for area, label in self._shades:
            _style_shade(area, label, tokens)

    def show_values(self, data: OverTime, tokens: Tokens, *, mirrored: bool) -> None:
        """Other values in place of these."""
        self._spots, self._tick = data.spots, data.tick
        count = len(data.spots)
        goal = [data.goal.value] if data.goal is not None else []
        highest = max((value for spot in data.spots for value in _known(spot)), default=0.0)
        highest = max([highest, *goal])
        lines = ticks(highest or data.steps[0], data.steps)
        self._view.invertX(mirrored)
        room = 0.5 if self._bars else 0.25
        self._view.setRange(xRange=(-room, count - 1 + room), yRange=(0, lines[-1] * 1.04), padding=0, update=True)
        self._label_heights(data, lines, tokens, mirrored)
        places = list(range(count))
        # Smooth dashes of a year take longer than all the rest, and nobody sees the difference.
        smooth = count <= _SMOOTH_UP_TO
        self._before.setData(places, [_or_nan(spot.before) for spot in data.spots], antialias=smooth)
        if self._bars:
            known = [(place, spot.middle) for place, spot in enumerate(data.spots) if spot.middle]
            self._columns.setOpts(x=[place for place, _height in known], height=[height for _place, height in known])
        else:
            self._line.setData(*_stroke([spot.middle for spot in data.spots], data.joined))
            self._second.setData(*_stroke([spot.second for spot in data.spots], data.joined), antialias=smooth)
            self._edge.setData(places, [_or_nan(spot.high) for spot in data.spots], antialias=smooth)
            self._band.setPath(_band(data.spots))
            self._dots.setData(pos=_dots(data), size=6, pxMode=True)
        self._show_shades(data.shades, lines[-1] * 1.04, tokens)
        self._show_goal(data.goal, -room)

    def label_places(self, width: int, tokens: Tokens) -> None:
        """Words below the axis, so many as there is room for."""
        metrics, count = QFontMetricsF(sized(tokens.type.small, tokens.type.normal)), len(self._spots)
        looked_at = range(0, count, max(1, count // _MEASURED))
        widest = max((metrics.horizontalAdvance(self._tick(place)) for place in looked_at), default=0.0)
        fitting = max(1, int(width * 0.9 // (widest + tokens.space[3])))
        step = max(1, -(-count // fitting))
        shown = [(place, self._tick(place)) for place in range(0, count, step)]
        self._axes[_BOTTOM].setTicks([shown])
        self._axes[_BOTTOM].setHeight(round(tokens.type.small * 2.1))

    def point_at(self, index: int) -> None:
        """The cursor there; -1 hides it."""
        spot = self._spots[index] if 0 <= index < len(self._spots) else None
        self._ruler.setVisible(spot is not None)
        if spot is None:
            self._spot.setData(pos=[])
            return
        self._ruler.setValue(index)
        self._spot.setData(pos=[] if spot.middle is None else [(index, spot.middle)], size=10, pxMode=True)

    def index_at(self, x: float, y: float) -> int:
        """The spot nearest to a point of the widget, -1 outside the axes."""
        scene = self.widget.mapToScene(QPoint(round(x), round(y)))
        if not self._view.sceneBoundingRect().adjusted(-4, 0, 4, 30).contains(scene) or not self._spots:
            return -1
        place = round(self._view.mapSceneToView(QPointF(scene)).x())
        return int(max(0, min(place, len(self._spots) - 1)))

    def x_of(self, index: int) -> float:
        """Where a spot is on the widget."""
        scene = self._view.mapViewToScene(QPointF(index, 0))
        return float(self.widget.mapFromScene(scene).x())

    def _label_heights(self, data: OverTime, lines: tuple[float, ...], tokens: Tokens, mirrored: bool) -> None:
        words = [(line, data.say(line)) for line in lines]
        metrics = QFontMetricsF(sized(tokens.type.small, tokens.type.normal))
        wide = round(max(metrics.horizontalAdvance(text) for _line, text in words)) + 12
        near, far = (_RIGHT, _LEFT) if mirrored else (_LEFT, _RIGHT)
        self._axes[near].setTicks([words])
        self._axes[near].setWidth(wide)
        self._axes[near].setGrid(255)
        self._axes[near].show()
        self._axes[far].setTicks([[]])
        self._axes[far].setGrid(False)
        self._axes[far].hide()
        end = tokens.space[4]
        self._layout.setContentsMargins(end if mirrored else 0, 4, 0 if mirrored else end, 0)

    def _show_goal(self, goal: Limit | None, begin: float) -> None:
        """Its words stand under its beginning: what becomes better comes near it at its end."""
        for item in (self._goal, self._goal_words):
            item.setVisible(goal is not None)
        if goal is not None:
            self._goal.setValue(goal.value)
            self._goal_words.setText(goal.label)
            self._goal_words.setAnchor((1 if self._view.xInverted() else 0, 0))
            self._goal_words.setPos(begin, goal.value)

    def _show_shades(self, shades: tuple[Shade, ...], height: float, tokens: Tokens) -> None:
        while len(self._shades) < len(shades):
            area, label = QGraphicsRectItem(), pg.TextItem("", anchor=(0.5, 0))
            area.setZValue(_SHADE)
            label.setZValue(_ABOVE)
            _style_shade(area, label, tokens)
            self._view.addItem(area, ignoreBounds=True)
            self._view.addItem(label, ignoreBounds=True)
            self._shades.append((area, label))
        for number, (area, label) in enumerate(self._shades):
            used = number < len(shades)
            area.setVisible(used)
            label.setVisible(used)
            if used:
                shade = shades[number]
                area.setRect(QRectF(shade.first - 0.5, 0, shade.last - shade.first + 1, height))
                label.setText(shade.label)
                label.setPos((shade.first + shade.last) / 2, height)


def _no_words(_place: int) -> str:
    """Before there are values."""
    return ""


def _style_shade(area: QGraphicsRectItem, label: Any, tokens: Tokens) -> None:
    area.setBrush(tokens.hover)
    area.setPen(QPen(Qt.PenStyle.NoPen))
    label.setColor(tokens.text2)
    label.setFont(sized(tokens.type.small, tokens.type.normal))


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen


def _faint(colour: QColor, alpha: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


def _known(spot: Spot) -> list[float]:
    return [value for value in (spot.middle, spot.high, spot.before, spot.second) if value is not None]


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _stroke(heights: list[float | None], joined: bool) -> tuple[list[int], list[float]]:
    """Places and heights of a line; one that is joined has no place where nothing is known."""
    known = [(place, _or_nan(height)) for place, height in enumerate(heights) if height is not None or not joined]
    return [place for place, _height in known], [height for _place, height in known]


def _dots(data: OverTime) -> list[tuple[int, float]]:
    """Of a joined line each spot that is known; of others those without a known neighbour, which no line shows."""
    known = [spot.middle is not None for spot in data.spots]
    return [
        (place, spot.middle)
        for place, spot in enumerate(data.spots)
        if spot.middle is not None
        and (data.joined or not any(known[max(0, place - 1) : place] + known[place + 1 : place + 2]))
    ]


def _band(spots: tuple[Spot, ...]) -> QPainterPath:
    """From the line up to the edge, where both are known, in one piece for each run of spots."""
    path, run = QPainterPath(), list[tuple[int, float, float]]()
    for place, spot in enumerate((*spots, Spot(""))):
        if spot.middle is not None and spot.high is not None:
            run.append((place, spot.middle, spot.high))
            continue
        if len(run) > 1:
            path.moveTo(run[0][0], run[0][1])
            for at, _low, high in run:
                path.lineTo(at, high)
            for at, low, _high in reversed(run):
                path.lineTo(at, low)
            path.closeSubpath()
        run.clear()
    return path
