"""Paints a line of the search list: a person, a hit with its matches marked, a heading, a remark."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from domain.inbox import ThreadRow
from domain.search import SearchHit
from widgets.chips import channel_name
from widgets.painted_list import ROW, Index, paint_edged_ground, painting
from widgets.painting import is_rtl, paint_avatar, paint_badge, paint_line, sized
from widgets.search_list.lines import LineKind, SearchLine, marked, when, who
from widgets.thread_list.delegate import cut, lead_cut, paint_name, paint_own_side
from widgets.thread_list.words import ListContext
from widgets.tokens import Tokens

_EXCERPT_LINES = 2


class SearchDelegate(QStyledItemDelegate):
    """Knows nothing but the line, the tokens and the context."""

    def __init__(self, tokens: Tokens, context: ListContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(ROW)
        return QSize(100, self.height_of(line.kind if isinstance(line, SearchLine) else LineKind.NOTE))

    def height_of(self, kind: LineKind) -> int:
        """Height of a line of that kind, in pixels."""
        base, small = self.tokens.type.base, self.tokens.type.small
        lines = {LineKind.HIT: 3.0, LineKind.PERSON: 2.0, LineKind.MORE: 1.0, LineKind.NOTE: 2.0}.get(kind, 0.0)
        if kind is LineKind.HEADING:
            return round(small * 1.5 + 18)
        return round(lines * base * 1.5 + 18 + (small * 1.5 if kind is LineKind.HIT else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(ROW)
        if not isinstance(line, SearchLine):
            return
        with painting(painter, option) as (area, _mirrored):
            if line.chosen:
                ground = paint_edged_ground(painter, option, self.tokens)
            else:
                ground = self.tokens.surface
                painter.fillRect(area, ground)
            pad = self.tokens.space[2]
            inner = area.adjusted(pad + 3, 9, -pad - 3, -7)
            if line.hit is not None:
                self._hit(painter, inner, line.hit, ground)
            elif line.person is not None:
                self._person(painter, inner, line.person, ground)
            else:
                self._words(painter, inner, line)

    def _words(self, painter: QPainter, inner: QRectF, line: SearchLine) -> None:
        tokens = self.tokens
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if line.kind is LineKind.HEADING:
            font = sized(tokens.type.small, tokens.type.strong)
            paint_line(painter, inner.adjusted(0, 2, 0, 2), line.text.upper(), font, tokens.text2, at_right=mirrored)
        elif line.kind is LineKind.MORE:
            paint_name(painter, inner, line.text, sized(tokens.type.base, tokens.type.strong), tokens.accent)
        else:
            painter.setFont(sized(tokens.type.base, tokens.type.normal))
            painter.setPen(tokens.text2)
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
            painter.drawText(inner, int(flags) | int(Qt.TextFlag.TextWordWrap), line.text)

    def _person(self, painter: QPainter, inner: QRectF, row: ThreadRow, ground: QColor) -> None:
        text = self._disc(painter, inner, row.thread_id, row.name, self.tokens.channel(row.channel), ground)
        tokens, pitch = self.tokens, self.tokens.type.base * 1.5
        first = QRectF(text.left(), text.top() - 1, text.width(), pitch)
        paint_name(painter, first, row.name, sized(tokens.type.base, tokens.type.strong), tokens.text)
        second = first.translated(0, pitch)
        said = " · ".join(part for part in (channel_name(row.channel), *row.tags) if part)
        paint_name(painter, second, said, sized(tokens.type.base, tokens.type.normal), tokens.text2)

    def _hit(self, painter: QPainter, inner: QRectF, hit: SearchHit, ground: QColor) -> None:
        text = self._disc(painter, inner, hit.thread_id, hit.name, self.tokens.channel(hit.channel), ground)
        tokens, pitch = self.tokens, self.tokens.type.base * 1.5
        first = QRectF(text.left(), text.top() - 1, text.width(), pitch)
        time, small = when(hit, self.context), sized(tokens.type.small, tokens.type.normal)
        width = QFontMetricsF(small).horizontalAdvance(time) + 8
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_line(painter, first, time, small, tokens.text3, at_right=not mirrored)
        name = cut(first, width, painter)
        paint_name(painter, name, hit.name, sized(tokens.type.base, tokens.type.strong), tokens.text)
        self._excerpt(painter, first.translated(0, pitch), hit)
        last = QRectF(text.left(), first.top() + (1 + _EXCERPT_LINES) * pitch, text.width(), tokens.type.small * 1.5)
        paint_own_side(painter, last, who(hit), tokens.type.small, tokens)

    def _disc(self, painter: QPainter, inner: QRectF, key: str, name: str, channel: QColor, ground: QColor) -> QRectF:
        """Paints the avatar with the channel's dot; returns the room beside it."""
        size = round(34 * self.tokens.type.base / 13)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        spot = QRectF(inner.right() - size if mirrored else inner.left(), inner.top(), size, size)
        paint_avatar(painter, spot, key, name, self.tokens)
        paint_badge(painter, spot, channel, ground)
        return lead_cut(inner, size + 10, painter)

    def _excerpt(self, painter: QPainter, first: QRectF, hit: SearchHit) -> None:
        """At most two lines in the text's own direction; what matched stands on the accent's ground."""
        said, spans = marked(hit)
        font = sized(self.tokens.type.base, self.tokens.type.normal)
        layout = QTextLayout(said, font)
        rtl = is_rtl(said)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_mark(start, length, self.tokens) for start, length in spans])
        layout.beginLayout()
        for number in range(_EXCERPT_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(first.width())
            line.setPosition(QPointF(0, number * first.height()))
        layout.endLayout()
        painter.save()
        painter.setPen(self.tokens.text2)
        # Stacked marks ("zalgo") reach far above and below their line.
        painter.setClipRect(first.adjusted(0, 0, 0, (_EXCERPT_LINES - 1) * first.height() + 3))
        layout.draw(painter, first.topLeft())
        painter.restore()


def _mark(start: int, length: int, tokens: Tokens) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setBackground(tokens.selection)
    look.setForeground(tokens.text)
    look.setFontWeight(tokens.type.strong)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, look
    return found
