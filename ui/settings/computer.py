"""This computer: who has the key to what it holds, its backups, and where else one is signed in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from app.services.protection import Protection
from ui.background import Background
from ui.parts import button, label
from ui.passphrase import PassphraseDialog
from ui.ports import Services
from ui.settings.backup import BackupSection
from ui.settings.devices import Devices
from ui.settings.own_name import OwnName
from ui.settings.own_password import OwnPassword
from ui.settings.page_parts import page_column
from ui.words import error_words


class ComputerPage(QWidget):
    """What is protected, how, and by whom it can be opened.

    Signals:
        protected: a passphrase keeps it from now on.
    """

    protected = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = Background(services.tasks, self, self._failed)
        self._dialog: PassphraseDialog | None = None
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.words = label("", wrap=True)
        self.passphrase = button("")
        self.passphrase.clicked.connect(self._ask)
        self.passphrase.hide()
        self.column = page_column(self, _("This computer"), self.error)
        self.column.addSpacing(4)
        self.column.addWidget(label(_("Protection"), "heading"))
        self.column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.passphrase)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addSpacing(12)
        self.column.addWidget(label(_("Backup"), "heading"))
        self.backup = BackupSection(services)
        self.column.addWidget(self.backup)
        self.column.addSpacing(12)
        self.name = OwnName(services)
        self.column.addWidget(self.name)
        self.column.addSpacing(12)
        self.password = OwnPassword(services)
        self.column.addWidget(self.password)
        self.column.addSpacing(12)
        self.column.addWidget(label(_("Where you are signed in"), "heading"))
        self.devices = Devices(services)
        self.column.addWidget(self.devices)
        self.password.changed.connect(self.devices.reload)
        self.column.addStretch(1)
        self._state: Protection | None = None
        self._changed = False
        self._read()

    def _read(self) -> None:
        self._background.run(self._services.protection.state(), self._show, latest="state")

    def _show(self, state: Protection) -> None:
        self._state = state
        self.words.setText(
            {
                Protection.KEYCHAIN: _("What Braid keeps here is encrypted. The key is in this computer's keychain."),
                Protection.PASSPHRASE: _("What Braid keeps here is encrypted. Only your passphrase opens it."),
                Protection.MEMORY: _(
                    "This computer has no keychain, so Braid keeps nothing after it closes. "
                    "With a passphrase it can: what is here now stays, and Braid asks for it at each start."
                ),
            }[state]
        )
        if self._changed:
            self.words.setText(_("The passphrase was changed: only the new one opens what Braid keeps here."))
        self.passphrase.setVisible(state is not Protection.KEYCHAIN)
        self.passphrase.setText(
            _("Use a passphrase…") if state is Protection.MEMORY else _("Change the passphrase…"),
        )

    def _ask(self) -> None:
        has_one = self._state is Protection.PASSPHRASE
        title = _("Another passphrase") if has_one else _("A passphrase for this computer")
        text = _("It encrypts what Braid keeps here. Nobody can reset it: write it down where only you find it.")
        dialog = PassphraseDialog(title, text, _("Use it"), self, ask_old=has_one)
        dialog.given.connect(self._given)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def _given(self, old: str, new: str) -> None:
        protection = self._services.protection
        work = protection.change(old, new) if self._state is Protection.PASSPHRASE else protection.protect(new)
        self._background.run(work, self._taken, self._refused)

    def _taken(self, _nothing: None) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None
        self._changed = self._state is Protection.PASSPHRASE
        self.protected.emit()
        self._read()

    def _refused(self, error: KnownError) -> None:
        if self._dialog is not None:
            self._dialog.say(error_words(error))

    def _failed(self, error: KnownError) -> None:
        self.error.setText(error_words(error))
        self.error.show()
