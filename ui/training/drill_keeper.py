"""Keeps what was done so far, one state after the other; what could not be kept is told and can be tried again."""

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError
from app.services.training_values import Going
from ui.background import Background
from ui.ports import Services


class Keeper(QObject):
    """Gives each state of one go of practice to the service, never two at once.

    Signals:
        changed: `trouble` is another one. finished: the last state is kept.

    Attributes:
        trouble: why the newest state could not be kept; None when it was.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.trouble: KnownError | None = None
        self._service = services.training
        self._background = Background(services.tasks, self, self._failed)
        self._newest: tuple[Going, bool] | None = None
        self._out: tuple[Going, bool] | None = None

    @property
    def idle(self) -> bool:
        """Whether everything that it was given is kept."""
        return self._newest is None and self._out is None

    def keep(self, going: Going, *, over: bool = False) -> None:
        """That state; with `over` it is the last."""
        self._newest = (going, over)
        self._send()

    def again(self) -> None:
        """Tries what could not be kept."""
        self._send()

    def _send(self) -> None:
        if self._out is not None or self._newest is None:
            return
        self._out = self._newest
        going, over = self._out
        work = self._service.finish(going) if over else self._service.note(going)
        self._background.run(work, self._kept)

    def _kept(self, _nothing: None) -> None:
        sent, self._out = self._out, None
        if self._newest is sent:
            self._newest = None
        self._tell(None)
        if sent is not None and sent[1]:
            self.finished.emit()
        self._send()

    def _failed(self, error: KnownError) -> None:
        sent, self._out = self._out, None
        self._tell(error)
        if self._newest is not sent:
            self._send()

    def _tell(self, trouble: KnownError | None) -> None:
        if trouble is not self.trouble:
            self.trouble = trouble
            self.changed.emit()
