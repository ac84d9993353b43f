"""A line on soft ground over the composer or the messages: words, and the answers that they ask for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.parts import button, elided
from widgets.tokens import Tokens, load_tokens


class QuestionBar(QWidget):
    """Hidden while it has no words.

    Attributes:
        words: what it says; row: where they and the answers stand; column: for more below them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.words = elided("")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 5, 14, 5)
        self.column.setSpacing(2)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.column.addLayout(self.row)
        self.row.addWidget(self.words, 1)
        self._answers: list[QPushButton] = []
        self.set_tokens(load_tokens("light"))
        self.hide()

    def add_answer(self, text: str) -> QPushButton:
        """One more button behind the words."""
        answer = button(text, "link")
        self._answers.append(answer)
        self.row.addWidget(answer)
        return answer

    def put(self, text: str, *, asks: bool) -> None:
        """Other words, with the answers or without; hides without words."""
        self.words.setText(text)
        self.words.setAccessibleName(text)
        for answer in self._answers:
            answer.setVisible(asks)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says now, "" when it is hidden."""
        return self.words.text() if not self.isHidden() else ""

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, tokens.accent_soft)
        self.setPalette(palette)
