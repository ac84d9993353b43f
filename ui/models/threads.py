"""The thread list's model: rows by their thread, kept in the folder's order by inserts, moves and changes."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from domain.ids import ThreadId
from domain.inbox import ThreadRow
from widgets.painted_list import ROW
from widgets.thread_list.words import ListContext, spoken

Key = tuple[int, float, str]
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


def order(row: ThreadRow) -> Key:
    """Those who wait longest first, then the newest: the order of `InboxService.rows`."""
    if row.waiting_since is not None:
        return (0, row.waiting_since.timestamp(), row.thread_id)
    return (1, -(row.at.timestamp() if row.at else 0.0), row.thread_id)


class ThreadModel(QAbstractTableModel):
    """One folder's lines.

    Attributes:
        complete: whether nothing follows behind the last line held.
    """

    def __init__(self, context: ListContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.complete = False
        self._context = context
        self._rows: list[ThreadRow] = []

    @property
    def rows(self) -> Sequence[ThreadRow]:
        """The lines held, in order."""
        return self._rows

    def set_context(self, context: ListContext) -> None:
        """What the words for the screen reader need."""
        self._context = context

    def index_of(self, thread_id: ThreadId) -> QModelIndex:
        """Where a thread stands; invalid when it is not held."""
        place = self._place(thread_id)
        return self.index(place, 0) if place >= 0 else QModelIndex()

    def replace(self, rows: Sequence[ThreadRow], *, complete: bool) -> None:
        """The present state of everything held, told as removals, moves, inserts and changes."""
        wanted = {row.thread_id for row in rows}
        if self._rows and wanted.isdisjoint(row.thread_id for row in self._rows):
            # Another folder: one removal instead of one a line.
            self.beginRemoveRows(ROOT, 0, len(self._rows) - 1)
            self._rows.clear()
            self.endRemoveRows()
        if not self._rows:
            self.extend(rows, complete=complete)
            return
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place].thread_id not in wanted:
                self._remove(place)
        for place, row in enumerate(rows):
            self._settle(row, place)
        self.complete = complete

    def extend(self, rows: Sequence[ThreadRow], *, complete: bool) -> None:
        """More lines behind the last one; those already held are skipped."""
        held = {row.thread_id for row in self._rows}
        fresh = [row for row in rows if row.thread_id not in held]
        if fresh:
            start = len(self._rows)
            self.beginInsertRows(ROOT, start, start + len(fresh) - 1)
            self._rows.extend(fresh)
            self.endInsertRows()
        self.complete = complete

    def update(self, row: ThreadRow) -> None:
        """One line that is new, changed or elsewhere now."""
        place = self._place(row.thread_id)
        others = self._rows[:place] + self._rows[place + 1 :] if place >= 0 else self._rows
        target = bisect_left(others, order(row), key=order)
        if target == len(others) and not self.complete and others:
            # It belongs behind what is loaded: it comes when the list is scrolled that far.
            self.drop(row.thread_id)
            return
        self._settle(row, target)

    def drop(self, thread_id: ThreadId) -> None:
        """The line is not in this folder any more."""
        place = self._place(thread_id)
        if place >= 0:
            self._remove(place)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self._context)
        return None

    def _place(self, thread_id: ThreadId) -> int:
        return next((place for place, row in enumerate(self._rows) if row.thread_id == thread_id), -1)

    def _settle(self, row: ThreadRow, target: int) -> None:
        """Makes the line stand at `target`, with the fewest signals."""
        if target < len(self._rows) and self._rows[target].thread_id == row.thread_id:
            self._change(row, target)
            return
        place = self._place(row.thread_id)
        if place < 0:
            self.beginInsertRows(ROOT, target, target)
            self._rows.insert(target, row)
            self.endInsertRows()
            return
        # Qt counts the destination before the row is taken out.
        self.beginMoveRows(ROOT, place, place, ROOT, target if target < place else target + 1)
        self._rows.insert(target, self._rows.pop(place))
        self.endMoveRows()
        self._change(row, target)

    def _change(self, row: ThreadRow, place: int) -> None:
        if self._rows[place] != row:
            self._rows[place] = row
            index = self.index(place, 0)
            self.dataChanged.emit(index, index)

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(ROOT, place, place)
        del self._rows[place]
        self.endRemoveRows()
