"""Lists whose lines are painted by hand: their model, how such a list behaves, and how a line begins to be painted."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyleOptionViewItem, QWidget

from widgets.painting import paint_focus
from widgets.plain import plain_tip
from widgets.tokens import Tokens

ROW = Qt.ItemDataRole.UserRole
"""The role under which a delegate gets the whole row."""
MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
"""Keys that choose another line; letters are left to whoever is around."""
EDGE = 3

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


class Rows(QAbstractListModel, Generic[Row]):
    """The rows as they are now.

    Args:
        key: what a row is known again by. spoken: a row for the screen reader. tip: what its tip says, if it has one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        key: Callable[[Row], Hashable],
        spoken: Callable[[Row], str],
        tip: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self._key, self._spoken, self._tip = key, spoken, tip

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and self._tip is not None:
            return plain_tip(self._tip(row))
        return None

    def show(self, rows: Sequence[Row]) -> bool:
        """Others; the same keys in the same order change in place, so that the current one stays. Whether they do."""
        before, now = self.rows, tuple(rows)
        if [self._key(row) for row in now] == [self._key(row) for row in before]:
            self.rows = now
            for place, row in enumerate(now):
                if row != before[place]:
                    self.dataChanged.emit(self.index(place), self.index(place))
            return True
        self.beginResetModel()
        self.rows = now
        self.endResetModel()
        return False

    def place(self, key: Hashable) -> int:
        """Where the row with that key stands, -1 when it is not there."""
        return next((place for place, row in enumerate(self.rows) if self._key(row) == key), -1)


def behave(view: QAbstractItemView) -> None:
    """No frame, no way to edit, scrolled by pixels, up and down only."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)


@contextmanager
def painting(
    painter: QPainter, option: QStyleOptionViewItem, ring: Tokens | None = None
) -> Iterator[tuple[QRectF, bool]]:
    """The line's area and whether it is mirrored; at the end the painter is as it was.

    Args:
        ring: the look of the ring around the line that has the keys, for lists that show one.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(option.direction)
    area = QRectF(option.rect)
    yield area, option.direction == Qt.LayoutDirection.RightToLeft
    if ring is not None and option.state & QStyle.StateFlag.State_HasFocus:
        paint_focus(painter, area, ring)
    painter.restore()


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens) -> None:
    """Of a line that is chosen, or of one that is not."""
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(option.rect, tokens.accent_soft if chosen else tokens.surface)


def paint_edged_ground(painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens) -> QColor:
    """The same with an edge beside the chosen line and another ground under the pointer; which ground it is."""
    area = QRectF(option.rect)
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    ground = tokens.accent_soft if chosen else tokens.hover if hovered else tokens.surface
    painter.fillRect(area, ground)
    if chosen:
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        x = area.right() - EDGE if mirrored else area.left()
        painter.fillRect(QRectF(x, area.top(), EDGE, area.height()), tokens.accent)
    return ground
