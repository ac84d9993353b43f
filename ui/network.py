"""Notices that the network may be back, so that nobody waits for the next try of an engine that knows nothing of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkInformation

from domain.clock import Clock

LOOK_MS = 10_000
ASLEEP = timedelta(seconds=25)
"""Between two looks: so late is no busy computer, it was asleep."""
AWAY_S = 30.0
_LOAD_MS = 3_000
"""What the system knows is asked for after the start, which it would lengthen."""

_Online = QNetworkInformation.Reachability.Online


class NetworkWatch(QObject):
    """Asks for another try when the system says "online", after a sleep, and when the agent comes back to the window.

    Args:
        retry: tries at once; it costs one request where nothing was wrong.
    """

    def __init__(self, retry: Callable[[], None], clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._retry = retry
        self._clock = clock
        self._online = True
        self._looked_at: datetime = clock.now()
        self._left_at: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.setInterval(_LOAD_MS)
        self._loading.timeout.connect(self._load)

    def start(self, application: QGuiApplication) -> None:
        """From now on, until `stop`. A system that says nothing about its network leaves the other two signs."""
        application.applicationStateChanged.connect(self.state_changed)
        self._timer.start()
        self._loading.start()

    def stop(self) -> None:
        """Nothing is noticed any more."""
        self._timer.stop()
        self._loading.stop()
        self._retry = _nothing

    def _load(self) -> None:
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            network = QNetworkInformation.instance()
            self._online = network.reachability() == _Online
            network.reachabilityChanged.connect(self.reachability_changed)

    def reachability_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        """The system's word."""
        came_back = reachability == _Online and not self._online
        self._online = reachability == _Online
        if came_back:
            self._retry()

    def state_changed(self, state: Qt.ApplicationState) -> None:
        """The agent went to another program, or is back."""
        now = self._clock.monotonic()
        if state != Qt.ApplicationState.ApplicationActive:
            self._left_at = now if self._left_at is None else self._left_at
        elif self._left_at is not None:
            away, self._left_at = now - self._left_at, None
            if away >= AWAY_S:
                self._retry()

    def look(self) -> None:
        """Time that passed without this object is a sleep; not every computer's monotonic clock counts it."""
        now = self._clock.now()
        asleep, self._looked_at = now - self._looked_at >= ASLEEP, now
        if asleep:
            self._retry()


def _nothing() -> None:
    """What is called after the end."""
