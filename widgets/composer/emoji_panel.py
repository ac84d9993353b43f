"""A small grid of emoji over the composer, for mouse and arrow keys."""

import unicodedata

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from app.i18n import _
from widgets.composer.look import popup_sheet
from widgets.tokens import Tokens

COLUMNS = 8
CELL = 34
EMOJI = "😀😄😁😅😂🙂😉😊😍😘😎🤗🤔😐😕😟😢😭😡😳🙏👍👎👏👌🤝💪✋👋🙌❤️💙💚🎉✨⭐🔥✅❌⚠️❓❗📦🚚📷📞📧💳🎁⏰📍🔧"
_JOINED = "\ufe0f"
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


class EmojiPanel(QFrame):
    """Tells which one was chosen, and closes.

    Signals:
        chosen(emoji).
    """

    chosen = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("emojiPanel")
        self.setStyleSheet(popup_sheet(tokens))
        self.setAccessibleName(_("Emoji"))
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(2)
        self.cells = [self._cell(emoji) for emoji in listed()]
        for number, cell in enumerate(self.cells):
            grid.addWidget(cell, number // COLUMNS, number % COLUMNS)

    def open_at(self, corner: QPoint) -> None:
        """Above a global point, the first emoji ready for Enter."""
        self.adjustSize()
        self.move(corner - QPoint(0, self.height() + 6))
        self.show()
        self.cells[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _cell(self, emoji: str) -> QToolButton:
        cell = QToolButton(self)
        cell.setText(emoji)
        cell.setFixedSize(CELL, CELL)
        cell.setAccessibleName(unicodedata.name(emoji[0], emoji).lower())
        cell.clicked.connect(self._choose)
        return cell

    def _choose(self) -> None:
        cell = self.focusWidget() if self.sender() is None else self.sender()
        if isinstance(cell, QToolButton):
            self.close()
            self.chosen.emit(cell.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        focused = self.focusWidget()
        if step is not None and isinstance(focused, QToolButton) and focused in self.cells:
            if self.isRightToLeft() and abs(step) == 1:
                step = -step
            at = self.cells.index(focused) + step
            self.cells[at % len(self.cells)].setFocus(Qt.FocusReason.TabFocusReason)
        elif Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focused, QToolButton):
            focused.click()
        else:
            super().keyPressEvent(event)


def listed() -> list[str]:
    """The emoji one by one, each with its variation mark."""
    found: list[str] = []
    for character in EMOJI:
        if character == _JOINED:
            found[-1] += character
        else:
            found.append(character)
    return found
