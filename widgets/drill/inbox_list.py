"""The list of the inbox under pressure: a line a dialogue, of which only those are painted anew that changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from app.i18n import _
from widgets.drill.inbox_delegate import InboxDelegate
from widgets.drill.inbox_values import InboxRow
from widgets.painted_list import MOVES, ROW, Rows, behave
from widgets.tokens import Tokens, load_tokens


class InboxList(QListView):
    """Arrows choose, Enter and a click open; letters and digits are left to whoever is around.

    Signals:
        opened(int): the number of a dialogue.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_, self._delegate = Rows(self, _number, _spoken), InboxDelegate(load_tokens("light"), self)
        self.setModel(self.model_)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Dialogues"))
        self.setUniformItemSizes(True)
        behave(self)

    @property
    def current(self) -> int | None:
        """The number of the chosen one."""
        row = self.currentIndex().data(ROW)
        return row.number if isinstance(row, InboxRow) else None

    def show_rows(self, rows: Sequence[InboxRow]) -> None:
        """Others; the chosen one stays, or what took its place is chosen."""
        number, place = self.current, self.currentIndex().row()
        over = {row.number for row in self.model_.rows if row.over}
        if self.model_.show(rows):
            return
        # What is over by now went down in the list; the eye stays where it was.
        numbers = [row.number if row.number in over or not row.over else None for row in rows]
        at = numbers.index(number) if number in numbers else max(0, min(place, len(rows) - 1))
        if rows:
            self.setCurrentIndex(self.model_.index(at))

    def choose(self, number: int) -> None:
        """That one."""
        place = self.model_.place(number)
        if place >= 0:
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
        if Qt.Key(event.key()) in MOVES:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self._open()
        else:
            event.ignore()

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)


def _number(row: InboxRow) -> int:
    return row.number


def _spoken(row: InboxRow) -> str:
    return row.spoken
