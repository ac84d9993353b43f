"""The search list's model: lines by their keys, changed by inserts and removals so that the chosen one stays."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from widgets.painted_list import ROW
from widgets.search_list.lines import SearchLine, spoken
from widgets.thread_list.words import ListContext

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class SearchModel(QAbstractListModel):
    """What is shown of one search."""

    def __init__(self, context: ListContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[SearchLine] = ()
        self.context = context

    def show(self, lines: Sequence[SearchLine]) -> None:
        """Other lines; those at both ends that stay the same are not touched."""
        old, new = list(self.lines), list(lines)
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        if head < len(old) - tail:
            self.beginRemoveRows(ROOT, head, len(old) - tail - 1)
            self.lines = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        if head < len(new) - tail:
            self.beginInsertRows(ROOT, head, len(new) - tail - 1)
            self.lines = new
            self.endInsertRows()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(line, self.context)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.lines[index.row()].chosen:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
