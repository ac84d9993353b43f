"""What the two pages for admins share: a list from the server, its errors in words."""

from collections.abc import Coroutine, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.errors import KnownError, Refused
from app.i18n import _
from app.services.admin import Record
from ui.background import Background
from ui.parts import label, line
from ui.ports import Services
from ui.settings.page_line import PageLine
from ui.settings.secrets_dialog import SecretsDialog
from ui.words import error_words
from widgets.card import empty_layout


class AdminPage(QWidget):
    """Reads its records when it is made and after every change."""

    def __init__(self, services: Services, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.background = Background(services.tasks, self, self.failed)
        self.words = PageLine(self)
        self.secrets: SecretsDialog | None = None
        self._records: Sequence[Record] | None = None
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        box = QFrame()
        box.setObjectName("card")
        box.setLayout(self.rows)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 12)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, "title"))
        self.column.addWidget(box)
        self.rows.addWidget(label(_("Loading…"), "second"))

    def records(self) -> Coroutine[Any, Any, list[Record]]:
        """Asks the server for what the page lists."""
        raise NotImplementedError

    def row(self, record: Record) -> QWidget:
        """One line."""
        raise NotImplementedError

    def reload(self, _answer: object = None) -> None:
        """Reads everything again."""
        self.say("")
        self.background.run(self.records(), self._show, latest="records")

    def ask(self, dialog: SecretsDialog) -> None:
        """New secrets for one of the records; the dialog closes when the server has them."""
        self.secrets = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_secrets(self, work: Coroutine[Any, Any, object]) -> None:
        """What was typed in that dialog, on the server."""
        self.background.run(work, self._secrets_saved, self._secrets_refused)

    def _secrets_saved(self, _answer: object) -> None:
        if self.secrets is not None:
            self.secrets.accept()
            self.secrets = None
        self.reload()

    def _secrets_refused(self, error: KnownError) -> None:
        if self.secrets is not None:
            self.secrets.say(self.explained(error))

    def change(self, work: Coroutine[Any, Any, object]) -> None:
        """Does it on the server, then shows what is so now."""
        self.background.run(work, self.reload, self._refused)

    def failed(self, error: KnownError) -> None:
        """Says why; what was typed stays."""
        self.say(self.explained(error))
        if self._records is None:
            self._say_row(_("This could not be read"))

    def explained(self, error: KnownError) -> str:
        """Why the server did not take a change of this page."""
        return admin_words(error)

    def say(self, text: str) -> None:
        """An error in words."""
        self.words.fault(text)

    def _refused(self, error: KnownError) -> None:
        """What was chosen is not so: the rows are as they were."""
        self.failed(error)
        if self._records is not None:
            self._show(self._records)

    def _show(self, records: Sequence[Record]) -> None:
        self._records = records
        empty_layout(self.rows)
        for number, record in enumerate(records):
            if number:
                self.rows.addWidget(line())
            self.rows.addWidget(self.row(record))
        if not records:
            self._say_row(_("None yet."))

    def _say_row(self, words: str) -> None:
        """Where the rows would be."""
        empty_layout(self.rows)
        self.rows.addWidget(label(words, "second"))


def admin_words(error: KnownError) -> str:
    """Why the server did not take what an admin changed, or somebody of their own."""
    known = {
        "exists": _("Somebody with this email address is on the team already."),
        "invalid": _("That is not an email address."),
        "last_admin": _("The team needs at least one admin."),
        "no_name": _("A name has at least one letter."),
        "not_found": _("That is not here any more: somebody removed it meanwhile."),
        "wrong_password": _("That is not your present password."),
        "weak_password": _("That password is too short or too easy to guess."),
    }
    return (known.get(error.code) if isinstance(error, Refused) else None) or error_words(error)
