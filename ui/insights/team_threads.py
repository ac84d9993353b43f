"""The threads of one person, or of the queue: several can be chosen, and dragged to somebody else."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.i18n import _
from domain.ids import ThreadId
from domain.inbox import ThreadRow
from ui.insights.team_people import THREADS_MIME
from widgets.painted_list import Index, Rows
from widgets.thread_list.view import ThreadList
from widgets.thread_list.words import ListContext
from widgets.tokens import Tokens


class ThreadsModel(Rows[ThreadRow]):
    """Lines in the order in which they came; they can be dragged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, _id, _name)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [THREADS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = dict.fromkeys(self.rows[index.row()].thread_id for index in indexes)
        data.setData(THREADS_MIME, "\n".join(ids).encode())
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


class TeamThreads(ThreadList):
    """As the list of the inbox, with a choice of several.

    Signals:
        move_wanted: M: to somebody. queue_wanted: Q: back to the queue. back_wanted: the keys to the people.
    """

    move_wanted = Signal()
    queue_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, tokens: Tokens, context: ListContext) -> None:
        self.held = ThreadsModel()
        super().__init__(self.held, tokens, context)
        self.held.setParent(self)
        self.setAccessibleName(_("Threads of the chosen person"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def show_rows(self, rows: Sequence[ThreadRow]) -> None:
        """These; what was chosen stays chosen where it is still there."""
        chosen = set(self.chosen())
        self.held.show(rows)
        if rows and not self.selectionModel().hasSelection():
            again = [number for number, row in enumerate(rows) if row.thread_id in chosen]
            self.setCurrentIndex(self.held.index(again[0] if again else 0, 0))
            flag = self.selectionModel().SelectionFlag
            for number in again[1:]:
                self.selectionModel().select(self.held.index(number, 0), flag.Select | flag.Rows)

    def chosen(self) -> list[ThreadId]:
        """The chosen threads, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.held.rows[row].thread_id for row in rows if row < len(self.held.rows)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        told = {
            Qt.Key.Key_M: self.move_wanted,
            Qt.Key.Key_Q: self.queue_wanted,
            Qt.Key.Key_Left: self.back_wanted,
        }.get(Qt.Key(event.key()))
        if plain and told is not None:
            told.emit()
            return
        super().keyPressEvent(event)


def _id(row: ThreadRow) -> ThreadId:
    return row.thread_id


def _name(row: ThreadRow) -> str:
    return row.name
