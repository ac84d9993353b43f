"""Paints one line of the reply palette: shortcut, filled text, why it fits."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from widgets.chips import SHAPES, chip_colours
from widgets.composer.reply_model import ReplyModel
from widgets.composer.reply_values import ReplyLine
from widgets.painting import paint_cut, paint_pill, pill_width, sized
from widgets.thread_view.han import han_families, with_han
from widgets.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
MARGIN = 14
SHORTCUT_WIDTH = 120
MOST_OF_LINE = 0.4
"""A long shortcut leaves the text at least the rest."""

NARROWEST, MOST_CUTS, MOST_PILLS = 3.5, 500, 60


class ReplyDelegate(QStyledItemDelegate):
    """Knows nothing but the line, its text, the tokens and the customer's language (for the forms of Han)."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cuts: dict[tuple[str, int], str] = {}
        self._pills: dict[tuple[object, ...], QPixmap] = {}
        self.set_look(tokens, "")

    def set_look(self, tokens: Tokens, language: str) -> None:
        """Another theme, size or customer: fonts are made once, not with every line."""
        self.tokens, self.language = tokens, language
        self._code = monospace(tokens.type.base, tokens.type.strong)
        self._words = reply_font(tokens, language)
        self._measure = QFontMetricsF(self._words)
        self._code_measure = QFontMetricsF(self._code)
        self._cuts.clear()
        self._pills.clear()

    def height(self) -> int:
        """Of every line, in pixels."""
        return round(self.tokens.type.base * self.tokens.type.line) + 2 * self.tokens.space[1]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ReplyModel):
            return
        # Straight from the model: a value that goes through Qt on its way costs more than it takes to paint it.
        line, text = model.lines[index.row()], model.text(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        area = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(area, self.tokens.accent_soft)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self.tokens.hover)
        inner = area.adjusted(MARGIN, 0, -MARGIN, 0)
        inner = self._shortcut(painter, inner, line)
        inner = self._chip(painter, inner, line, self.tokens.surface if selected else None)
        self._text(
            painter,
            inner,
            text or line.title,
            self.tokens.text if selected else self.tokens.text2,
        )
        painter.restore()

    def _shortcut(self, painter: QPainter, inner: QRectF, line: ReplyLine) -> QRectF:
        """Paints it at the line's start; returns the room behind it."""
        tokens = self.tokens
        written = f"/{line.shortcut}"
        wanted = self._code_measure.horizontalAdvance(written) + 1
        least = SHORTCUT_WIDTH * tokens.type.base / 13
        width = min(max(least, wanted), inner.width() * MOST_OF_LINE)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        spot = QRectF(inner.right() - width if mirrored else inner.left(), inner.top(), width, inner.height())
        shown = written
        if wanted > width:
            shown = self._code_measure.elidedText(written, Qt.TextElideMode.ElideRight, width)
        paint_cut(painter, spot, shown, self._code, tokens.accent, at_right=mirrored)
        return _without(inner, width + 12, at_end=False, mirrored=mirrored)

    def _chip(self, painter: QPainter, inner: QRectF, line: ReplyLine, other_ground: QColor | None) -> QRectF:
        """Paints it at the line's end; returns the room before it.

        Args:
            other_ground: for a chip that is as the line below it.
        """
        if not line.chip:
            return inner
        tokens, shape = self.tokens, SHAPES.get(line.chip_kind, "")
        width, height = pill_width(line.chip, tokens, shape), tokens.type.small + 7.0
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = inner.left() if mirrored else inner.right() - width
        spot = QRectF(x, inner.center().y() - height / 2, width, height)
        painter.drawPixmap(spot.topLeft(), self._pill(painter, line, spot.size(), other_ground))
        return _without(inner, width + 12, at_end=True, mirrored=mirrored)

    def _pill(self, painter: QPainter, line: ReplyLine, size: QSizeF, other_ground: QColor | None) -> QPixmap:
        """A chip as a picture: there are few different ones, and every line has one."""
        ink, ground = chip_colours(line.chip_kind, self.tokens)
        if other_ground is not None and ground == self.tokens.accent_soft:
            ground = other_ground
        ratio, direction = painter.device().devicePixelRatio(), painter.layoutDirection()
        key = (line.chip, ground.rgba(), direction, ratio)
        made = self._pills.get(key)
        if made is None:
            made = QPixmap((size * ratio).toSize() + QSize(1, 1))
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            inside = QPainter(made)
            inside.setRenderHint(QPainter.RenderHint.Antialiasing)
            inside.setLayoutDirection(direction)
            shape = SHAPES.get(line.chip_kind, "")
            paint_pill(inside, QRectF(QPointF(0, 0), size), line.chip, (ink, ground), self.tokens, shape)
            inside.end()
            if len(self._pills) >= MOST_PILLS:
                self._pills.clear()
            self._pills[key] = made
        return made

    def _text(self, painter: QPainter, room: QRectF, text: str, ink: QColor) -> None:
        if room.width() < 2 * self.tokens.type.base:
            return
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_cut(painter, room, self._cut(text, round(room.width())), self._words, ink, at_right=mirrored)

    def _cut(self, text: str, width: int) -> str:
        """As much of a text as there is room for; measured once, since the same lines come with every letter."""
        shown = self._cuts.get((text, width))
        if shown is None:
            # No letter is narrower than that on average: what is behind need not be measured.
            most = round(width / self.tokens.type.base * NARROWEST)
            shown = self._measure.elidedText(text[:most], Qt.TextElideMode.ElideRight, width)
            if len(self._cuts) >= MOST_CUTS:
                self._cuts.clear()
            self._cuts[(text, width)] = shown
        return shown


def reply_font(tokens: Tokens, language: str) -> QFont:
    """The font of a reply's text, with Han forms as the customer writes them."""
    return with_han(sized(tokens.type.base, tokens.type.normal), han_families(language))


def monospace(pixels: int, weight: int) -> QFont:
    """The system's font for code."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    return font


def _without(room: QRectF, width: float, *, at_end: bool, mirrored: bool) -> QRectF:
    """The room without so much at one of its ends."""
    return room.adjusted(0, 0, -width, 0) if at_end is not mirrored else room.adjusted(width, 0, 0, 0)
