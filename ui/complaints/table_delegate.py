"""Paints a cell of the table; lines are shaped once, since Qt's own cells take too long for a page of them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.complaints.table_model import ComplaintTable
from widgets.board.lines import Lines
from widgets.board.words import urgency
from widgets.painting import sized
from widgets.tokens import Tokens


class TableDelegate(QStyledItemDelegate):
    """Knows the model it paints."""

    def __init__(self, model: ComplaintTable, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self._plain = sized(tokens.type.base, tokens.type.normal)
        self._strong = sized(tokens.type.base, tokens.type.strong)
        self._lines = Lines(self._plain, self._strong)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = self._model.entry(index.row())
        if entry is None:
            return
        tokens, area, number = self._tokens, QRectF(option.rect), index.column()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, tokens.accent_soft)
        column, now = self._model.columns[number], self._model.now
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        area = area.adjusted(tokens.space[1], 0, -tokens.space[1], 0)
        if number == 0:
            mark = self._model.mark(entry)
            side = mark.width()
            x = area.right() - side if mirrored else area.left()
            painter.drawPixmap(QPointF(x, area.center().y() - side / 2), mark)
            gap = side + tokens.space[0] + 2
            area = area.adjusted(0, 0, -gap, 0) if mirrored else area.adjusted(gap, 0, 0, 0)
        urgent = column.ticks and bool(urgency(entry.clock, now))
        font, ink = (self._strong, tokens.high) if urgent else (self._plain, tokens.text)
        words = column.words(entry, now)
        self._lines.paint(painter, area, words, font, ink, at_right=column.right != mirrored, mirrored=mirrored)
