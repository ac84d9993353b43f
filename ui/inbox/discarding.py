"""Asks before words that were not sent, and stand nowhere else, are thrown away."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from app.i18n import _
from ui.question import question
from widgets.card import isolated


class Discarding(QObject):
    """One question at a time over a window; the answer that Enter and Esc give keeps the words."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._do: Callable[[], None] | None = None

    def ask(self, words: str, do: Callable[[], None]) -> None:
        """Throws them away by `do` if that is really meant.

        Args:
            words: the beginning of what was written.
        """
        self._do = do
        title = _("Discard what was not sent?")
        text = _("“{words}” stands nowhere else. To change it, edit it instead.").format(words=isolated(words))
        go = (_("Discard it"), QMessageBox.ButtonRole.DestructiveRole)
        question(self._window, title, text, go=go, stay=_("Keep it"), done=self._meant).open()

    def _meant(self) -> None:
        do, self._do = self._do, None
        if do is not None:
            do()
