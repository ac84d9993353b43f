"""Opens the dialog of an assignment and does what it asks for (S-2)."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import KnownError
from domain.ids import AgentId, AssignmentId
from domain.training.assigning import Assignment
from domain.training.report import AssignmentLine
from ui.background import Background
from ui.ports import Services
from ui.training.assign_dialog import AssignDialog, Offered, begun
from ui.words import error_words


class AssignDesk(QObject):
    """One for a screen.

    Signals:
        done: something was given, changed or ended.

    Attributes:
        dialog: while it is open.
    """

    done = Signal()

    def __init__(self, services: Services, owner: QWidget) -> None:
        super().__init__(owner)
        self._services, self._owner = services, owner
        self._background = Background(services.tasks, self, self._refused)
        self.dialog: AssignDialog | None = None

    def begin(self, offered: Offered, people: Sequence[AgentId] = ()) -> None:
        """A new one, for these people at first."""
        session = self._services.session.current
        author = session.agent.id if session is not None else ""
        made = begun(offered, self._services.trainers.new_assignment_id(), author)
        self._open(AssignDialog(offered, replace(made, people=tuple(people)), (), self._owner, new=True))

    def edit(self, offered: Offered, one: Assignment, lines: Sequence[AssignmentLine]) -> None:
        """One that is there."""
        self._open(AssignDialog(offered, one, lines, self._owner, new=False))

    def _open(self, dialog: AssignDialog) -> None:
        self.dialog = dialog
        dialog.save_wanted.connect(self._save)
        dialog.end_wanted.connect(self._end)
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _save(self, one: Assignment) -> None:
        self._background.run(self._services.trainers.assign(one), self._kept)

    def _end(self, assignment_id: str) -> None:
        self._background.run(self._services.trainers.end(AssignmentId(assignment_id)), self._kept)

    def _kept(self, _nothing: None) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.done.emit()

    def _refused(self, error: KnownError) -> None:
        if self.dialog is not None:
            self.dialog.say(error_words(error))

    def _closed(self) -> None:
        self.dialog = None
