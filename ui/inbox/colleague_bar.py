"""One line over the composer: which colleague is in this thread too, or asks for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from domain.presence import Handover
from ui.inbox.question_bar import QuestionBar


class ColleagueBar(QuestionBar):
    """Hidden while this agent is alone.

    Signals:
        granted(Handover), kept(Handover)
    """

    granted = Signal(object)
    kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Handover | None = None
        self.yes = self.add_answer(_("Hand over"))
        self.no = self.add_answer(_("Keep"))
        self.yes.clicked.connect(self._grant)
        self.no.clicked.connect(self._keep)

    def say(self, text: str) -> None:
        """Words without a question; hides without words."""
        self._question = None
        self.put(text, asks=False)

    def ask(self, text: str, question: Handover) -> None:
        """A question in words, and its two answers."""
        self._question = question
        self.put(text, asks=True)

    def _grant(self) -> None:
        if self._question is not None:
            self.granted.emit(self._question)

    def _keep(self) -> None:
        if self._question is not None:
            self.kept.emit(self._question)
