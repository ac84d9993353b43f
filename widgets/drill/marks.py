"""How marked, found, missed and needless words are painted: always by a shape, never by colour alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextLayout

from widgets.drill.laid import Laid, joined, runs
from widgets.tokens import Tokens

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextReview:
    """What there was to see.

    Attributes:
        found, missed: characters from, to of needed keywords. fine: of those that may be marked.
        stray: words that carry nothing of the point.
    """

    found: Sequence[Span] = ()
    missed: Sequence[Span] = ()
    fine: Sequence[Span] = ()
    stray: Collection[int] = ()


def paint_chosen(painter: QPainter, laid: Laid, chosen: Collection[int], tokens: Tokens) -> None:
    """A soft box around marked words; neighbours share one."""
    painter.setPen(QPen(tokens.accent, 1))
    painter.setBrush(tokens.accent_soft)
    for run in runs(sorted(chosen)):
        for box in joined([box for word in run for box in laid.boxes[word]]):
            painter.drawRoundedRect(_around(box), 4, 4)


def paint_review(painter: QPainter, laid: Laid, review: TextReview, tokens: Tokens) -> None:
    """Under the text: boxes of what was found, dashed lines under what was missed."""
    painter.setBrush(tokens.low_soft)
    painter.setPen(QPen(tokens.ok, 1))
    for span in review.found:
        for box in laid.span(*span):
            painter.drawRoundedRect(_around(box), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.text3, 1, Qt.PenStyle.DotLine))
    for span in review.fine:
        for box in laid.span(*span):
            _under(painter, box)
    painter.setPen(QPen(tokens.medium, 2.5, Qt.PenStyle.DashLine))
    for span in review.missed:
        for box in laid.span(*span):
            _under(painter, box)


def paint_over(painter: QPainter, laid: Laid, review: TextReview, tokens: Tokens) -> None:
    """Over the text: a tick at what was found, a line through what says nothing."""
    for span in review.found:
        for box in laid.span(*span)[-1:]:
            corner = box.topLeft() if laid.rtl else box.topRight()
            paint_tick(painter, corner + QPointF(0, 2), tokens.type.base * 0.95, tokens)
    painter.setPen(QPen(tokens.text2, 1.5))
    for word in review.stray:
        for box in laid.boxes[word]:
            y = box.center().y() + 1
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def paint_tick(painter: QPainter, centre: QPointF, size: float, tokens: Tokens) -> None:
    """A disc with a tick."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.ok)
    painter.drawEllipse(centre, size / 2, size / 2)
    pen = QPen(tokens.surface, size / 8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    corners = ((-0.22, 0.02), (-0.06, 0.18), (0.24, -0.18))
    painter.drawPolyline([centre + QPointF(x * size, y * size) for x, y in corners])


def paint_cursor(painter: QPainter, laid: Laid, word: int, tokens: Tokens) -> None:
    """A ring around the word that the keys are at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.focus, 2))
    for box in joined(laid.boxes[word]):
        painter.drawRoundedRect(_around(box).adjusted(-1, -2, 1, 2), 5, 5)


def inked(laid: Laid, words: Collection[int], spans: Sequence[Span], colour: QColor) -> list[QTextLayout.FormatRange]:
    """The text's colour in marked words."""
    look = QTextCharFormat()
    look.setForeground(colour)
    made = []
    for start, end in (*spans, *(span for word in sorted(words) for span in (laid.words[word],))):
        found = QTextLayout.FormatRange()
        found.start, found.length = laid.units(start, end)
        found.format = look
        made.append(found)
    return made


def _around(box: QRectF) -> QRectF:
    return box.adjusted(-2, 0, 2, 0)


def _under(painter: QPainter, box: QRectF) -> None:
    y = box.bottom() + 1
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
