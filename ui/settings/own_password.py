"""One's own password: another one takes its place on the server, which asks for the present one first."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.config import EMBEDDED
from app.errors import KnownError
from app.i18n import _
from app.ports import SyncStatus
from ui.background import Background
from ui.parts import button, label
from ui.ports import Services
from ui.settings.admin_page import admin_words
from ui.settings.online_part import OnlinePart
from ui.settings.secrets_dialog import LEAST_PASSWORD, SecretsDialog

PRESENT, NEW, AGAIN = "present", "new", "again"


class OwnPassword(OnlinePart):
    """A line and a button; not there in a trial on this computer, where nobody has a password.

    Signals:
        changed: the server has another one, and everybody else who was signed in with the old one is out.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._background = Background(services.tasks, self, self._refused)
        self._done = False
        self.dialog: SecretsDialog | None = None
        self.words = label("", wrap=True)
        self.go = button(_("Change your password…"))
        self.go.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Your password"), "heading"))
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addStretch(1)
        column.addLayout(row)
        self._server = session.server if (session := services.session.current) is not None else EMBEDDED
        self.setVisible(self._server != EMBEDDED)
        self.stand(services.waiting.status)

    def stand(self, status: SyncStatus) -> None:
        self.go.setEnabled(status.online)
        if not status.online:
            self.words.setText(_("Offline it cannot be changed: only the server knows it."))
        elif self._done:
            self.words.setText(_("It was changed. Your other computers are signed out; what waits on them stays."))
        else:
            text = _("You sign in to {server} with it. Another one signs you out on all other computers.")
            self.words.setText(text.format(server=self._server.partition("://")[2]))

    def _ask(self) -> None:
        text = _(
            "At least {count} characters, and none that many people choose: several words are easier to remember. "
            "Your other computers are signed out; what waits on them stays."
        )
        fields = {PRESENT: _("Present password"), NEW: _("New password"), AGAIN: _("Once more")}
        words = text.format(count=LEAST_PASSWORD)
        self.dialog = SecretsDialog("", _("Another password"), words, fields, self)
        self.dialog.given.connect(self._given)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _given(self, given: Mapping[str, str]) -> None:
        if self.dialog is None:
            return
        if trouble := _trouble(given):
            self.dialog.say(trouble)
            return
        work = self.services.protection.change_password(given[PRESENT], given[NEW])
        self._background.run(work, self._taken)

    def _taken(self, _nothing: None) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None
        self._done = True
        self.stand(self.services.waiting.status)
        self.changed.emit()

    def _refused(self, error: KnownError) -> None:
        if self.dialog is not None:
            self.dialog.say(admin_words(error))


def _trouble(given: Mapping[str, str]) -> str:
    """What is wrong with what was typed, as far as it can be told without the server; "" for nothing."""
    new = given.get(NEW, "")
    if PRESENT not in given:
        return _("Your present password is asked for, too.")
    if len(new) < LEAST_PASSWORD:
        return _("A password has at least {count} characters.").format(count=LEAST_PASSWORD)
    if new != given.get(AGAIN):
        return _("The two are not the same.")
    return _("That is your present password.") if new == given[PRESENT] else ""
