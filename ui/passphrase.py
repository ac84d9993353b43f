"""Asks for a passphrase: a new one twice, or a present one before another takes its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.vault import SHORTEST
from ui.dialog_room import make_room
from ui.parts import buddy, button, label
from widgets.text_side import LineField


class PassphraseDialog(QDialog):
    """Stays open until it is told to close, so that a refusal keeps what was typed.

    Signals:
        given(old, new): what was typed; `old` is "" where none was asked for.
    """

    given = Signal(str, str)

    def __init__(
        self, title: str, text: str, action: str, parent: QWidget, *, ask_old: bool = False, ask_new: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self._ask_new = ask_new
        self.old, self.new, self.again = (_secret() for _field in range(3))
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.go = button(action, "primary")
        self.go.clicked.connect(self._check)
        self.go.setDefault(True)
        leave = button(_("Cancel"))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(label(text, wrap=True))
        column.addSpacing(8)
        column.addWidget(self.error)
        for words, field in self._fields(ask_old):
            column.addWidget(buddy(words, field))
            column.addWidget(field)
            column.addSpacing(6)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.go)
        column.addSpacing(6)
        column.addLayout(row)

    def _fields(self, ask_old: bool) -> list[tuple[str, QLineEdit]]:
        old = [(_("Present passphrase") if self._ask_new else _("Passphrase"), self.old)]
        new = [(_("New passphrase") if ask_old else _("Passphrase"), self.new), (_("Once more"), self.again)]
        return (old if ask_old else []) + (new if self._ask_new else [])

    def say(self, text: str) -> None:
        """Why not; what was typed stays."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        make_room(self)
        self.go.setEnabled(True)

    def _check(self) -> None:
        if not self._ask_new:
            self.go.setEnabled(False)
            self.given.emit(self.old.text(), "")
        elif self.new.text() != self.again.text():
            self.say(_("The two are not the same."))
        elif len(self.new.text()) < SHORTEST:
            self.say(_("At least {count} characters: several words are easier to remember.").format(count=SHORTEST))
        else:
            self.go.setEnabled(False)
            self.given.emit(self.old.text(), self.new.text())


def _secret() -> QLineEdit:
    field = LineField()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
