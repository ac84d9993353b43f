"""Asks for new secrets: a person's password, a channel's credentials. What is typed is never shown."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.secrets_form import SecretsForm

LEAST_PASSWORD: Final = 10
"""Characters: the server takes no shorter one."""


class SecretsDialog(SecretsForm):
    """As many fields as the subject has secrets; those that stay empty stay as they are.

    Signals:
        given(dict): what was typed, by the names of the fields; empty ones are left out.

    Attributes:
        subject: whose secrets they are.
    """

    given = Signal(object)

    def __init__(self, subject: str, title: str, text: str, fields: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(title, text, fields, _("Save"), parent)
        self.subject = subject

    def give(self) -> None:
        given = {name: self.typed(name) for name in self.fields if self.typed(name).strip()}
        if not given:
            self.say(_("Nothing was typed yet."))
            return
        self.go.setEnabled(False)
        self.given.emit(given)
