"""The bar over a thread while somebody looks for words in it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import _
from widgets.controls import PlainButton
from widgets.plain import PlainLabel, plain_tip
from widgets.text_side import LineField
from widgets.tokens import Tokens, load_tokens


class FindBar(QWidget):
    """Hidden until `open`.

    Signals:
        typed(str): other words. stepped(int): to the next older hit (1) or the next newer one (-1). closed
    """

    typed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = load_tokens("light")
        self.field = LineField()
        self.field.setPlaceholderText(_("Find in this thread"))
        self.field.setAccessibleName(_("Find in this thread"))
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self.count = PlainLabel()
        self.count.setProperty("role", "small")
        self._older = self._button("↑", _("Next hit, older"), "F3", 1)
        self._newer = self._button("↓", _("Hit before, newer"), "Shift+F3", -1)
        close = self._button(_("Close"), _("Close the find bar"), "Esc", 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for widget in (self.count, self._older, self._newer, close):
            row.addWidget(widget)
        self.hide()

    def open(self, words: str = "") -> None:
        """Shows it with its words chosen, so that typing replaces them."""
        self.show()
        if words and words != self.field.text():
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()

    def say(self, text: str, *, hits: bool) -> None:
        """How many hits there are, and where one is."""
        self.count.setText(text)
        self.count.setAccessibleName(text)
        for button in (self._older, self._newer):
            button.setEnabled(hits)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tokens.surface)
        painter.setPen(self._tokens.line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.field:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.stepped.emit(-1 if back else 1)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            return False
        return True

    def _button(self, text: str, name: str, keys: str, step: int) -> QPushButton:
        made = PlainButton(text)
        made.setAutoDefault(False)
        made.setProperty("kind", "link")
        made.setProperty("step", step)
        made.setAccessibleName(name)
        made.setToolTip(plain_tip(f"{name} ({keys})"))
        made.clicked.connect(self._clicked)
        return made

    def _clicked(self) -> None:
        step = self.sender().property("step")
        if step:
            self.stepped.emit(step)
        else:
            self.closed.emit()
