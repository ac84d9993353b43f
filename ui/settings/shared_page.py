"""A settings page whose choices count at once, for everybody in the workspace."""

from abc import abstractmethod
from collections.abc import Coroutine
from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from ui.background import Background
from ui.ports import Services
from ui.settings.page_line import PageLine


class SharedPage(QWidget):
    """Reads what is in force, and again when somebody changes it; says how keeping went.

    Attributes:
        words: the line that says so.
    """

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.background = Background(services.tasks, self, self._troubled)
        self.words = PageLine(self)
        self.destroyed.connect(services.hub.subscribe(self._changed))

    @abstractmethod
    def read(self) -> None:
        """Asks for what is in force and shows it."""

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Keeps something for everybody, and shows what is in force then, whether that went well or not."""
        self.background.run(work, self._kept, self._refused)

    def _kept(self, _answer: None) -> None:
        self.words.kept()
        self.read()

    def _changed(self, changes: ChangeSet) -> None:
        if changes.reset or "setting" in changes.shelf:
            self.read()

    def _refused(self, error: KnownError) -> None:
        self.read()
        self._troubled(error)

    def _troubled(self, error: KnownError) -> None:
        self.words.trouble(error)
