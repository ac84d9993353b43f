"""A screen that is one card: how wide it is, what it says went wrong, and Enter for its button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.parts import label
from widgets.tokens import Tokens

WIDTH = 420


class CardScreen(QWidget):
    """What is before the workspace.

    Attributes:
        card: the frame, empty. error: what went wrong; hidden while nothing did.
        enter: what the Enter key presses; the screen sets it.
    """

    enter: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signIn")
        self.card = QFrame()
        self.card.setObjectName("card")
        self.card.setFixedWidth(WIDTH)
        self.error = label("", "error", wrap=True)
        self.error.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """The card grows with the size of the text."""
        self.card.setFixedWidth(round(WIDTH * tokens.type.base / 13))

    def say(self, text: str) -> None:
        """An error in words, "" takes it away."""
        self.error.setText(text)
        self.error.setAccessibleName(text)
        self.error.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.enter.isEnabled():
            self.enter.click()
            return
        super().keyPressEvent(event)

    def card_column(self, words: str, bottom: int) -> QVBoxLayout:
        """What stands in the card, below the program's name and a line about what this is."""
        column = QVBoxLayout(self.card)
        column.setContentsMargins(32, 30, 32, bottom)
        column.setSpacing(4)
        column.addWidget(label("Braid", "display"))
        column.addWidget(label(words, "second", wrap=True))
        column.addSpacing(14)
        column.addWidget(self.error)
        return column
