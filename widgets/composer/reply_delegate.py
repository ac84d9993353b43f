"""Paints one line of the reply palette: shortcut, filled text, why it fits."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from domain.templates.gaps import OPEN
from widgets.chips import SHAPES, chip_colours
from widgets.composer.reply_model import LINE_ROLE, TEXT_ROLE
from widgets.composer.reply_values import ReplyLine
from widgets.painting import paint_line, paint_pill, pill_width, sized
from widgets.thread_view.han import han_families
from widgets.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
MARGIN = 14
SHORTCUT_WIDTH = 120
MOST_OF_LINE = 0.4
"""A long shortcut leaves the text at least the rest."""


class ReplyDelegate(QStyledItemDelegate):
    """Knows nothing but the line, its text and the tokens.

    Attributes:
        language: of the customer: which forms Han characters take.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.language = ""

    def height(self) -> int:
        """Of every line, in pixels."""
        return round(self.tokens.type.base * self.tokens.type.line) + 2 * self.tokens.space[1]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, ReplyLine):
            return
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
        self._text(painter, inner, str(index.data(TEXT_ROLE) or line.title), self._ink(line, selected=selected))
        painter.restore()

    def _ink(self, line: ReplyLine, *, selected: bool) -> QColor:
        if line.forbidden:
            return self.tokens.text3
        return self.tokens.text if selected else self.tokens.text2

    def _shortcut(self, painter: QPainter, inner: QRectF, line: ReplyLine) -> QRectF:
        """Paints it at the line's start; returns the room behind it."""
        tokens = self.tokens
        font = monospace(tokens.type.base, tokens.type.strong)
        written = f"/{line.shortcut}"
        wanted = QFontMetricsF(font).horizontalAdvance(written) + 1
        least = SHORTCUT_WIDTH * tokens.type.base / 13
        width = min(max(least, wanted), inner.width() * MOST_OF_LINE)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        spot = QRectF(inner.right() - width if mirrored else inner.left(), inner.top(), width, inner.height())
        ink = tokens.text3 if line.forbidden else tokens.accent
        paint_line(painter, spot, written, font, ink, at_right=mirrored)
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
        ink, ground = chip_colours(line.chip_kind, tokens)
        if other_ground is not None and ground == tokens.accent_soft:
            ground = other_ground
        paint_pill(painter, spot, line.chip, (ink, ground), tokens, shape)
        return _without(inner, width + 12, at_end=True, mirrored=mirrored)

    def _text(self, painter: QPainter, room: QRectF, text: str, ink: QColor) -> None:
        if room.width() < 2 * self.tokens.type.base:
            return
        font = reply_font(self.tokens, self.language)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # In a line of that height a gap's brackets are mark enough; its ink says that it is not the customer's text.
        paint_line(painter, room, text, font, self.tokens.medium if text.startswith(OPEN) else ink, at_right=mirrored)


def reply_font(tokens: Tokens, language: str) -> QFont:
    """The font of a reply's text, with Han forms as the customer writes them."""
    font = sized(tokens.type.base, tokens.type.normal)
    families = han_families(language)
    if families:
        font.setFamilies([*font.families(), *families])
    return font


def monospace(pixels: int, weight: int) -> QFont:
    """The system's font for code."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    return font


def _without(room: QRectF, width: float, *, at_end: bool, mirrored: bool) -> QRectF:
    """The room without so much at one of its ends."""
    return room.adjusted(0, 0, -width, 0) if at_end is not mirrored else room.adjusted(width, 0, 0, 0)
