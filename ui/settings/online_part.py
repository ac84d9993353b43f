"""A part of a settings page that needs the server: it knows at any time whether there is a connection."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.ports import SyncStatus
from ui.ports import Services

if TYPE_CHECKING:
    from collections.abc import Callable


class OnlinePart(QWidget):
    """Listens while it is on screen."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self._stop: Callable[[], None] | None = None

    def stand(self, status: SyncStatus) -> None:
        """What can be done now, and why not."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stop is None:
            self._stop = self.services.waiting.on_status(self.stand)
            self.stand(self.services.waiting.status)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._stop is not None:
            self._stop()
            self._stop = None
