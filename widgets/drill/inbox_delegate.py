"""Paints one line of the inbox under pressure: who, since when, the newest words, how it stands."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from domain.training.pressure_states import State
from widgets.drill.inbox_values import InboxRow
from widgets.drill.marks import paint_tick
from widgets.painted_list import ROW, Index, paint_edged_ground, painting
from widgets.painting import paint_avatar, paint_centred, paint_line, sized
from widgets.thread_list.delegate import cut, paint_name
from widgets.tokens import Tokens

_DIMMED = 0.55
_TURN = 60
"""Seconds in which the clock's hand goes round once; for every line the same, whatever its tier."""


class InboxDelegate(QStyledItemDelegate):
    """Knows the row and the tokens."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def row_height(self) -> int:
        """Of every line."""
        kinds = self.tokens.type
        return round(2 * kinds.base * 1.5 + kinds.small * 1.5 + 18)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, InboxRow):
            return
        with painting(painter, option, ring=self.tokens) as (area, mirrored):
            paint_edged_ground(painter, option, self.tokens)
            painter.setOpacity(_DIMMED if row.over else 1.0)
            self._lines(painter, area, row, mirrored=mirrored)
            painter.setOpacity(1.0)

    def _lines(self, painter: QPainter, area: QRectF, row: InboxRow, *, mirrored: bool) -> None:
        tokens = self.tokens
        base, small, pad = tokens.type.base, tokens.type.small, tokens.space[2]
        disc, first = round(34 * base / 13), base * 1.5
        inner = area.adjusted(pad, 10, -pad, -8)
        x = inner.right() - disc if mirrored else inner.left()
        paint_avatar(painter, QRectF(x, inner.top(), disc, disc), row.name + chr(65 + row.number), row.name, tokens)
        gap = disc + 10
        text = inner.adjusted(0, 0, -gap, 0) if mirrored else inner.adjusted(gap, 0, 0, 0)
        line = QRectF(text.left(), text.top() - 1, text.width(), first)
        room = cut(line, self._mark(painter, line, row, mirrored=mirrored) + 6, painter)
        new = row.state is State.WAITING and not row.read
        paint_name(painter, room, row.name, sized(base, 700 if new else tokens.type.strong), tokens.text)
        line = line.translated(0, first)
        ink = tokens.text if new else tokens.text2
        paint_line(painter, line, row.snippet, sized(base, tokens.type.strong if new else tokens.type.normal), ink)
        line = QRectF(text.left(), line.bottom(), text.width(), small * 1.5)
        weight, ink = self._second_look(row)
        paint_name(painter, line, row.second, sized(small, weight), ink)

    def _second_look(self, row: InboxRow) -> tuple[int, QColor]:
        tokens = self.tokens
        if row.state is State.LATE:
            return tokens.type.strong, tokens.high
        return tokens.type.normal, tokens.accent if row.state is State.WAITING and not row.read else tokens.text3

    def _mark(self, painter: QPainter, line: QRectF, row: InboxRow, *, mirrored: bool) -> float:
        """What stands at the end of the first line; returns its width."""
        size = self.tokens.type.base * 1.0
        if row.state is State.DONE:
            x = line.left() + size / 2 if mirrored else line.right() - size / 2
            paint_tick(painter, QPointF(x, line.center().y()), size, self.tokens)
            return size
        if not row.clock:
            return 0.0
        font = sized(self.tokens.type.small, self.tokens.type.strong)
        width = QFontMetricsF(font).horizontalAdvance(row.clock)
        left = line.left() if mirrored else line.right() - width
        painter.setFont(font)
        painter.setPen(self.tokens.text3 if row.state is State.SNOOZED else self.tokens.text2)
        paint_centred(painter, QRectF(left, line.top(), width, line.height()), row.clock)
        x = line.left() + width + 5 + size / 2 if mirrored else line.right() - width - 5 - size / 2
        self._clock(painter, QPointF(x, line.center().y()), size, row)
        return width + 5 + size

    def _clock(self, painter: QPainter, centre: QPointF, size: float, row: InboxRow) -> None:
        tokens = self.tokens
        face = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
        painter.setPen(QPen(tokens.text3, 1))
        painter.setBrush(tokens.sunken)
        painter.drawEllipse(face)
        if row.state is not State.SNOOZED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.text2)
            part = min(1.0, (row.waited % _TURN) / _TURN)
            painter.drawPie(face.adjusted(2, 2, -2, -2), 90 * 16, -round(360 * 16 * part))
