"""What was painted on a viewport: a listener for its paint events."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractScrollArea

from tests.gui.widgets.conftest import settle


class Painted(QObject):
    """Hears what is painted on a viewport."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self.region = QRegion()
        area.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False

    def take(self) -> QRect:
        """What was painted since the last time."""
        settle()
        found, self.region = self.region.boundingRect(), QRegion()
        return found
