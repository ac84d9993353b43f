"""A trainer's word to a learner: written here, sent by Ctrl+Enter, kept until it has been taken (S-2)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.training.assigning import LONGEST_WORD
from ui.locale import number
from ui.parts import button, label
from widgets.text_side import stand

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = 3.6


class WordField(QPlainTextEdit):
    """Words run as the first of them does.

    Signals:
        sent: Ctrl+Enter.
    """

    sent = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "field")
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * _LINES))
        self.textChanged.connect(self._turn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
            return
        super().keyPressEvent(event)

    def _turn(self) -> None:
        stand(self)


class CoachField(QWidget):
    """The field with its button.

    Signals:
        said(str): these words are to be sent.
    """

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = WordField(_("A word to this learner"))
        self.state, self.send = label("", "small", wrap=True), button(_("Send (Ctrl+Enter)"), "primary")
        self.send.clicked.connect(self._send)
        self.field.sent.connect(self._send)
        self.field.textChanged.connect(self._typed)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        column.addLayout(foot)
        self._typed()

    def text(self) -> str:
        """What stands in it."""
        return self.field.toPlainText()

    def show_text(self, text: str) -> None:
        """What was begun for another learner, or nothing."""
        if self.field.toPlainText() != text:
            self.field.setPlainText(text)
        self.say("")

    def say(self, words: str) -> None:
        """How it went."""
        self.state.setText(words)

    def _typed(self) -> None:
        over = len(self.text().strip()) - LONGEST_WORD
        self.send.setEnabled(bool(self.text().strip()) and over <= 0)
        if over > 0:
            words = ngettext("{count} character too many.", "{count} characters too many.", over)
            self.say(words.format(count=number(over)))
        elif self.text():
            self.say("")

    def _send(self) -> None:
        if self.send.isEnabled():
            self.said.emit(self.text().strip())
        elif not self.text().strip():
            self.say(_("There is nothing to send."))
