"""Out of the workspace or out of the program; what would be lost is asked about first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from app.errors import KnownError
from app.i18n import _, ngettext
from ui import geometry
from ui.background import Background
from ui.question import question
from ui.words import error_words

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Leaving(QObject):
    """One question at a time; what it is about happens only when the agent says so.

    Signals:
        export_wanted: what would be lost goes into a file first; the question is over (S21).
        signed_out: nobody is signed in any more.
        gone: everything was handed over; whoever runs the program ends it.
    """

    export_wanted = Signal()
    signed_out = Signal()
    gone = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._background = Background(window.services.tasks, self, self._troubled)
        self._go: Callable[[], None] | None = None

    def sign_out(self) -> None:
        """Ends the session. What waits would go with it, drafts as well, so that is asked first."""
        self._background.run(self._drafts_here(), self._looked, latest="leave")

    def quit(self) -> None:
        """Ends the program. What is kept in memory only would be lost, so that is asked first."""
        session = self._window.services.session
        lost = self._window.inbox.connection.count if session.current is not None and not session.durable else 0
        if lost:
            self._ask(lost, _("Quit anyway"), self._quit_now)
        else:
            self._quit_now()

    async def _drafts_here(self) -> int:
        services = self._window.services
        await services.drafts.hand_over()
        return await services.waiting.drafts_here()

    def _looked(self, drafts: int) -> None:
        count = self._window.inbox.connection.count
        if count or drafts:
            self._ask(count, _("Sign out anyway"), self._sign_out_now, drafts)
        else:
            self._sign_out_now()

    def _ask(self, count: int, action: str, go: Callable[[], None], drafts: int = 0) -> None:
        self._go = go
        text = ngettext(
            "{count} item has not left this computer and would be lost.",
            "{count} items have not left this computer and would be lost.",
            count,
        )
        hint = ngettext(
            "Wait until it has left, or export it first: the file can be read without Braid.",
            "Wait until they have left, or export them first: the file can be read without Braid.",
            count + drafts,
        )
        written = ngettext(
            "{count} draft is on this computer only and would be lost.",
            "{count} drafts are on this computer only and would be lost.",
            drafts,
        )
        lost = [words.format(count=many) for words, many in ((text, count), (written, drafts)) if many]
        title, words = _("Not everything has left"), "\n".join(lost)
        leave = (action, QMessageBox.ButtonRole.DestructiveRole)
        box = question(self._window, title, words, hint, go=leave, stay=_("Stay"), done=self._leave)
        box.addButton(_("Export…"), QMessageBox.ButtonRole.ActionRole).clicked.connect(self.export_wanted)
        box.open()

    def _leave(self) -> None:
        if self._go is not None:
            self._go()

    def _sign_out_now(self) -> None:
        self._window.inbox.open_thread(None)
        self._background.run(self._window.services.session.sign_out(), self._signed_out)

    def _signed_out(self, _nothing: None) -> None:
        self.signed_out.emit()

    def _quit_now(self) -> None:
        geometry.keep(self._window)
        self._background.run(self._window.services.drafts.hand_over(), self._flushed, self._flushed)

    def _flushed(self, _outcome: object) -> None:
        self.gone.emit()

    def _troubled(self, error: KnownError) -> None:
        self._window.inbox.middle.trouble.say(error_words(error))
