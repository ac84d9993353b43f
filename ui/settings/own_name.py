"""One's own name: another one takes its place for the whole team."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from app.ports import SyncStatus
from ui.background import Background
from ui.parts import button, label
from ui.ports import Services
from ui.settings.admin_page import admin_words
from ui.settings.online_part import OnlinePart
from widgets.text_side import LineField

LONGEST = 100
"""Characters: the server takes no longer one."""


class OwnName(OnlinePart):
    """A field and a button.

    Signals:
        changed: one is called otherwise from now on.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._background = Background(services.tasks, self, self._refused)
        self._done = False
        self.words = label("", wrap=True)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.field = LineField()
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(_("Your name"))
        self.field.setText(self._present())
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._keep)
        self.go = button(_("Change your name"))
        self.go.clicked.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Your name"), "heading"))
        column.addWidget(self.words)
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.go)
        column.addLayout(row)
        self.stand(services.waiting.status)

    def stand(self, status: SyncStatus) -> None:
        if not status.online:
            self.words.setText(_("Offline it cannot be changed: the server tells your colleagues."))
        elif self._done:
            self.words.setText(_("It was changed. Your colleagues see it now, also beside what you wrote before."))
        else:
            self.words.setText(_("Your colleagues see it beside what you write and do."))
        self.go.setEnabled(status.online and self._wanted() not in ("", self._present()))

    def _present(self) -> str:
        session = self.services.session.current
        return session.agent.name if session is not None else ""

    def _wanted(self) -> str:
        return self.field.text().strip()

    def _typed(self) -> None:
        self._done = False
        self._say("")
        self.stand(self.services.waiting.status)

    def _keep(self) -> None:
        if self.go.isEnabled():
            self.go.setEnabled(False)
            self._background.run(self.services.session.rename(self._wanted()), self._taken)

    def _taken(self, _nothing: None) -> None:
        self.field.setText(self._present())
        self._done = True
        self._say("")
        self.stand(self.services.waiting.status)
        self.changed.emit()

    def _refused(self, error: KnownError) -> None:
        self._say(admin_words(error))
        self.stand(self.services.waiting.status)

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
