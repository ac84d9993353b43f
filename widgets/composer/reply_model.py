"""The lines of the reply palette as a model: known by their keys, their texts filled only when they are painted."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from widgets.composer.reply_values import Filled, NoReplies, ReplyBook, ReplyLine
from widgets.thread_view.plain_text import one_line

Index = QModelIndex | QPersistentModelIndex
SHOWN = 240
"""No line is wider than so many characters."""


class ReplyModel(QAbstractListModel):
    """Lines in the order in which they were found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.book: ReplyBook = NoReplies()
        self.lines: Sequence[ReplyLine] = ()
        self._texts: dict[str, str] = {}

    def show(self, lines: Sequence[ReplyLine]) -> None:
        """Other lines; with the same keys in the same order nothing jumps."""
        if [line.key for line in lines] == [line.key for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        # Another letter, another list: a reset is what happens, and the cheapest way to say so.
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def forget_texts(self) -> None:
        """Another customer, or another wording: every text is asked for anew."""
        self._texts.clear()

    def place_of(self, key: str) -> int:
        """The row of a key, -1 when it is not there."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def filled(self, row: int) -> Filled:
        """The whole text of a line."""
        return self.book.filled(self.lines[row].key)

    def text(self, row: int) -> str:
        """The text of a line on one line, cut where no window is wide enough."""
        key = self.lines[row].key
        if key not in self._texts:
            self._texts[key] = one_line(self.book.filled(key).text[: 2 * SHOWN])[:SHOWN]
        return self._texts[key]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title or line.shortcut
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(line, self.text(index.row()))
        return None


def spoken(line: ReplyLine, text: str) -> str:
    """A line for the screen reader."""
    return ", ".join(part for part in (line.shortcut, line.title, text, line.chip) if part)
