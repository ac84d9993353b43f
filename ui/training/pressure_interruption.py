"""Somebody wants something else: a small question over part of the screen, gone with one key."""

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.training.pressure_plan import Source
from domain.training.pressure_states import Asked
from ui.parts import label
from ui.training.pressure_words import choice_words, question_words, source_name
from widgets.drill.keys import digit_of
from widgets.drill.options import Option, Options
from widgets.icons import icon_pixmap
from widgets.plain import PlainLabel
from widgets.thread_view.accessibility import announce
from widgets.tokens import Tokens, load_tokens

_ICONS = {Source.COLLEAGUE: "message-circle", Source.LEAD: "chart-column", Source.PHONE: "phone"}
_SIZE = 20


class InterruptionBox(QFrame):
    """Lies over its parent while something is asked.

    Signals:
        replied(int): the place of a choice.
    """

    replied = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self._parent = parent
        self.asked: Asked | None = None
        self._tokens = load_tokens("light")
        self._icon, self.source, self.question = PlainLabel(), label("", "strong"), label("", wrap=True)
        self.options = Options(_("Answers"), wide=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.source, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.question)
        column.addWidget(self.options)
        self.options.chosen.connect(self._chosen)
        parent.installEventFilter(self)
        self.hide()

    def show_asked(self, asked: Asked | None) -> None:
        """That is asked now; None for nothing."""
        if asked == self.asked:
            return
        self.asked = asked
        if asked is None:
            self.hide()
            return
        self.source.setText(source_name(asked.source))
        self.question.setText(question_words(asked))
        self._icon.setPixmap(icon_pixmap(_ICONS[asked.source], self._tokens.accent, _SIZE, self.devicePixelRatioF()))
        self.options.show_options([Option(digit, words) for digit, words in enumerate(choice_words(asked), 1)])
        self.setAccessibleName(f"{self.source.text()}: {self.question.text()}")
        self._place()
        self.show()
        self.raise_()
        announce(self, self.accessibleName())

    def take(self, event: QKeyEvent) -> bool:
        """A digit; whether it meant something."""
        digit = digit_of(event)
        return digit is not None and self.options.choose(digit)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        """In the middle, low: over what could be answered, not over the text."""
        parent = self._parent
        width = min(460, parent.width() - 40)
        high = max(self.heightForWidth(width), self.sizeHint().height())
        top = max(10, parent.height() - high - 40)
        self.setGeometry(QRect((parent.width() - width) // 2, top, width, high))

    def _chosen(self, digit: int) -> None:
        self.replied.emit(digit - 1)
