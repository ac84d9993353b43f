"""The inbox's three columns side by side: their widths, how these grow with the text, and what gives way."""

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from widgets.tokens import Tokens

WIDTHS = (324, 743, 316)
LEAST_LIST, LEAST_MIDDLE, LEAST_SIDE = 270, 380, 240
SIDE_GROWTH, MIDDLE_GROWTH = 0.4, 0.8
"""How far the columns follow the size of the text; the messages need the room more."""


class Columns(QSplitter):
    """List, thread, customer; the thread takes what is left.

    Without room for three there are two: the customer comes in the place of the list when somebody asks for it.

    Signals:
        narrowed(bool): there is room for two only, or for three again.
    """

    narrowed = Signal(bool)

    def __init__(self, tokens: Tokens, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.narrow = False
        self._left, self._middle, self._right = left, middle, right
        self._aside = False
        self._growth = 0.0
        self._least, self._liked = 0, 0
        self._zoom = 1.0
        self._base = tokens.type.base
        self._wanted = (WIDTHS[0], WIDTHS[2])
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget, width in zip((left, middle, right), WIDTHS, strict=True):
            self.addWidget(widget)
            widget.resize(width, 600)
        for place, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(place, stretch)
        self.splitterMoved.connect(self._dragged)
        self._take_least()
        self.as_designed()

    def as_designed(self) -> None:
        """The widths of a new window."""
        self._wanted = (WIDTHS[0], WIDTHS[2])
        self._share()

    def restoreState(self, state: QByteArray | bytes | bytearray | memoryview) -> bool:
        """The widths as they were left; a column that was not there has the width of a new window."""
        done = super().restoreState(state)
        if done:
            self._dragged()
            self._share()
        return done

    def set_tokens(self, tokens: Tokens) -> None:
        """Another size of text wants wider columns."""
        self._zoom = tokens.type.base / self._base
        self._take_least()
        self._share()

    def reveal(self, column: QWidget) -> None:
        """Brings list or customer on screen where only one of them has room."""
        if column in (self._left, self._right) and self._aside != (column is self._right):
            self._aside = column is self._right
            self._share()

    def swap(self) -> None:
        """From the list to the customer, or back."""
        self.reveal(self._left if self._aside else self._right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # Counts came behind the folders' names.
        if event.type() == QEvent.Type.LayoutRequest and self._left.sizeHint().width() != self._liked:
            self._share()
        return done

    def _take_least(self) -> None:
        self._growth = 1 + (self._zoom - 1) * SIDE_GROWTH
        self._least = round(LEAST_MIDDLE * (1 + (self._zoom - 1) * MIDDLE_GROWTH))
        self._right.setMinimumWidth(round(LEAST_SIDE * self._growth))

    def _dragged(self) -> None:
        """What somebody chose holds until they choose again, whatever the window does meanwhile."""
        left, _middle, right = self.sizes()
        self._wanted = (
            round(left / self._growth) if left else self._wanted[0],
            round(right / self._growth) if right else self._wanted[1],
        )

    def _share(self) -> None:
        """Shares out the width: first the customer gives way, then the list, then there are two columns."""
        least = max(self._left.minimumSizeHint().width(), round(LEAST_LIST * self._growth))
        middle, side = self._least, self._right.minimumWidth()
        whole = self.width() - 2 * self.handleWidth()
        narrow = whole < least + middle + side
        # With large letters in a small window not even two have what they want: the thread then has what is left.
        beside = whole - (side if self._aside else least)
        hinted = self._middle.minimumSizeHint().width()
        self._middle.setMinimumWidth(max(min(middle, beside), min(middle, hinted)) if narrow else middle)
        middle = self._middle.minimumWidth()
        self._left.setHidden(narrow and self._aside)
        self._right.setHidden(narrow and not self._aside)
        left, right = (
            max(low, round(width * self._growth)) for low, width in zip((least, side), self._wanted, strict=True)
        )
        # Its folders in one line, where there is room.
        self._liked = self._left.sizeHint().width()
        left = max(left, self._liked)
        if narrow:
            outer = max(side if self._aside else least, min(right if self._aside else left, whole - middle))
            self.setSizes([0, whole - outer, outer] if self._aside else [outer, whole - outer, 0])
        else:
            right = max(side, min(right, whole - middle - left))
            left = max(least, min(left, whole - middle - right))
            self.setSizes([left, whole - left - right, right])
        if narrow != self.narrow:
            self.narrow = narrow
            self.narrowed.emit(narrow)
