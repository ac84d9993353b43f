"""Complaints as rows of a table; a cell's words are made when it comes on screen."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.complaints.board_entry import Entry
from ui.complaints.table_columns import TableColumn
from widgets.board.words import urgency_words
from widgets.chips import SHAPES, chip_colours
from widgets.painting import paint_mark
from widgets.plain import plain_tip
from widgets.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole


class ComplaintTable(QAbstractTableModel):
    """Rows in the order in which they are given, or by a column.

    Attributes:
        now: what time it is.
    """

    def __init__(self, columns: Sequence[TableColumn], tokens: Tokens, now: datetime, parent: QObject) -> None:
        super().__init__(parent)
        self.columns, self.now = tuple(columns), now
        self._given: Sequence[Entry] = ()
        self._rows: list[Entry] = []
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._places: dict[str, int] = {}
        self._words: dict[tuple[str, int], str] = {}
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._marks = {tier: _mark(tier, tokens) for tier in SHAPES}

    def show(self, entries: Sequence[Entry]) -> None:
        """These."""
        self.beginResetModel()
        self._given = entries
        self._words.clear()
        self._arrange()
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where a complaint stands, -1 when it is not here."""
        return self._places.get(key, -1)

    def entry(self, row: int) -> Entry | None:
        """What stands there."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Role.DisplayRole:
            return self.columns[section].name
        return self._alignment(section) if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry, number = self._rows[index.row()], index.column()
        column = self.columns[number]
        if role == Role.DisplayRole:
            return column.words(entry, self.now)
        if role == Role.TextAlignmentRole:
            return self._alignment(number)
        if role == Role.ToolTipRole:
            return plain_tip(column.words(entry, self.now))
        if role == Role.AccessibleTextRole:
            late = urgency_words(entry.clock, self.now) if column.ticks else ""
            return ", ".join(part for part in (column.words(entry, self.now), late) if part)
        return None

    def words(self, entry: Entry, number: int) -> str:
        """What stands in a column; kept, but for what time changes."""
        column = self.columns[number]
        if column.ticks:
            return column.words(entry, self.now)
        key = (entry.complaint.id, number)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = column.words(entry, self.now)
        return found

    def set_now(self, now: datetime) -> None:
        """What time it is; another day is another word for every moment."""
        if now.date() != self.now.date():
            self._words.clear()
        self.now = now

    def mark(self, entry: Entry) -> QPixmap:
        """Its tier's shape."""
        return self._marks[entry.complaint.tier.value]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By that column; by none for -1."""
        self._sorted = (column, order)
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _alignment(self, number: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.columns[number].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _arrange(self) -> None:
        number, order = self._sorted
        self._rows = list(self._given)
        if number >= 0:
            self._rows.sort(key=self.columns[number].order, reverse=order == Qt.SortOrder.DescendingOrder)
        self._places = {entry.complaint.id: row for row, entry in enumerate(self._rows)}


def _mark(tier: str, tokens: Tokens) -> QPixmap:
    """A tier's shape."""
    size = tokens.type.small
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, QPointF(size / 2, size / 2), size * 0.8, SHAPES[tier], chip_colours(tier, tokens)[0])
    painter.end()
    return made
