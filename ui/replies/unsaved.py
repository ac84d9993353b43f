"""Asks what becomes of what was written in the form, before something else is shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from app.i18n import _
from widgets.plain import plain_box


class Unsaved(QObject):
    """One question at a time; what was wanted happens once it is answered.

    Signals:
        save_wanted: save it; then call `go_on`, or `stay` when it could not be saved.
        dropped: it is given up. kept: the agent goes on writing.
    """

    save_wanted = Signal()
    dropped = Signal()
    kept = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._after: Callable[[], None] | None = None

    @property
    def asked(self) -> bool:
        """Whether something waits for what is written to be saved."""
        return self._after is not None

    def leave(self, then: Callable[[], None], *, dirty: bool) -> None:
        """Does it at once, or after the question."""
        if not dirty:
            then()
            return
        self._after = then
        box = plain_box(self._window, _("Not saved yet"), _("What you wrote here is not saved."))
        save = box.add(_("Save"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.add(_("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.add(_("Go on writing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(stay)
        save.clicked.connect(self.save_wanted)
        drop.clicked.connect(self._drop)
        stay.clicked.connect(self.stay)
        box.finished.connect(box.deleteLater)
        box.open()

    def go_on(self) -> bool:
        """Does what was wanted; whether something was."""
        after, self._after = self._after, None
        if after is not None:
            after()
        return after is not None

    def stay(self) -> None:
        """Nothing else is shown."""
        self._after = None
        self.kept.emit()

    def _drop(self) -> None:
        self.dropped.emit()
        self.go_on()
