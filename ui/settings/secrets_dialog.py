"""Asks for new secrets: a person's password, a channel's credentials. What is typed is never shown."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from ui.dialog_room import make_room
from ui.parts import buddy, button, label
from widgets.text_side import LineField

LEAST_PASSWORD: Final = 10
"""Characters: the server takes no shorter one."""


class SecretsDialog(QDialog):
    """Stays open until it is told to close, so that a refusal keeps what was typed.

    Signals:
        given(dict): what was typed, by the names of the fields; empty ones are left out.

    Attributes:
        subject: whose secrets they are.
    """

    given = Signal(object)

    def __init__(self, subject: str, title: str, text: str, fields: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.subject = subject
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.fields = {name: LineField() for name in fields}
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.go = button(_("Save"), "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._give)
        leave = button(_("Cancel"))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(label(text, wrap=True))
        column.addSpacing(8)
        column.addWidget(self.error)
        for name, field in self.fields.items():
            field.setEchoMode(QLineEdit.EchoMode.Password)
            column.addWidget(buddy(fields[name], field))
            column.addWidget(field)
            column.addSpacing(6)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.go)
        column.addLayout(row)

    def say(self, text: str) -> None:
        """Why not; what was typed stays."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        make_room(self)
        self.go.setEnabled(True)

    def _give(self) -> None:
        given = {name: field.text() for name, field in self.fields.items() if field.text().strip()}
        if not given:
            self.say(_("Nothing was typed yet."))
            return
        self.go.setEnabled(False)
        self.given.emit(given)
