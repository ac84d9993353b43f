"""A short list of three-line items, one of them current; its cost does not grow with its length."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from widgets.chips import SHAPES, chip_colours
from widgets.painted_list import MOVES, ROW, Index, Rows, behave, paint_ground, painting
from widgets.painting import paint_mark, sized
from widgets.thread_list.delegate import paint_name
from widgets.tokens import Tokens, load_tokens

ITEM = ROW
MOST_LINES = 7
"""So many items are on screen at once; the others are scrolled to."""
MARK_ROOM = 20
"""Pixels for the mark and what is around it, at 100 %."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of them.

    Attributes:
        mark: a tier whose shape stands before it, "" for none. late: whether the second line says that it is too late.
    """

    key: str
    title: str
    second: str
    third: str
    mark: str = ""
    late: bool = False


def _key(item: Item) -> str:
    return item.key


def _spoken(item: Item) -> str:
    return ", ".join((item.title, item.second, item.third))


def _tip(item: Item) -> str:
    return "\n".join((item.title, item.second, item.third))


class _Delegate(QStyledItemDelegate):
    """Paints one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = load_tokens("light")

    def height(self) -> int:
        """Of each item."""
        return round(self.tokens.type.base * 1.5 + 2 * self.tokens.type.small * 1.5 + 12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ITEM)
        if not isinstance(item, Item):
            return
        with painting(painter, option, ring=self.tokens) as (area, mirrored):
            paint_ground(painter, option, self.tokens)
            self._lines(painter, area, item, mirrored=mirrored)

    def _lines(self, painter: QPainter, area: QRectF, item: Item, *, mirrored: bool) -> None:
        tokens = self.tokens
        side = MARK_ROOM * tokens.type.base / 13
        if item.mark:
            x = area.right() - side / 2 if mirrored else area.left() + side / 2
            centre = QPointF(x, area.top() + 6 + tokens.type.base * 0.75)
            paint_mark(painter, centre, tokens.type.base * 0.72, SHAPES[item.mark], chip_colours(item.mark, tokens)[0])
        text = area.adjusted(6, 6, -side, 0) if mirrored else area.adjusted(side, 6, -6, 0)
        base, small = tokens.type.base, tokens.type.small
        line = QRectF(text.left(), text.top(), text.width(), base * 1.5)
        paint_name(painter, line, item.title, sized(base, tokens.type.strong), tokens.text)
        line = QRectF(text.left(), line.bottom(), text.width(), small * 1.5)
        weight, ink = (tokens.type.strong, tokens.high) if item.late else (tokens.type.normal, tokens.text)
        paint_name(painter, line, item.second, sized(small, weight), ink)
        line = QRectF(text.left(), line.bottom(), text.width(), small * 1.5)
        paint_name(painter, line, item.third, sized(small, tokens.type.normal), tokens.text2)


class ItemList(QListView):
    """Arrows choose; Enter and other keys are told. As high as its items, or as there is room when it `grows`.

    Signals:
        chosen(key): another one is current, "" for none.
        pressed_key(int): a key that may mean something for the current one (Qt.Key).
    """

    chosen = Signal(str)
    pressed_key = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, grows: bool = False) -> None:
        super().__init__(parent)
        self._grows = grows
        self._model, self._delegate = Rows(self, _key, _spoken, _tip), _Delegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        behave(self)
        self.selectionModel().currentChanged.connect(self._changed)

    @property
    def current(self) -> str:
        """The key of the current item, "" for none."""
        item = self.currentIndex().data(ITEM)
        return item.key if isinstance(item, Item) else ""

    def show_items(self, items: Sequence[Item]) -> None:
        """These; the current one stays current, or the one that took its place is."""
        key, row = self.current, self.currentIndex().row()
        self._model.show(items)
        if self.current != key or not key:
            keys = [item.key for item in items]
            at = keys.index(key) if key in keys else max(0, min(row, len(items) - 1))
            self.setCurrentIndex(self._model.index(at) if items else QModelIndex())
            self.chosen.emit(self.current)
        self._fit()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._delegate.tokens = tokens
        self._fit()
        self.scheduleDelayedItemsLayout()

    def _fit(self) -> None:
        if not self._grows:
            self.setFixedHeight(self._delegate.height() * max(1, min(MOST_LINES, len(self._model.rows))))

    def _changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in MOVES:
            super().keyPressEvent(event)
            return
        told = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_E, Qt.Key.Key_S, Qt.Key.Key_C}
        if Qt.Key(event.key()) in told and self.current:
            event.accept()
            self.pressed_key.emit(event.key())
            return
        event.ignore()
