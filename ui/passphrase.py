"""Asks for a passphrase: a new one twice, or a present one before another takes its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.vault import SHORTEST
from ui.secrets_form import SecretsForm

OLD, NEW, AGAIN = "old", "new", "again"


class PassphraseDialog(SecretsForm):
    """One field for a present passphrase, two for a new one.

    Signals:
        given(old, new): what was typed; "" for what was not asked for.
    """

    given = Signal(str, str)

    def __init__(
        self, title: str, text: str, action: str, parent: QWidget, *, ask_old: bool = False, ask_new: bool = True
    ) -> None:
        old = {OLD: _("Present passphrase") if ask_new else _("Passphrase")} if ask_old else {}
        new = {NEW: _("New passphrase") if ask_old else _("Passphrase"), AGAIN: _("Once more")} if ask_new else {}
        super().__init__(title, text, old | new, action, parent)

    def give(self) -> None:
        if trouble := self._trouble():
            self.say(trouble)
            return
        self.go.setEnabled(False)
        self.given.emit(self.typed(OLD), self.typed(NEW))

    def _trouble(self) -> str:
        """What is wrong with a new one, "" for nothing."""
        if NEW not in self.fields:
            return ""
        if self.typed(NEW) != self.typed(AGAIN):
            return _("The two are not the same.")
        if len(self.typed(NEW)) < SHORTEST:
            return _("At least {count} characters: several words are easier to remember.").format(count=SHORTEST)
        return ""
