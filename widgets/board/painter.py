"""Paints cards, heads of lanes and heads of columns; fonts and shortened lines are kept from frame to frame."""

from datetime import datetime
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from widgets.board.layout import Sizes
from widgets.board.lines import Lines
from widgets.board.values import CardValues, ColumnValues
from widgets.board.words import clock_text, share, urgency
from widgets.card import isolated
from widgets.chips import SHAPES, chip_colours
from widgets.painting import paint_mark, paint_pill, pill_width, sized
from widgets.tokens import Tokens

BAR = 6
MOST_BYTES = 40_000_000
"""So much room pictures of cards may take: more than are on screen on the largest ones."""

MOST_KEPT = 32
"""So many empty cards are kept; a board has a few looks of one or two sizes."""

Ground = tuple[int, int, str, bool, bool, float]
"""Width, height, hurry, chosen, keys, device pixels."""


class Painter:
    """One for a board and its theme.

    Attributes:
        mirrored: whether the layout runs from right to left.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        sizes = tokens.type
        self.plain, self.strong = sized(sizes.base, sizes.normal), sized(sizes.base, sizes.strong)
        self.small, self.small_strong = sized(sizes.small, sizes.normal), sized(sizes.small, sizes.strong)
        self._lines = Lines(self.plain, self.strong, self.small, self.small_strong)
        self._grounds: dict[Ground, QPixmap] = {}
        self._marks: dict[tuple[str, int, int, float], QPixmap] = {}
        self._cards: dict[str, tuple[CardValues, object, QPixmap]] = {}
        self.mirrored = False
        self._line, self._small_line = round(sizes.base * 1.5), round(sizes.small * 1.5)
        self.sizes = Sizes(self._card_height(), self._small_line + tokens.space[1], tokens.space[1])

    def head_height(self) -> int:
        """Of a column's head."""
        return self._line + 2 * self.tokens.space[1] + 4

    def kept(
        self, painter: QPainter, area: QRectF, card: CardValues, now: datetime, *, chosen: bool, keys: bool
    ) -> None:
        """As `card`, on the column's ground; painted once for as long as it says the same."""
        wide, high, ratio = round(area.width()), round(area.height()), painter.device().devicePixelRatio()
        said = (clock_text(card.clock, now), urgency(card.clock, now))
        look = (wide, high, ratio, chosen, chosen and keys, self.mirrored, said)
        held = self._cards.pop(card.key, None)
        if held is None or held[0] is not card or held[1] != look:
            made = _blank(wide, high, ratio, self.tokens.sunken)
            inner = QPainter(made)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.setLayoutDirection(painter.layoutDirection())
            self.card(inner, QRectF(0, 0, wide, high), card, now, chosen=chosen, keys=keys)
            inner.end()
            held = (card, look, made)
            if len(self._cards) * wide * high * ratio * ratio * 4 > MOST_BYTES:
                del self._cards[next(iter(self._cards))]
        # The one that was painted last stands last: the first one goes first.
        self._cards[card.key] = held
        painter.drawPixmap(area.topLeft(), held[2])

    def forget(self) -> None:
        """Lets the pictures of cards go."""
        self._cards.clear()

    def card(
        self, painter: QPainter, area: QRectF, card: CardValues, now: datetime, *, chosen: bool, keys: bool
    ) -> None:
        """One card; `keys` says whether the board has the keyboard."""
        tokens = self.tokens
        hurry = urgency(card.clock, now)
        ratio = painter.device().devicePixelRatio()
        look = (round(area.width()), round(area.height()), hurry, chosen, chosen and keys, ratio)
        painter.drawPixmap(area.topLeft(), self._ground(look))
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
        tokens, mirrored = self.tokens, self.mirrored
        if chosen:
            painter.setPen(QPen(tokens.focus if keys else tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens.radius.control, tokens.radius.control)
        room = area.adjusted(tokens.space[0], 0, -tokens.space[0], 0)
        size = tokens.type.small * 0.6
        x = room.right() - size if mirrored else room.left() + size
        _arrow(painter, QPointF(x, room.center().y()), size, tokens.text2, folded=folded, mirrored=mirrored)
        room = self._without(room, size + tokens.space[1] + 4, leading=True)
        self.words(painter, room, words, self.small_strong, tokens.text2)

    def head(self, painter: QPainter, area: QRectF, column: ColumnValues) -> None:
        """A column's head: tier by shape and word, its times, how many."""
        tokens, shape = self.tokens, SHAPES.get(column.mark, "")
        room = area.adjusted(tokens.space[1], 0, -tokens.space[1] - 2, 0)
        width, height = pill_width(column.name, tokens, shape), tokens.type.small + 8.0
        x = room.right() - width if self.mirrored else room.left()
        spot = QRectF(x, room.center().y() - height / 2, width, height)
        paint_pill(painter, spot, column.name, chip_colours(column.mark, tokens), tokens, shape)
        room = self._without(room, width + tokens.space[1], leading=True)
        count = str(column.count)
        taken = self.words(painter, room, count, self.strong, tokens.text, trailing=True)
        room = self._without(room, taken + tokens.space[1])
        self.words(painter, room, isolated(column.times), self.small, tokens.text2, trailing=True)

    def words(
        self, painter: QPainter, area: QRectF, text: str, font: QFont, colour: QColor, *, trailing: bool = False
    ) -> float:
        """One line in the layout's own direction, cut where it does not fit; returns its width."""
        mirrored = self.mirrored
        return self._lines.paint(painter, area, text, font, colour, at_right=trailing != mirrored, mirrored=mirrored)

    def _first(self, painter: QPainter, line: QRectF, card: CardValues) -> None:
        tokens = self.tokens
        width = (
            self.words(painter, line, isolated(card.amount), self.strong, tokens.text, trailing=True)
            if card.amount
            else 0.0
        )
        room = self._without(line, width + tokens.space[1] if width else 0)
        said = " · ".join(isolated(part) for part in (card.customer, card.title) if part)
        self.words(painter, room, said, self.strong, tokens.text)

    def _second(self, painter: QPainter, line: QRectF, card: CardValues) -> None:
        tokens = self.tokens
        if card.emotion:
            ink = chip_colours(card.emotion, tokens)[0]
            width = self.words(painter, line, card.emotion_words, self.small_strong, ink, trailing=True)
            size = tokens.type.small * 0.72
            offset = width + size
            x = line.left() + offset if self.mirrored else line.right() - offset
            self._mark(painter, QPointF(x, line.center().y()), size, SHAPES[card.emotion], ink)
            line = self._without(line, offset + size + tokens.space[0])
        self.words(painter, line, card.second, self.small, tokens.text2)

    def _without(self, line: QRectF, width: float, *, leading: bool = False) -> QRectF:
        """The line without that much at its end, or at its beginning, whichever side that is."""
        return line.adjusted(width, 0, 0, 0) if self.mirrored != leading else line.adjusted(0, 0, -width, 0)

    def _mark(self, painter: QPainter, centre: QPointF, size: float, shape: str, ink: QColor) -> None:
        """A tier's shape, kept as a picture: a polygon costs as much as all words of a card."""
        ratio = painter.device().devicePixelRatio()
        key = (shape, ink.rgba(), round(size * 4), ratio)
        found = self._marks.get(key)
        side = ceil(size) + 2
        if found is None:
            found = self._marks[key] = _blank(side, side, ratio, QColor(Qt.GlobalColor.transparent))
            inner = QPainter(found)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_mark(inner, QPointF(side / 2, side / 2), size, shape, ink)
            inner.end()
        painter.drawPixmap(centre - QPointF(side / 2, side / 2), found)

    def _ground(self, look: Ground) -> QPixmap:
        """An empty card."""
        found = self._grounds.get(look)
        if found is None:
            if len(self._grounds) >= MOST_KEPT:
                self._grounds.clear()
            found = self._grounds[look] = self._painted_ground(look)
        return found

    def _painted_ground(self, look: Ground) -> QPixmap:
        wide, high, hurry, chosen, keys, ratio = look
        tokens = self.tokens
        made = _blank(wide, high, ratio, QColor(Qt.GlobalColor.transparent))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.focus if keys else tokens.high if hurry else tokens.accent if chosen else tokens.line
        line = 2.0 if chosen else 1.0
        painter.setPen(QPen(edge, line))
        painter.setBrush(tokens.accent_soft if chosen else tokens.surface)
        area, half, radius = QRectF(0, 0, wide, high), line / 2, tokens.radius.card
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius, radius)
        if hurry and keys:
            # The frame shows the keyboard's place now; that it is late still has a frame inside.
            painter.setPen(QPen(tokens.high, 1.0))
            painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), radius - 2, radius - 2)
        pad, top = tokens.space[2], tokens.space[1] + 1 + self._line + self._small_line + tokens.space[1] - 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.sunken)
        painter.drawRoundedRect(QRectF(pad, top, wide - 2 * pad, BAR), BAR / 2, BAR / 2)
        painter.end()
        return made

    def _bar(self, painter: QPainter, area: QRectF, card: CardValues, now: datetime, hurry: str) -> None:
        tokens, round_ = self.tokens, BAR / 2
        if card.clock is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.high if hurry else tokens.text3 if card.clock.stands else tokens.accent)
        width = max(BAR, area.width() * share(card.clock, now))
        x = area.right() - width if self.mirrored else area.left()
        painter.drawRoundedRect(QRectF(x, area.top(), width, BAR), round_, round_)

    def _third(self, painter: QPainter, line: QRectF, card: CardValues, now: datetime, hurry: str) -> None:
        tokens = self.tokens
        ink = tokens.high if hurry else tokens.text
        room = line
        if hurry:
            size = tokens.type.small * 0.72
            x = line.right() - size / 2 if self.mirrored else line.left() + size / 2
            self._mark(painter, QPointF(x, line.center().y()), size, "triangle", ink)
            room = self._without(line, size + tokens.space[0], leading=True)
        font = self.small_strong if hurry else self.small
        width = self.words(painter, room, clock_text(card.clock, now), font, ink)
        room = self._without(room, width + tokens.space[0], leading=True)
        if card.note:
            width = self.words(painter, room, "· " + isolated(card.note), self.small_strong, tokens.medium)
            room = self._without(room, width + tokens.space[0], leading=True)
        self.words(painter, room, isolated(card.owner), self.small, tokens.text2, trailing=True)

    def _card_height(self) -> int:
        space = self.tokens.space
        return self._line + 2 * self._small_line + BAR + 3 * space[1] + space[0] + 1


def _blank(wide: int, high: int, ratio: float, ground: QColor) -> QPixmap:
    made = QPixmap(ceil(wide * ratio), ceil(high * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(ground)
    return made


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
