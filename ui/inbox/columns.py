"""The inbox's three columns side by side: their widths, and how these grow with the text."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from widgets.tokens import Tokens

WIDTHS = (324, 743, 316)
LEAST_MIDDLE, LEAST_SIDE = 380, 240
SIDE_GROWTH = 0.4
"""How far the outer columns follow the size of the text; the messages need the room more."""


class Columns(QSplitter):
    """List, thread, customer; the thread takes what is left."""

    def __init__(self, tokens: Tokens, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._base = tokens.type.base
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget, width in zip((left, middle, right), WIDTHS, strict=True):
            self.addWidget(widget)
            widget.resize(width, 600)
        middle.setMinimumWidth(LEAST_MIDDLE)
        right.setMinimumWidth(LEAST_SIDE)
        for place, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(place, stretch)
        self.as_designed()

    def as_designed(self) -> None:
        """The widths of a new window."""
        self.setSizes(list(WIDTHS))

    def set_tokens(self, tokens: Tokens) -> None:
        """Another size of text wants wider columns."""
        factor = 1 + (tokens.type.base / self._base - 1) * SIDE_GROWTH
        if factor != 1:
            left, middle, right = self.sizes()
            wide, side = round(left * factor), round(right * factor)
            self.setSizes([wide, left + middle + right - wide - side, side])
            self._base = tokens.type.base
