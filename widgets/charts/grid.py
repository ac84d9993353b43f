"""Cards side by side, as many as there is room for; the rows are filled evenly."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.tokens import Tokens, load_tokens


class CardGrid(QWidget):
    """Up to `most` columns, each at least so many letters wide (a letter is the height of the font)."""

    def __init__(self, least: float, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._cards: list[tuple[QWidget, bool]] = []
        self._columns = 0
        self._tokens = load_tokens("light")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def add(self, card: QWidget, *, wide: bool = False) -> None:
        """One more, at the end; a wide one has a row for itself."""
        self._cards.append((card, wide))
        self._columns = 0
        self._lay_out()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        self._tokens = tokens
        self._grid.setSpacing(tokens.space[2])
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        width, gap, count = self._least * self._tokens.type.base, self._tokens.space[2], len(self._cards)
        fitting = max(1, min(self._most, int((self.width() + gap) // (width + gap)), count))
        rows = -(-count // fitting)
        columns = -(-count // rows) if rows else 0
        if columns == self._columns:
            return
        row = column = 0
        for card, wide in self._cards:
            if column and (wide or column == columns):
                row, column = row + 1, 0
            self._grid.addWidget(card, row, column, 1, columns if wide else 1)
            column += columns if wide else 1
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
