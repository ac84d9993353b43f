"""What an agent does with a thread, each in one line over the services."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError
from domain.customer import Join
from domain.ids import AgentId, JoinId, ThreadId
from ui.background import Background
from ui.ports import Services


class ThreadActions(QObject):
    """Operations on the thread that is on screen.

    Signals:
        leaving(ThreadId): what was asked for takes the thread out of its folder.
        troubled(KnownError)

    Attributes:
        thread_id: which thread; nothing happens without one.
    """

    leaving = Signal(str)
    troubled = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.thread_id: ThreadId | None = None
        self._services = services
        self._inbox = services.inbox
        self._background = Background(services.tasks, self, self._failed)

    def assign(self, agent_id: AgentId | None) -> None:
        """It is somebody's, or nobody's."""
        if self.thread_id is not None:
            self._background.run(self._inbox.assign(self.thread_id, agent_id))

    def resolve(self) -> None:
        """Done."""
        if self.thread_id is not None:
            self.leaving.emit(self.thread_id)
            self._background.run(self._inbox.resolve(self.thread_id))

    def resolve_thread(self, thread_id: ThreadId) -> None:
        """Done, also when another thread is on screen by now."""
        if thread_id == self.thread_id:
            self.resolve()
        else:
            self._background.run(self._inbox.resolve(thread_id))

    def reopen(self) -> None:
        """Not done after all."""
        if self.thread_id is not None:
            self._background.run(self._inbox.reopen(self.thread_id))

    def snooze(self, until: datetime) -> None:
        """Out of sight until then."""
        if self.thread_id is not None:
            self.leaving.emit(self.thread_id)
            self._background.run(self._inbox.snooze(self.thread_id, until))

    def add_tag(self, tag: str) -> None:
        """One more."""
        if self.thread_id is not None:
            self._background.run(self._inbox.tag(self.thread_id, add=(tag,), remove=()))

    def remove_tag(self, tag: str) -> None:
        """One less."""
        if self.thread_id is not None:
            self._background.run(self._inbox.tag(self.thread_id, add=(), remove=(tag,)))

    def accept(self, other: ThreadId) -> None:
        """They are the same person."""
        if self.thread_id is not None:
            self._background.run(self._inbox.join(self.thread_id, other))

    def decline(self, join: Join) -> None:
        """They are not."""
        if self.thread_id is not None:
            self._background.run(self._inbox.decline_join(self.thread_id, join.id))

    def undo_join(self, join_id: str) -> None:
        """They are not, after all."""
        if self.thread_id is not None:
            self._background.run(self._inbox.undo_join(self.thread_id, JoinId(join_id)))

    def _failed(self, error: KnownError) -> None:
        self.troubled.emit(error)
