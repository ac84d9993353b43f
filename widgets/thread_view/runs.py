"""Small lines of mixed things: a dot, words, ticks, chips, actions; they wrap and mirror as one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from widgets.painting import is_rtl, shortened
from widgets.thread_view.states import Action
from widgets.thread_view.style import Face, Style

SPACE = 4.0
DOT = 8.0
MARK = 10.0
TICK = 11.0
CHIP_PAD = 6.0
MARKED = MARK + 3.0


@dataclass(slots=True)
class Run:
    """One thing on the line.

    Attributes:
        shape: "" for text, else dot, tick, ticks, clock, triangle or diamond.
        chip: the token of a rounded background, "" for none.
        mark: a shape inside the chip, before its text.
        action: what a click asks for.
        spaced: whether the usual space stands before it.
    """

    text: str = ""
    face: Face | None = None
    color: str = "text2"
    shape: str = ""
    tint: QColor | None = None
    chip: str = ""
    mark: str = ""
    action: Action | None = None
    spaced: bool = True
    shown: str = field(default="", init=False)
    rect: QRectF = field(default_factory=QRectF, init=False)

    def natural(self) -> float:
        """Width in pixels."""
        if self.face is not None:
            return self.face.width(self.text) + (16.0 if self.chip else 0.0) + (MARKED if self.mark else 0.0)
        return {"dot": DOT, "ticks": TICK + 4}.get(self.shape, TICK if self.shape == "tick" else MARK)


class RunLine:
    """Runs one after the other from the start side, broken into lines where there is no room."""

    def __init__(self, runs: Sequence[Run], room: float, pitch: float, rtl: bool) -> None:
        self.runs = runs
        self.rect = QRectF()
        self._rtl = rtl
        self._pitch = pitch
        self.width, self.height = self._flow(room)

    def place(self, x: float, y: float, width: float) -> None:
        """Where it stands in its row."""
        self.rect = QRectF(x, y, width, self.height)
        for run in self.runs:
            left = x + width - run.rect.right() if self._rtl else x + run.rect.left()
            run.rect.moveTo(left, y + run.rect.top())

    def action_at(self, point: QPointF) -> Action | None:
        """The action under a point in row coordinates, with a little slack around it."""
        for run in self.runs:
            if run.action is not None and run.rect.adjusted(-3, -2, 3, 2).contains(point):
                return run.action
        return None

    def paint(self, painter: QPainter, style: Style) -> None:
        """Draws every run."""
        before = painter.layoutDirection()
        for run in self.runs:
            color = run.tint if run.tint is not None else style.color(run.color)
            if run.face is None:
                paint_shape(painter, run.shape, run.rect, color)
                continue
            if run.chip:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.color(run.chip))
                painter.drawRoundedRect(run.rect, run.rect.height() / 2, run.rect.height() / 2)
            room = self._paint_mark(painter, run, color) if run.mark else run.rect
            painter.setFont(run.face.font)
            painter.setPen(color)
            # As its own words run: "You took the thread" stays so in a mirrored window.
            painter.setLayoutDirection(_RTL if is_rtl(run.text) else _LTR)
            painter.drawText(room, _FLAGS, run.shown)
        painter.setLayoutDirection(before)

    def _paint_mark(self, painter: QPainter, run: Run, color: QColor) -> QRectF:
        """Paints the mark at the chip's beginning; returns the room for its text."""
        x = run.rect.right() - CHIP_PAD - MARK if self._rtl else run.rect.left() + CHIP_PAD
        paint_shape(painter, run.mark, QRectF(x, run.rect.center().y() - MARK / 2, MARK, MARK), color)
        return run.rect.adjusted(0, 0, -MARKED, 0) if self._rtl else run.rect.adjusted(MARKED, 0, 0, 0)

    def _flow(self, room: float) -> tuple[float, float]:
        x = y = widest = 0.0
        for run in self.runs:
            width = min(run.natural(), room)
            gap = SPACE if x and run.spaced else 0.0
            if x and x + gap + width > room:
                x, y, gap = 0.0, y + self._pitch, 0.0
            high = self._pitch if run.face is not None else MARK
            run.rect = QRectF(x + gap, y + (self._pitch - high) / 2, width, high)
            if run.face is not None:
                fits = width >= run.natural()
                inside = width - (16.0 if run.chip else 0.0) - (MARKED if run.mark else 0.0)
                run.shown = run.text if fits else shortened(run.face.metrics, run.text, inside)
            x += gap + width
            widest = max(widest, x)
        return widest, y + self._pitch if self.runs else 0.0


_LTR, _RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
_FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextSingleLine)


def paint_shape(painter: QPainter, shape: str, rect: QRectF, color: QColor) -> None:
    """A dot, ticks, a clock, a triangle or a diamond inside a rectangle."""
    if shape in {"dot", "triangle", "diamond"}:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if shape == "dot":
            painter.drawEllipse(rect.center(), DOT / 2, DOT / 2)
        else:
            painter.drawPolygon(_triangle(rect) if shape == "triangle" else _diamond(rect))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    center = rect.center()
    if shape == "clock":
        painter.drawEllipse(center, 4.2, 4.2)
        painter.drawPolyline(QPolygonF([center - QPointF(0, 2.4), center, center + QPointF(1.9, 1)]))
        return
    painter.drawPolyline(_tick(rect.left() + 1, center.y()))
    if shape == "ticks":
        painter.drawPolyline(_tick(rect.left() + 5, center.y()))


def _tick(x: float, y: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y + 0.5), QPointF(x + 2.6, y + 3.2), QPointF(x + 8, y - 3.2)])


def _triangle(rect: QRectF) -> QPolygonF:
    center = rect.center()
    return QPolygonF([center + QPointF(0, -4.6), center + QPointF(4.8, 3.9), center + QPointF(-4.8, 3.9)])


def _diamond(rect: QRectF) -> QPolygonF:
    center = rect.center()
    return QPolygonF([center + QPointF(*at) for at in ((0, -4.8), (4.8, 0), (0, 4.8), (-4.8, 0))])
