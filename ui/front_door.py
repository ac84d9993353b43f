"""Where a second start knocks so that the first one's window comes to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1000
_HEARD = b"heard\n"


def door_name(home: Path) -> str:
    """One door a set of folders; short, because socket paths have a limit."""
    return f"braid-{hashlib.sha256(str(home).encode()).hexdigest()[:16]}"


class FrontDoor(QObject):
    """Listens for later starts of the program.

    Signals:
        knocked: somebody started the program again.
    """

    knocked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._let_in)

    def open(self, name: str) -> bool:
        """Whether it could be opened. For the holder of the instance lock only: a dead one's door is taken away."""
        QLocalServer.removeServer(name)
        return self._server.listen(name)

    def close(self) -> None:
        """Nobody is let in any more."""
        self._server.close()

    def _let_in(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.write(_HEARD)
            visitor.flush()
            visitor.disconnectFromServer()
            self.knocked.emit()


def knock(name: str) -> bool:
    """Whether a running program has heard; needs no event loop."""
    visitor = QLocalSocket()
    visitor.connectToServer(name)
    if not visitor.waitForConnected(WAIT_MS):
        return False
    # A program that hangs is connected to as well; only one that lives answers.
    return visitor.bytesAvailable() > 0 or visitor.waitForReadyRead(WAIT_MS)
