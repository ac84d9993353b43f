"""Paints cards, heads of lanes and heads of columns; fonts and shortened lines are kept from frame to frame."""

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from widgets.board.layout import Sizes
from widgets.board.values import CardValues, ColumnValues
from widgets.board.words import clock_text, share, urgency
from widgets.card import isolated
from widgets.chips import SHAPES, chip_colours
from widgets.painting import paint_mark, paint_pill, pill_width, sized
from widgets.tokens import Tokens

BAR = 6
MOST_KEPT = 4_000
"""So many shortened lines are kept."""

LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TRAILING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Painter:
    """One for a board and its theme."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        sizes = tokens.type
        self.plain, self.strong = sized(sizes.base, sizes.normal), sized(sizes.base, sizes.strong)
        self.small, self.small_strong = sized(sizes.small, sizes.normal), sized(sizes.small, sizes.strong)
        self._metrics = {id(font): QFontMetricsF(font) for font in self._fonts()}
        self._cut: dict[tuple[str, int, int], str] = {}
        self._line, self._small_line = round(sizes.base * 1.5), round(sizes.small * 1.5)
        self.sizes = Sizes(self._card_height(), self._small_line + tokens.space[1], tokens.space[1])

    def head_height(self) -> int:
        """Of a column's head."""
        return self._line + 2 * self.tokens.space[1] + 4

    def card(
        self, painter: QPainter, area: QRectF, card: CardValues, now: datetime, *, chosen: bool, keys: bool
    ) -> None:
        """One card; `keys` says whether the board has the keyboard."""
        tokens = self.tokens
        hurry = urgency(card.clock, now)
        edge = tokens.high if hurry else tokens.accent if chosen else tokens.line
        width = 2.0 if chosen else 1.0
        painter.setPen(QPen(tokens.focus if chosen and keys else edge, width))
        painter.setBrush(tokens.accent_soft if chosen else tokens.surface)
        half = width / 2
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), tokens.radius.card, tokens.radius.card)
        if hurry and chosen and keys:
            # The frame shows the keyboard's place now; that it is late still has a frame inside.
            painter.setPen(QPen(tokens.high, 1.0))
            painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), tokens.radius.card - 2, tokens.radius.card - 2)
        pad = tokens.space[2]
        inner = area.adjusted(pad, tokens.space[1] + 1, -pad, 0)
        self._first(painter, QRectF(inner.left(), inner.top(), inner.width(), self._line), card)
        y = inner.top() + self._line
        self._second(painter, QRectF(inner.left(), y, inner.width(), self._small_line), card)
        y += self._small_line + tokens.space[1] - 1
        self._bar(painter, QRectF(inner.left(), y, inner.width(), BAR), card, now, hurry)
        y += BAR + tokens.space[0] + 1
        self._third(painter, QRectF(inner.left(), y, inner.width(), self._small_line), card, now, hurry)

    def lane(self, painter: QPainter, area: QRectF, words: str, *, folded: bool, chosen: bool, keys: bool) -> None:
        """The head of a lane."""
        tokens, mirrored = self.tokens, _mirrored(painter)
        if chosen:
            painter.setPen(QPen(tokens.focus if keys else tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens.radius.control, tokens.radius.control)
        room = area.adjusted(tokens.space[0], 0, -tokens.space[0], 0)
        size = tokens.type.small * 0.6
        x = room.right() - size if mirrored else room.left() + size
        _arrow(painter, QPointF(x, room.center().y()), size, tokens.text2, folded=folded, mirrored=mirrored)
        room = _without(painter, room, size + tokens.space[1] + 4, leading=True)
        self.words(painter, room, words, self.small_strong, tokens.text2)

    def head(self, painter: QPainter, area: QRectF, column: ColumnValues) -> None:
        """A column's head: tier by shape and word, its times, how many."""
        tokens, shape = self.tokens, SHAPES.get(column.mark, "")
        room = area.adjusted(tokens.space[1], 0, -tokens.space[1] - 2, 0)
        width, height = pill_width(column.name, tokens, shape), tokens.type.small + 8.0
        x = room.right() - width if _mirrored(painter) else room.left()
        spot = QRectF(x, room.center().y() - height / 2, width, height)
        paint_pill(painter, spot, column.name, chip_colours(column.mark, tokens), tokens, shape)
        room = _without(painter, room, width + tokens.space[1], leading=True)
        count = str(column.count)
        taken = self.words(painter, room, count, self.strong, tokens.text, trailing=True)
        room = _without(painter, room, taken + tokens.space[1])
        self.words(painter, room, isolated(column.times), self.small, tokens.text2, trailing=True)

    def words(
        self, painter: QPainter, area: QRectF, text: str, font: QFont, colour: QColor, *, trailing: bool = False
    ) -> float:
        """One line in the layout's own direction, cut where it does not fit; returns its width."""
        shown = self._shortened(text, font, int(area.width()))
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(area, TRAILING if trailing else LEADING, shown)
        return self._metrics[id(font)].horizontalAdvance(shown)

    def _first(self, painter: QPainter, line: QRectF, card: CardValues) -> None:
        tokens = self.tokens
        width = (
            self.words(painter, line, isolated(card.amount), self.strong, tokens.text, trailing=True)
            if card.amount
            else 0.0
        )
        room = _without(painter, line, width + tokens.space[1] if width else 0)
        said = " · ".join(isolated(part) for part in (card.customer, card.title) if part)
        self.words(painter, room, said, self.strong, tokens.text)

    def _second(self, painter: QPainter, line: QRectF, card: CardValues) -> None:
        tokens = self.tokens
        if card.emotion:
            ink = chip_colours(card.emotion, tokens)[0]
            width = self.words(painter, line, card.emotion_words, self.small_strong, ink, trailing=True)
            size = tokens.type.small * 0.72
            offset = width + size
            x = line.left() + offset if _mirrored(painter) else line.right() - offset
            paint_mark(painter, QPointF(x, line.center().y()), size, SHAPES[card.emotion], ink)
            line = _without(painter, line, offset + size + tokens.space[0])
        self.words(painter, line, card.second, self.small, tokens.text2)

    def _bar(self, painter: QPainter, area: QRectF, card: CardValues, now: datetime, hurry: str) -> None:
        tokens, round_ = self.tokens, BAR / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.sunken)
        painter.drawRoundedRect(area, round_, round_)
        if card.clock is None:
            return
        painter.setBrush(tokens.high if hurry else tokens.text3 if card.clock.stands else tokens.accent)
        width = max(BAR, area.width() * share(card.clock, now))
        x = area.right() - width if _mirrored(painter) else area.left()
        painter.drawRoundedRect(QRectF(x, area.top(), width, BAR), round_, round_)

    def _third(self, painter: QPainter, line: QRectF, card: CardValues, now: datetime, hurry: str) -> None:
        tokens = self.tokens
        ink = tokens.high if hurry else tokens.text
        room = line
        if hurry:
            size = tokens.type.small * 0.72
            x = line.right() - size / 2 if _mirrored(painter) else line.left() + size / 2
            paint_mark(painter, QPointF(x, line.center().y()), size, "triangle", ink)
            room = _without(painter, line, size + tokens.space[0], leading=True)
        font = self.small_strong if hurry else self.small
        width = self.words(painter, room, clock_text(card.clock, now), font, ink)
        room = _without(painter, room, width + tokens.space[0], leading=True)
        if card.note:
            width = self.words(painter, room, "· " + isolated(card.note), self.small_strong, tokens.medium)
            room = _without(painter, room, width + tokens.space[0], leading=True)
        self.words(painter, room, isolated(card.owner), self.small, tokens.text2, trailing=True)

    def _shortened(self, text: str, font: QFont, width: int) -> str:
        key = (text, id(font), width)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > MOST_KEPT:
                self._cut.clear()
            found = self._metrics[id(font)].elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))
            self._cut[key] = found
        return found

    def _card_height(self) -> int:
        space = self.tokens.space
        return self._line + 2 * self._small_line + BAR + 3 * space[1] + space[0] + 1

    def _fonts(self) -> tuple[QFont, ...]:
        return (self.plain, self.strong, self.small, self.small_strong)


def _mirrored(painter: QPainter) -> bool:
    return painter.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _without(painter: QPainter, line: QRectF, width: float, *, leading: bool = False) -> QRectF:
    """The line without that much at its end, or at its beginning, whichever side that is."""
    at_left = _mirrored(painter) != leading
    return line.adjusted(width, 0, 0, 0) if at_left else line.adjusted(0, 0, -width, 0)


def _arrow(painter: QPainter, centre: QPointF, size: float, colour: QColor, *, folded: bool, mirrored: bool) -> None:
    """Down when the lane is open, towards its words when it is folded."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    half = size / 2
    if not folded:
        points = [QPointF(-half, -half / 2), QPointF(half, -half / 2), QPointF(0, half)]
    else:
        way = -1 if mirrored else 1
        points = [QPointF(-half / 2 * way, -half), QPointF(half * way, 0), QPointF(-half / 2 * way, half)]
    painter.drawPolygon([centre + point for point in points])
