"""Out of the workspace or out of the program; what would be lost is asked about first."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from app.errors import KnownError
from app.i18n import _, ngettext
from domain.outbox import OnlyHere
from ui import geometry
from ui.background import Background
from ui.question import question
from ui.words import error_words

if TYPE_CHECKING:
    from ui.main_window import MainWindow

NOTHING: Final = OnlyHere()


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
        """Ends the session. What waits would go with it, drafts and practice as well, so that is asked first."""
        self._background.run(self._only_here(), self._looked, latest="leave")

    def quit(self) -> None:
        """Ends the program. What is kept in memory only would be lost, so that is asked first."""
        session = self._window.services.session
        if session.current is not None and not session.durable:
            self._background.run(self._only_here(), self._looked_to_quit, self._not_looked, latest="leave")
        else:
            self._quit_now()

    async def _only_here(self) -> OnlyHere:
        services = self._window.services
        await services.drafts.hand_over()
        unfinished = await services.training.hand_over()
        here = await services.waiting.only_here()
        return replace(here, practice=here.practice + unfinished)

    def _looked(self, here: OnlyHere) -> None:
        count = self._window.inbox.connection.count
        if count or here.total:
            self._ask(count, _("Sign out anyway"), self._sign_out_now, here)
        else:
            self._sign_out_now()

    def _looked_to_quit(self, here: OnlyHere) -> None:
        count = self._window.inbox.connection.count
        if count or here.total:
            self._ask(count, _("Quit anyway"), self._quit_now, here)
        else:
            self._quit_now()

    def _not_looked(self, _error: KnownError) -> None:
        """Nobody is kept from leaving by a disk that is full."""
        self._looked_to_quit(NOTHING)

    def _ask(self, count: int, action: str, go: Callable[[], None], here: OnlyHere) -> None:
        self._go = go
        hint = ngettext(
            "Wait until it has left, or export it first: the file can be read without Braid.",
            "Wait until they have left, or export them first: the file can be read without Braid.",
            count + here.total,
        )
        title, words = _("Not everything has left"), "\n".join(_lost(count, here))
        leave = (action, QMessageBox.ButtonRole.DestructiveRole)
        box = question(self._window, title, words, hint, go=leave, stay=_("Stay"), done=self._leave)
        box.add(_("Export…"), QMessageBox.ButtonRole.ActionRole).clicked.connect(self.export_wanted)
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


def _lost(count: int, here: OnlyHere) -> list[str]:
    """One line a kind of thing; what there is none of is not mentioned."""
    items = ngettext(
        "{count} item has not left this computer and would be lost.",
        "{count} items have not left this computer and would be lost.",
        count,
    )
    drafts = ngettext(
        "{count} draft is on this computer only and would be lost.",
        "{count} drafts are on this computer only and would be lost.",
        here.drafts,
    )
    practice = ngettext(
        "The results of {count} drill are on this computer only and would be lost.",
        "The results of {count} drills are on this computer only and would be lost.",
        here.practice,
    )
    told = ((items, count), (drafts, here.drafts), (practice, here.practice))
    return [words.format(count=many) for words, many in told if many]
