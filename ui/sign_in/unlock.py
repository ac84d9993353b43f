"""Before anything else on a computer without a keychain: the passphrase that protects what it holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from app.ports import Session
from ui.background import Background
from ui.parts import buddy, button
from ui.ports import Services
from ui.question import question
from ui.sign_in.card_screen import CardScreen
from ui.words import error_words
from widgets.text_side import LineField

WIDTH = 420


class UnlockScreen(CardScreen):
    """One field; a wrong passphrase is said and may be tried again.

    Signals:
        unlocked: the workspace is open.
        sign_in_wanted: unlocked, but nobody is kept signed in; or everything here was erased.
        quit_wanted
    """

    unlocked = Signal()
    sign_in_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = Background(services.tasks, self, self._failed)
        self.passphrase = LineField()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.enter = button(_("Unlock"), "primary")
        self.enter.clicked.connect(self._unlock)
        self.forgotten = button(_("I do not know it any more…"), "faintLink")
        self.forgotten.clicked.connect(self._ask_to_erase)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._card(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def focus_first(self) -> None:
        """The caret goes to the field."""
        self.passphrase.setFocus()

    def _card(self) -> QFrame:
        column = self.card_column(_("What this computer holds is locked."), 26)
        column.addWidget(buddy(_("Passphrase"), self.passphrase))
        column.addWidget(self.passphrase)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.addWidget(self.forgotten)
        row.addStretch(1)
        row.addWidget(self.enter)
        column.addLayout(row)
        return self.card

    def _unlock(self) -> None:
        self.say("")
        self.enter.setEnabled(False)
        self._background.run(self._services.protection.unlock(self.passphrase.text()), self._done)

    def _done(self, session: Session | None) -> None:
        self.passphrase.clear()
        self.enter.setEnabled(True)
        if session is None:
            self.sign_in_wanted.emit()
        else:
            self.unlocked.emit()

    def _failed(self, error: KnownError) -> None:
        self.enter.setEnabled(True)
        self.say(error_words(error))
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _ask_to_erase(self) -> None:
        text = _("Without the passphrase nobody can read what this computer holds, neither you nor anybody else.")
        hint = _(
            "You can erase it and sign in again. Messages come back from the server; replies and drafts that had not "
            "left this computer are lost."
        )
        go = (_("Erase and sign in again"), QMessageBox.ButtonRole.DestructiveRole)
        question(self, _("Passphrase forgotten"), text, hint, go=go, stay=_("Try again"), done=self._erase).open()

    def _erase(self) -> None:
        self._background.run(self._services.protection.start_anew(), self._erased)

    def _erased(self, _nothing: None) -> None:
        self.say("")
        self.sign_in_wanted.emit()
