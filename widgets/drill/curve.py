"""This session's seconds to the point, message by message, against the goal; lower is faster."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from widgets.painting import paint_line, sized
from widgets.tokens import Tokens, load_tokens

_FEWEST = 8
"""Points that the width is laid out for at least, so that the first ones do not stand apart."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One message: its seconds, and whether it was right."""

    seconds: float
    right: bool


class SessionCurve(QWidget):
    """A line with a point a message: full for right, hollow for wrong; a dashed line at the goal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: Sequence[CurvePoint] = ()
        self.goal, self.goal_words = 8.0, ""
        self._tokens = load_tokens("light")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_points(self, points: Sequence[CurvePoint], goal: float, goal_words: str, spoken: str) -> None:
        """All of them; `spoken` says them in words."""
        self.points, self.goal, self.goal_words = tuple(points), goal, goal_words
        self.setAccessibleName(spoken)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._tokens.type.base * 170 / 13))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, round(self._tokens.type.base * 70 / 13))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = sized(tokens.type.small, tokens.type.normal)
        foot = QFontMetricsF(small).height()
        area = QRectF(self.rect()).adjusted(6, 8, -6, -foot - 12)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        below = QRectF(0, self.height() - foot, self.width(), foot)
        paint_line(
            painter, below, _("seconds to the point, message by message"), small, tokens.text3, at_right=mirrored
        )
        most = max([self.goal * 1.6, *(point.seconds * 1.08 for point in self.points)])
        level = _y(area, self.goal, most)
        painter.setPen(QPen(tokens.ok, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), level), QPointF(area.right(), level))
        label = QRectF(area.left(), level - foot - 1, area.width(), foot)
        paint_line(painter, label, self.goal_words, small, tokens.ok, at_right=not mirrored)
        self._paint_points(painter, area, most, mirrored=mirrored)
        painter.end()

    def _paint_points(self, painter: QPainter, area: QRectF, most: float, *, mirrored: bool) -> None:
        step = area.width() / max(_FEWEST, len(self.points))
        places = []
        for number, point in enumerate(self.points):
            x = step * (number + 0.3)
            places.append(QPointF(area.right() - x if mirrored else area.left() + x, _y(area, point.seconds, most)))
        painter.setPen(QPen(self._tokens.accent, 2))
        painter.drawPolyline(places)
        for place, point in zip(places, self.points, strict=True):
            painter.setBrush(self._tokens.accent if point.right else self._tokens.surface)
            painter.drawEllipse(place, 4, 4)


def _y(area: QRectF, seconds: float, most: float) -> float:
    return area.bottom() - area.height() * min(1.0, seconds / most)
