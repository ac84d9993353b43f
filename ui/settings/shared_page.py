"""A settings page whose choices count at once, for everybody in the workspace."""

from abc import abstractmethod
from collections.abc import Coroutine
from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from ui.background import Background
from ui.parts import label
from ui.ports import Services
from ui.words import error_words


class SharedPage(QWidget):
    """Reads what is in force, and again when somebody changes it; says how keeping went.

    Attributes:
        words: the line that says so.
    """

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.background = Background(services.tasks, self, self._troubled)
        self.words = label("", "small", wrap=True)
        self.destroyed.connect(services.hub.subscribe(self._changed))

    @abstractmethod
    def read(self) -> None:
        """Asks for what is in force and shows it."""

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Keeps something for everybody, and shows what is in force then, whether that went well or not."""
        self.background.run(work, self._kept, self._refused)

    def _kept(self, _answer: None) -> None:
        self.words.setText(_("Kept for everybody."))
        self.read()

    def _changed(self, changes: ChangeSet) -> None:
        if changes.reset or "setting" in changes.shelf:
            self.read()

    def _refused(self, error: KnownError) -> None:
        self.read()
        self._troubled(error)

    def _troubled(self, error: KnownError) -> None:
        self.words.setText(error_words(error))
