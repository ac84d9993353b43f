"""Whether somebody is at this computer: colleagues and leads are told when its window rests for long (C, R-1)."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from domain.presence import AWAY_SECONDS
from ui.ports import PresencePort


class IdleWatch(QObject):
    """Another program in front for five minutes means away; our window in front means here.

    Attributes:
        timer: runs while another program is in front.
    """

    def __init__(self, presence: PresencePort, parent: QObject) -> None:
        super().__init__(parent)
        self._presence = presence
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(round(AWAY_SECONDS * 1000))
        self.timer.timeout.connect(self._rests)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.take_state)

    def take_state(self, state: Qt.ApplicationState) -> None:
        """Another program is in front, or ours again."""
        if state is Qt.ApplicationState.ApplicationActive:
            self.timer.stop()
            self._presence.rest(False)
        elif not self.timer.isActive():
            self.timer.start()

    def _rests(self) -> None:
        self._presence.rest(True)
