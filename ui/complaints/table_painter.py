"""Paints the cells of the table: lines are shaped once, since Qt's own cells take too long for a page of them."""

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from ui.complaints.board_entry import Entry
from ui.complaints.table_model import ComplaintTable
from widgets.board.lines import Lines
from widgets.board.words import urgency
from widgets.painting import sized
from widgets.tokens import Tokens


class CellPainter:
    """Knows the model it paints."""

    def __init__(self, model: ComplaintTable, tokens: Tokens) -> None:
        self._model, self._tokens = model, tokens
        self._plain = sized(tokens.type.base, tokens.type.normal)
        self._strong = sized(tokens.type.base, tokens.type.strong)
        self._lines = Lines(self._plain, self._strong)

    def row(
        self, painter: QPainter, entry: Entry, cells: list[tuple[int, QRect]], *, chosen: bool, mirrored: bool
    ) -> None:
        """All cells of a complaint: number of the column, and where it is."""
        tokens, model = self._tokens, self._model
        urgent, pad = bool(urgency(entry.clock, model.now)), tokens.space[1]
        for number, cell in cells:
            column = model.columns[number]
            if chosen:
                painter.fillRect(cell, tokens.accent_soft)
            area = QRectF(cell.x() + pad, cell.y(), cell.width() - 2 * pad, cell.height())
            if number == 0:
                area = self._mark(painter, entry, area, mirrored)
            font, ink = (self._strong, tokens.high) if urgent and column.ticks else (self._plain, tokens.text)
            words, at_right = model.words(entry, number), column.right != mirrored
            self._lines.paint(painter, area, words, font, ink, at_right=at_right, mirrored=mirrored)

    def _mark(self, painter: QPainter, entry: Entry, area: QRectF, mirrored: bool) -> QRectF:
        """The tier's shape; returns the room that is left for its word."""
        mark = self._model.mark(entry)
        side = mark.width()
        x = area.right() - side if mirrored else area.left()
        painter.drawPixmap(QPointF(x, area.center().y() - side / 2), mark)
        gap = side + self._tokens.space[0] + 2
        return area.adjusted(0, 0, -gap, 0) if mirrored else area.adjusted(gap, 0, 0, 0)
