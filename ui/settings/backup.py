"""Backups of this computer: one encrypted file out, and back in."""

from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from ui.background import Background
from ui.parts import button, label
from ui.passphrase import PassphraseDialog
from ui.ports import Services
from ui.words import error_words

SUFFIX = ".braid-backup"


class BackupSection(QWidget):
    """Two buttons, a passphrase each time, and how it went."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = Background(services.tasks, self, self._failed)
        self._file = Path()
        self._dialog: PassphraseDialog | None = None
        self.make = button(_("Back up…"))
        self.make.clicked.connect(self._choose_target)
        self.bring_back = button(_("Restore…"))
        self.bring_back.clicked.connect(self._choose_source)
        self.outcome = label("", "small", wrap=True)
        self.outcome.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        words = _(
            "One encrypted file with everything that Braid holds here, also what has not left yet. "
            "Messages come back from the server without it; unsent replies, notes and drafts do not."
        )
        column.addWidget(label(words, wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addWidget(self.bring_back)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.outcome)

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, _("Where the backup goes"), QDir.homePath())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("braid" + SUFFIX)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.back_up_to)
        dialog.open()

    def _choose_source(self) -> None:
        dialog = QFileDialog(self, _("Which backup"), QDir.homePath(), _("Backups of Braid") + f" (*{SUFFIX})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.restore_from)
        dialog.open()

    def back_up_to(self, path: str) -> None:
        """Asks for a passphrase, then writes the file."""
        self._file = Path(path)
        text = _("The backup is encrypted with it. Without it nobody can open the file, not even we.")
        self._ask(PassphraseDialog(_("A passphrase for the backup"), text, _("Back up"), self), self._back_up)

    def restore_from(self, path: str) -> None:
        """Asks for the passphrase of that backup, then puts it in the place of what is here."""
        self._file = Path(path)
        text = _(
            "What is in the backup takes the place of what Braid holds here, which is put aside for 30 days. "
            "Nothing is sent twice."
        )
        dialog = PassphraseDialog(_("Restore a backup"), text, _("Restore"), self, ask_old=True, ask_new=False)
        self._ask(dialog, self._restore)

    def _ask(self, dialog: PassphraseDialog, then: object) -> None:
        self._dialog = dialog
        dialog.given.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _back_up(self, _old: str, passphrase: str) -> None:
        self._say(_("Backing up…"))
        work = self._services.safety.backup(self._file, passphrase, self._progressed)
        self._background.run(work, self._made, self._refused)

    def _restore(self, passphrase: str, _new: str) -> None:
        self._say(_("Restoring…"))
        work = self._services.safety.restore(self._file, passphrase)
        self._background.run(work, self._restored, self._refused)

    def _progressed(self, share: float) -> None:
        self._say(_("Backing up: {percent} %").format(percent=round(share * 100)))

    def _made(self, _nothing: None) -> None:
        self._close()
        self._say(_("Backed up: {file}").format(file=self._file.name))

    def _restored(self, _nothing: None) -> None:
        self._close()
        self._say(_("Restored. What was waiting in the backup leaves now."))

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None

    def _say(self, text: str) -> None:
        self.outcome.setText(text)
        self.outcome.show()

    def _refused(self, error: KnownError) -> None:
        self.outcome.hide()
        if self._dialog is not None:
            self._dialog.say(error_words(error))

    def _failed(self, error: KnownError) -> None:
        self._say(error_words(error))
