"""Asks before something that has not left this computer would be lost."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from app.i18n import _, ngettext
from widgets.plain import plain_box


class Leaving(QObject):
    """One question at a time; what it is about happens only when the agent says so.

    Signals:
        export_wanted: what would be lost goes into a file first; the question is over (S21).

    Attributes:
        window: over which the question stands.
    """

    export_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self._go: Callable[[], None] | None = None

    def ask(self, count: int, action: str, go: Callable[[], None]) -> None:
        """Says what would be lost; `action` names the button that goes on."""
        self._go = go
        text = ngettext(
            "{count} item has not left this computer and would be lost.",
            "{count} items have not left this computer and would be lost.",
            count,
        )
        hint = _("Wait until they have left, or export them first: the file can be read without Braid.")
        box = plain_box(self.window, _("Not everything has left"), text.format(count=count), hint)
        leave = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
        export = box.addButton(_("Export…"), QMessageBox.ButtonRole.ActionRole)
        export.clicked.connect(self.export_wanted)
        stay = box.addButton(_("Stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(self._leave)
        box.finished.connect(box.deleteLater)
        box.open()

    def _leave(self) -> None:
        if self._go is not None:
            self._go()
