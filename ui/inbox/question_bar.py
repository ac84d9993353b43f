"""A line on soft ground over the composer or the messages: words, and the answers that they ask for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.parts import button, elided
from widgets.tokens import Tokens, load_tokens

SPACE = 8


class QuestionBar(QWidget):
    """Hidden while it has no words.

    Attributes:
        words: what it says; row: where they stand; column: for more below them and the answers.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.words = elided("")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 5, 14, 5)
        self.column.setSpacing(2)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.row, self._links = QHBoxLayout(), QHBoxLayout()
        for row in (self.row, self._links):
            row.setSpacing(SPACE)
        self.row.addWidget(self.words, 1)
        self._links.addStretch(1)
        self._line.addLayout(self.row, 1)
        self._line.addLayout(self._links)
        self.column.addLayout(self._line)
        self._answers: list[QPushButton] = []
        self.set_tokens(load_tokens("light"))
        self.hide()

    def add_answer(self, text: str) -> QPushButton:
        """One more button behind the words."""
        answer = button(text, "link")
        self._answers.append(answer)
        self._links.addWidget(answer)
        return answer

    def put(self, text: str, *, asks: bool) -> None:
        """Other words, with the answers or without; hides without words."""
        self.words.setText(text)
        self.words.setAccessibleName(text)
        for answer in self._answers:
            answer.setVisible(asks)
        self.fit()
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says now, "" when it is hidden."""
        return self.words.text() if not self.isHidden() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """The answers stand below words that are cut and would have less than half of the line beside them."""
        items = (self.row.itemAt(place) for place in range(self.row.count()))
        beside = (one for item in items if item is not None and (one := item.widget()) is not None)
        others = [one for one in (*beside, *self._answers) if one is not self.words and not one.isHidden()]
        taken = sum(one.sizeHint().width() + SPACE for one in others)
        left = self.contentsRect().width() - self._margins() - taken
        below = left < self.words.sizeHint().width() and 2 * left < self.width()
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(0 if below else SPACE)

    def _margins(self) -> int:
        around = self.column.contentsMargins()
        return around.left() + around.right()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, tokens.accent_soft)
        self.setPalette(palette)
        self.fit()
