"""Paints one line of the thread list: avatar with its channel, name, chip, snippet, second line."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from domain.inbox import ThreadRow
from widgets.chips import SHAPES, chip_colours
from widgets.painted_list import ROW, Index, paint_edged_ground, painting
from widgets.painting import paint_avatar, paint_badge, paint_line, paint_pill, pill_width, sized
from widgets.thread_list.words import ListContext, RowWords, words
from widgets.tokens import Tokens

DIMMED = 0.62
LEAST_NAME = 6
"""So many times the size of the letters a name has beside the chip, or the chip says less."""


class ThreadDelegate(QStyledItemDelegate):
    """Knows nothing but the row, the tokens and the context."""

    def __init__(self, tokens: Tokens, context: ListContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.context = context

    def row_height(self) -> int:
        """Height of every line."""
        base, small = self.tokens.type.base, self.tokens.type.small
        return round(2 * base * 1.5 + small * 1.5 + 18)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, ThreadRow):
            return
        with painting(painter, option) as (area, _mirrored):
            ground = paint_edged_ground(painter, option, self.tokens)
            said = words(row, self.context)
            painter.setOpacity(DIMMED if said.dimmed else 1.0)
            self._lines(painter, area, row, said, ground)

    def _lines(self, painter: QPainter, area: QRectF, row: ThreadRow, said: RowWords, ground: QColor) -> None:
        tokens, mirrored = self.tokens, painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        disc = round(34 * tokens.type.base / 13)
        pad = tokens.space[2]
        inner = area.adjusted(pad + 3, 10, -pad, -8)
        if mirrored:
            inner = area.adjusted(pad, 10, -pad - 3, -8)
        x = inner.right() - disc if mirrored else inner.left()
        spot = QRectF(x, inner.top(), disc, disc)
        paint_avatar(painter, spot, row.thread_id, row.name, tokens)
        paint_badge(painter, spot, tokens.channel(row.channel), ground)
        gap = disc + 10
        text = inner.adjusted(0, 0, -gap, 0) if mirrored else inner.adjusted(gap, 0, 0, 0)
        line = tokens.type.base * 1.5
        self._first(painter, QRectF(text.left(), text.top() - 1, text.width(), line), row, said)
        self._second(painter, QRectF(text.left(), text.top() + line - 1, text.width(), line), row, said)
        small = QRectF(text.left(), text.top() + 2 * line - 1, text.width(), tokens.type.small * 1.5)
        paint_own_side(painter, small, said.second, tokens.type.small, tokens)

    def _first(self, painter: QPainter, line: QRectF, row: ThreadRow, said: RowWords) -> None:
        tokens = self.tokens
        width = self._chip(painter, line, said)
        name = cut(line, width + (6 if width else 0), painter)
        font = sized(tokens.type.base, 700 if row.unread else tokens.type.strong)
        paint_name(painter, name, row.name, font, tokens.text)

    def _chip(self, painter: QPainter, line: QRectF, said: RowWords) -> float:
        """Paints what stands at the end of the first line; returns its width."""
        tokens, mirrored = self.tokens, painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not said.chip:
            font = sized(tokens.type.small, tokens.type.normal)
            painter.setFont(font)
            painter.setPen(tokens.text3)
            side = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
            absolute = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(line, absolute, said.when)
            return QFontMetricsF(font).horizontalAdvance(said.when)
        shape, text = SHAPES.get(said.chip_kind, ""), said.chip
        if line.width() - pill_width(text, tokens, shape) < LEAST_NAME * tokens.type.base:
            text = said.chip_short
        width, height = pill_width(text, tokens, shape), tokens.type.small + 7.0
        x = line.left() if mirrored else line.right() - width
        spot = QRectF(x, line.center().y() - height / 2, width, height)
        paint_pill(painter, spot, text, chip_colours(said.chip_kind, tokens), tokens, shape)
        return width

    def _second(self, painter: QPainter, line: QRectF, row: ThreadRow, said: RowWords) -> None:
        tokens = self.tokens
        room = line
        if row.unread:
            text = str(row.unread)
            width, height = max(pill_width(text, tokens) - 6, tokens.type.small + 6.0), tokens.type.small + 6.0
            mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = line.left() if mirrored else line.right() - width
            spot = QRectF(x, line.center().y() - height / 2, width, height)
            paint_pill(painter, spot, "", (tokens.on_accent, tokens.accent), tokens)
            painter.setPen(tokens.on_accent)
            painter.setFont(sized(tokens.type.small, tokens.type.strong))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
            room = cut(line, width + 6, painter)
        if said.lead:
            font = sized(tokens.type.base, tokens.type.strong if said.lead_is_draft else tokens.type.normal)
            width = QFontMetricsF(font).horizontalAdvance(said.lead) + 5
            paint_name(painter, room, said.lead, font, tokens.accent if said.lead_is_draft else tokens.text2)
            room = lead_cut(room, width, painter)
        weight = tokens.type.strong if row.unread else tokens.type.normal
        colour = tokens.text if row.unread else tokens.text2
        if said.lead:
            paint_name(painter, room, said.snippet, sized(tokens.type.base, weight), colour)
        else:
            paint_line(painter, room, said.snippet, sized(tokens.type.base, weight), colour)


def cut(line: QRectF, width: float, painter: QPainter) -> QRectF:
    """The line without that much at its end, whichever side that is."""
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return line.adjusted(width, 0, 0, 0) if mirrored else line.adjusted(0, 0, -width, 0)


def lead_cut(line: QRectF, width: float, painter: QPainter) -> QRectF:
    """The line without that much at its beginning."""
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return line.adjusted(0, 0, -width, 0) if mirrored else line.adjusted(width, 0, 0, 0)


def paint_name(painter: QPainter, line: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """A line that stands at the layout's own side, whatever direction its words run."""
    at_right = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    paint_line(painter, line, text, font, colour, at_right=at_right)


def paint_own_side(painter: QPainter, line: QRectF, text: str, pixels: int, tokens: Tokens) -> None:
    """The faint last line, at the layout's side."""
    paint_name(painter, line, text, sized(pixels, tokens.type.normal), tokens.text3)
