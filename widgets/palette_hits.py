"""What the palette lists: hits and headings, and how a line of them is painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.chips import SHAPES, chip_colours
from widgets.painting import paint_avatar, paint_centred, paint_line, paint_pill, pill_width, sized
from widgets.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One hit, or a heading when `key` is "".

    Attributes:
        key: what `chosen` tells.
        avatar: a key for the disc with initials; "" for none.
        chip, chip_kind: at the end of the line; keys: shortcut in its place.
    """

    key: str
    title: str
    detail: str = ""
    avatar: str = ""
    chip: str = ""
    chip_kind: str = "neutral"
    keys: str = ""

    @property
    def heading(self) -> bool:
        """Whether it only names what follows."""
        return not self.key


class Hits(QAbstractListModel):
    """The lines, as they were found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: Sequence[PaletteItem] = ()

    def show(self, items: Sequence[PaletteItem]) -> None:
        """These in place of the others."""
        # At most some forty lines, all of them new with every key: a reset is what happens.
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (item.title, item.detail, item.keys) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.items[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class HitPainter(QStyledItemDelegate):
    """Paints a line: who or what, more of it, and a chip or keys at its end."""

    def __init__(self, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        base = self.tokens.type.base
        return QSize(100, round(base * (2.1 if index.data(ITEM_ROLE).heading else 2.9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item, tokens = index.data(ITEM_ROLE), self.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, tokens.accent_soft)
        inner = area.adjusted(18, 0, -18, 0)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if item.heading:
            font = sized(tokens.type.small, tokens.type.strong)
            paint_line(painter, inner.adjusted(0, 6, 0, 0), item.title, font, tokens.text2, at_right=mirrored)
        else:
            self._hit(painter, inner, item, mirrored)
        painter.restore()

    def _hit(self, painter: QPainter, line: QRectF, item: PaletteItem, mirrored: bool) -> None:
        tokens = self.tokens
        if item.avatar:
            disc = 26.0 * tokens.type.base / 13
            x = line.right() - disc if mirrored else line.left()
            paint_avatar(painter, QRectF(x, line.center().y() - disc / 2, disc, disc), item.avatar, item.title, tokens)
            line = _after(line, disc + 12, mirrored)
        line = _before(line, self._end(painter, line, item, mirrored), mirrored)
        strong = tokens.type.strong if item.avatar else tokens.type.normal
        font = sized(tokens.type.base, strong)
        paint_line(painter, line, item.title, font, tokens.text, at_right=mirrored)
        width = QFontMetricsF(font).horizontalAdvance(item.title)
        rest = _after(line, width + 12, mirrored)
        if item.detail and rest.width() > 40:
            plain = sized(tokens.type.base, tokens.type.normal)
            paint_line(painter, rest, item.detail, plain, tokens.text2, at_right=mirrored)

    def _end(self, painter: QPainter, line: QRectF, item: PaletteItem, mirrored: bool) -> float:
        """Paints chip or shortcut at the line's end; returns the room it took."""
        tokens, text = self.tokens, item.chip or item.keys
        if not text:
            return 0
        height = tokens.type.small + 7.0
        if item.chip:
            shape = SHAPES.get(item.chip_kind, "")
            width = pill_width(text, tokens, shape)
            x = line.left() if mirrored else line.right() - width
            spot = QRectF(x, line.center().y() - height / 2, width, height)
            paint_pill(painter, spot, text, chip_colours(item.chip_kind, tokens), tokens, shape)
            return width + 12
        font = sized(tokens.type.small, tokens.type.normal)
        width = QFontMetricsF(font).horizontalAdvance(text) + 12
        x = line.left() if mirrored else line.right() - width
        spot = QRectF(x + 0.5, line.center().y() - height / 2, width - 1, height)
        painter.setPen(QPen(tokens.line, 1))
        painter.setBrush(tokens.surface)
        painter.drawRoundedRect(spot, 4, 4)
        painter.setPen(tokens.text2)
        painter.setFont(font)
        paint_centred(painter, spot, text)
        return width + 12


def _after(line: QRectF, width: float, mirrored: bool) -> QRectF:
    return line.adjusted(0, 0, -width, 0) if mirrored else line.adjusted(width, 0, 0, 0)


def _before(line: QRectF, width: float, mirrored: bool) -> QRectF:
    return line.adjusted(width, 0, 0, 0) if mirrored else line.adjusted(0, 0, -width, 0)
