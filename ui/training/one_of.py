"""Several widgets of which one is on screen, as tall as that one: a stack takes the height of the tallest."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class OneOf(QWidget):
    """Shows one of its parts.

    Attributes:
        shown: that one; None before the first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def add_part(self, part: QWidget) -> None:
        """One more, hidden."""
        part.hide()
        self._column.addWidget(part)

    def show_part(self, part: QWidget) -> None:
        """That one and no other."""
        if self.shown is not None and self.shown is not part:
            self.shown.hide()
        self.shown = part
        part.show()
