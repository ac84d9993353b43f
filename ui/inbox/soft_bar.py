"""A line over the composer on a soft ground, hidden while it has nothing to say."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.parts import label
from widgets.tokens import Tokens, load_tokens


class SoftBar(QWidget):
    """Its ground and its words.

    Attributes:
        words: what it says.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = load_tokens("light")
        self.words = label("", "strong", wrap=True)
        self.hide()

    def text(self) -> str:
        """What it says now, "" when it is hidden."""
        return self.words.text() if not self.isHidden() else ""

    def say(self, text: str) -> None:
        """Says that, and is seen."""
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.show()
        self.update()

    def ground(self, tokens: Tokens) -> QColor:
        """Its colour now."""
        return tokens.medium_soft

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._tokens = tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.ground(self._tokens))
        painter.end()
