"""The list of quick replies in their editor: two lines each, as many as there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from domain.ids import QuickReplyId
from widgets.painted_list import ROW, Index, Rows, behave, painting
from widgets.painting import paint_line, sized
from widgets.tokens import Tokens, load_tokens


@dataclass(frozen=True, slots=True)
class ListLine:
    """One reply in the list.

    Attributes:
        second: folder, scope and use, or why it should be looked at. urgent: whether that wants somebody.
    """

    id: QuickReplyId
    shortcut: str
    title: str
    second: str
    urgent: bool = False


def _id(line: ListLine) -> QuickReplyId:
    return line.id


def _spoken(line: ListLine) -> str:
    return f"{line.title}, /{line.shortcut}, {line.second}"


class LineDelegate(QStyledItemDelegate):
    """Paints one: title and shortcut, small words below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = load_tokens("light")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        sizes = self.tokens.type
        return QSize(100, round((sizes.base + sizes.small) * 1.5) + 2 * self.tokens.space[1])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, tokens = index.data(ROW), self.tokens
        if not isinstance(line, ListLine):
            return
        with painting(painter, option) as (area, mirrored):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(area, tokens.accent_soft)
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(area, tokens.hover)
            self._words(painter, area, line, mirrored=mirrored)

    def _words(self, painter: QPainter, area: QRectF, line: ListLine, *, mirrored: bool) -> None:
        tokens = self.tokens
        text = area.adjusted(tokens.space[3], tokens.space[1], -tokens.space[3], -tokens.space[1])
        first = QRectF(text.left(), text.top(), text.width(), tokens.type.base * 1.5)
        part = first.width() * 0.4
        title = first.adjusted(part + 8, 0, 0, 0) if mirrored else first.adjusted(0, 0, -part - 8, 0)
        short = QRectF(first.left() if mirrored else first.right() - part, first.top(), part, first.height())
        strong, plain = sized(tokens.type.base, tokens.type.strong), sized(tokens.type.small, tokens.type.normal)
        paint_line(painter, title, line.title, strong, tokens.text, at_right=mirrored)
        paint_line(painter, short, f"/{line.shortcut}", plain, tokens.accent, at_right=not mirrored)
        below = QRectF(text.left(), first.bottom(), text.width(), tokens.type.small * 1.5)
        ink = tokens.medium if line.urgent else tokens.text2
        paint_line(painter, below, line.second, plain, ink, at_right=mirrored)


class ReplyList(QListView):
    """Arrows choose, Enter goes into the form, Space says that one is still right.

    Signals:
        chosen(QuickReplyId): another one is current, "" for none. entered: the form, please. approved: Space.
    """

    chosen = Signal(str)
    entered = Signal()
    approved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines, self._delegate = Rows(self, _id, _spoken), LineDelegate(self)
        self.setModel(self.lines)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        behave(self)
        self.selectionModel().currentChanged.connect(self._changed)

    @property
    def current(self) -> QuickReplyId | None:
        """The current reply."""
        line = self.currentIndex().data(ROW)
        return line.id if isinstance(line, ListLine) else None

    def show_lines(self, lines: Sequence[ListLine]) -> None:
        """Other lines, nothing chosen by itself."""
        keep = self.current
        self.selectionModel().blockSignals(True)
        self.lines.show(lines)
        self._go(self.lines.place(keep))
        self.selectionModel().blockSignals(False)

    def choose(self, reply_id: QuickReplyId | None, *, quietly: bool = False) -> None:
        """Makes one current; `quietly` tells nobody."""
        self.selectionModel().blockSignals(quietly)
        self._go(self.lines.place(reply_id))
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._delegate.tokens = tokens
        self.scheduleDelayedItemsLayout()

    def _go(self, row: int) -> None:
        index = self.lines.index(row) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def _changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.current or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Space and self.current:
            self.approved.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
