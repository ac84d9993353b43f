"""A form of secrets: words on top, fields whose text is never shown, why not, and two buttons."""

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from ui.dialog_room import make_room
from ui.parts import buddy, button, label
from widgets.text_side import LineField


class SecretsForm(QDialog):
    """Stays open until it is told to close, so that a refusal keeps what was typed.

    Attributes:
        fields: by their names, in the order in which they stand. go: gives what was typed.
    """

    def __init__(self, title: str, text: str, fields: Mapping[str, str], action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.fields = {name: _secret() for name in fields}
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.go = button(action, "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.give)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(label(text, wrap=True))
        column.addSpacing(8)
        column.addWidget(self.error)
        for name, field in self.fields.items():
            column.addWidget(buddy(fields[name], field))
            column.addWidget(field)
            column.addSpacing(6)
        column.addSpacing(6)
        column.addLayout(self._foot())

    def typed(self, name: str) -> str:
        """What stands in a field, "" where it was not asked for."""
        return self.fields[name].text() if name in self.fields else ""

    def say(self, text: str) -> None:
        """Why not; what was typed stays."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        make_room(self)
        self.go.setEnabled(True)

    def give(self) -> None:
        """The person is done: says what is wrong with it, or hands it on and waits to be told."""
        raise NotImplementedError

    def _foot(self) -> QHBoxLayout:
        leave = button(_("Cancel"))
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.go)
        return row


def _secret() -> QLineEdit:
    field = LineField()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
