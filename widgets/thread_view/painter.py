"""Paints a laid-out row: bubble, blocks, selection and focus frame."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.images import ImageCache, ImageReady
from widgets.thread_view.audio import IDLE, Playing, VoiceChip
from widgets.thread_view.laid import Laid
from widgets.thread_view.part_blocks import PictureBlock
from widgets.thread_view.rows import RowKind
from widgets.thread_view.style import Style


@dataclass(frozen=True, slots=True)
class Brush:
    """What painting needs beside the row.

    Attributes:
        ready: told when a picture's pixels are there.
        playing: how far the voice note is that plays.
    """

    painter: QPainter
    style: Style
    images: ImageCache
    ready: ImageReady
    ratio: float
    playing: Playing = IDLE


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands out in a row's text: the selected positions, and (start, length) of what was searched."""

    chosen: tuple[int, int] | None = None
    found: Sequence[tuple[int, int]] = ()


def paint_row(brush: Brush, laid: Laid, width: int, marks: Marks, clip: QRectF) -> None:
    """Paints one row at the painter's origin.

    Args:
        clip: the visible part, in row coordinates; text outside is not drawn.
    """
    painter = brush.painter
    painter.setOpacity(laid.opacity)
    if laid.row.kind is RowKind.NEW:
        _paint_new_line(brush, laid, width)
    if laid.fill:
        _paint_bubble(brush, laid)
    # Stacked marks ("zalgo") reach far above and below their line: they stay in their own bubble.
    painter.save()
    if laid.fill:
        painter.setClipRect(laid.bubble, Qt.ClipOperation.IntersectClip)
    _paint_blocks(brush, laid, marks, clip)
    painter.restore()
    painter.setOpacity(1.0)


def paint_focus(brush: Brush, laid: Laid) -> None:
    """The frame of the current row while the view has the focus."""
    painter = brush.painter
    painter.setPen(QPen(brush.style.tokens.focus, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = brush.style.tokens.radius.bubble + 2
    painter.drawRoundedRect(laid.bubble.adjusted(-3, -3, 3, 3), radius, radius)


def paint_pointer(brush: Brush, laid: Laid) -> None:
    """The frame around the message that somebody jumped to."""
    painter, tokens = brush.painter, brush.style.tokens
    painter.setPen(QPen(tokens.accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = tokens.radius.bubble + 2
    painter.drawRoundedRect(laid.bubble.adjusted(-2, -2, 2, 2), radius, radius)


def _paint_blocks(brush: Brush, laid: Laid, marks: Marks, clip: QRectF) -> None:
    painter, style = brush.painter, brush.style
    if laid.quote is not None:
        laid.quote.paint(painter, style)
    for block in laid.parts:
        if isinstance(block, PictureBlock):
            block.paint(painter, style, brush.images, brush.ready, brush.ratio)
        elif isinstance(block, VoiceChip):
            now = brush.playing if brush.playing.blob == block.part.blob else Playing(speed=brush.playing.speed)
            block.paint_playing(painter, style, now)
        else:
            block.paint(painter, style)
    if laid.text is not None:
        laid.text.paint(painter, style, marks.chosen, clip, marks.found)
    if laid.translation is not None:
        laid.translation.paint(painter, style, clip)
    if laid.reason is not None:
        laid.reason.paint(painter, style, None, clip)
    for line in laid.lines:
        line.paint(painter, style)


def _paint_bubble(brush: Brush, laid: Laid) -> None:
    painter, style = brush.painter, brush.style
    radius: float = style.tokens.radius.bubble
    rect = laid.bubble
    painter.setBrush(style.color(laid.fill))
    painter.setPen(Qt.PenStyle.NoPen)
    if laid.border:
        shape = Qt.PenStyle.DashLine if laid.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(style.color(laid.border), 1, shape))
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(rect, radius, radius)


def _paint_new_line(brush: Brush, laid: Laid, width: int) -> None:
    """A line with the word in its middle."""
    middle = round(laid.bubble.center().y()) + 0.5
    brush.painter.setPen(QPen(brush.style.tokens.accent, 1))
    for left, right in ((24.0, laid.bubble.left() - 10), (laid.bubble.right() + 10, width - 24.0)):
        brush.painter.drawLine(round(left), int(middle), round(right), int(middle))


def paint_skeleton(painter: QPainter, style: Style, width: int, height: int) -> None:
    """Grey bubbles where messages will be."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.tokens.hover)
    radius: float = style.tokens.radius.bubble
    room = style.bubble_width(width)
    y = float(height - 16)
    for number, (share, high) in enumerate(_SKELETON * 3):
        y -= high
        if y < 0:
            return
        wide = room * share
        at_right = (number % 3 == 1) is not style.rtl
        painter.drawRoundedRect(QRectF(width - 24 - wide if at_right else 24, y, wide, high), radius, radius)
        y -= 10


_SKELETON = ((0.55, 54.0), (0.9, 74.0), (0.7, 54.0), (0.45, 54.0), (0.8, 92.0), (0.6, 54.0))
