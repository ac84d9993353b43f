"""One line over the composer: which colleague is in this thread too, or asks for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from domain.presence import Handover
from ui.parts import button, elided
from widgets.tokens import Tokens, load_tokens


class ColleagueBar(QWidget):
    """Hidden while this agent is alone.

    Signals:
        granted(Handover), kept(Handover)
    """

    granted = Signal(object)
    kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self._question: Handover | None = None
        self.words = elided("")
        self.yes = button(_("Hand over"), "link")
        self.no = button(_("Keep"), "link")
        self.yes.clicked.connect(self._grant)
        self.no.clicked.connect(self._keep)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 14, 5)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.set_tokens(load_tokens("light"))
        self.say("")

    def say(self, text: str) -> None:
        """Words without a question; hides without words."""
        self._show(text, None)

    def ask(self, text: str, question: Handover) -> None:
        """A question in words, and its two answers."""
        self._show(text, question)

    def text(self) -> str:
        """What it says now, "" when it is hidden."""
        return self.words.text() if not self.isHidden() else ""

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, tokens.accent_soft)
        self.setPalette(palette)

    def _show(self, text: str, question: Handover | None) -> None:
        self._question = question
        self.words.setText(text)
        self.words.setAccessibleName(text)
        for answer in (self.yes, self.no):
            answer.setVisible(question is not None)
        self.setVisible(bool(text))

    def _grant(self) -> None:
        if self._question is not None:
            self.granted.emit(self._question)

    def _keep(self) -> None:
        if self._question is not None:
            self.kept.emit(self._question)
