"""The list of the inbox under pressure: a line a dialogue, of which only those are painted anew that changed."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.i18n import _
from widgets.drill.inbox_delegate import ROW, InboxDelegate
from widgets.drill.inbox_values import InboxRow
from widgets.tokens import Tokens, load_tokens

Index = QModelIndex | QPersistentModelIndex
_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class InboxModel(QAbstractListModel):
    """The rows as they are now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[InboxRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None

    def show(self, rows: Sequence[InboxRow]) -> bool:
        """Others; whether another order or number of them came of it."""
        if [row.number for row in rows] != [row.number for row in self.rows]:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return True
        for place, row in enumerate(rows):
            if row != self.rows[place]:
                self.rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))
        return False


class InboxList(QListView):
    """Arrows choose, Enter and a click open; letters and digits are left to whoever is around.

    Signals:
        opened(int): the number of a dialogue.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_, self._delegate = InboxModel(self), InboxDelegate(load_tokens("light"), self)
        self.setModel(self.model_)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Dialogues"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def current(self) -> int | None:
        """The number of the chosen one."""
        row = self.currentIndex().data(ROW)
        return row.number if isinstance(row, InboxRow) else None

    def show_rows(self, rows: Sequence[InboxRow]) -> None:
        """Others; the chosen one stays, or what took its place is chosen."""
        number, place = self.current, self.currentIndex().row()
        over = {row.number for row in self.model_.rows if row.over}
        if not self.model_.show(rows):
            return
        # What is over by now went down in the list; the eye stays where it was.
        numbers = [row.number if row.number in over or not row.over else None for row in rows]
        at = numbers.index(number) if number in numbers else max(0, min(place, len(rows) - 1))
        if rows:
            self.setCurrentIndex(self.model_.index(at))

    def choose(self, number: int) -> None:
        """That one."""
        for place, row in enumerate(self.model_.rows):
            if row.number == number:
                self.setCurrentIndex(self.model_.index(place))
                self.scrollTo(self.currentIndex())

    def step(self, by: int) -> None:
        """The next one, or the one before; it stays at the ends."""
        count = len(self.model_.rows)
        if count:
            place = max(0, min(count - 1, self.currentIndex().row() + by))
            self.setCurrentIndex(self.model_.index(place))

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._delegate.tokens = tokens
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _MOVES:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self._open()
        else:
            event.ignore()

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)
