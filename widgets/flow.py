"""A layout that goes on in the next line when the row is full, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_Spot = tuple[QLayoutItem, QSize, int]


class FlowLayout(QLayout):
    """Lines of widgets, from the layout's own side; with `apart` the last one stands at the other end of its line.

    With `long` it likes to be one line, where there is room for it.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 6, *, apart: bool = False, long: bool = False) -> None:
        super().__init__(parent)
        self._apart, self._long = apart, long
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edges = self.contentsMargins()
        room = width - edges.left() - edges.right()
        return self._place(QRect(0, 0, room, 0), move=False) + edges.top() + edges.bottom()

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        size, edges = self.minimumSize(), self.contentsMargins()
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        if self._long and widths:
            wide = sum(widths) + self.spacing() * (len(widths) - 1) + edges.left() + edges.right()
            size.setWidth(max(size.width(), wide))
        return size

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, area: QRect, *, move: bool) -> int:
        """Puts the widgets (or only measures); returns the height."""
        top, gap = 0, self.spacing()
        for line in self._lines(area.width()):
            tallest = max(size.height() for _item, size, _x in line)
            for item, size, x in line if move else ():
                y = area.top() + top + (tallest - size.height()) // 2
                item.setGeometry(QRect(QPoint(self._left(area, x, size.width()), y), size))
            top += tallest + gap
        return max(0, top - gap)

    def _lines(self, room: int) -> list[list[_Spot]]:
        """What stands in each line, and how far from its beginning."""
        lines: list[list[_Spot]] = []
        x = 0
        shown = [item for item in self._items if not item.isEmpty()]
        for item in shown:
            size = item.sizeHint()
            if item.minimumSize().width() < size.width():
                size.setWidth(max(item.minimumSize().width(), min(size.width(), room)))
            if not lines or x + size.width() > room:
                lines.append([])
                x = 0
            last = self._apart and item is self._items[-1]
            x = room - size.width() if lines[-1] and last else x
            lines[-1].append((item, size, x))
            x += size.width() + self.spacing()
        return lines

    def _left(self, area: QRect, x: int, width: int) -> int:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return area.right() + 1 - x - width if mirrored else area.left() + x
