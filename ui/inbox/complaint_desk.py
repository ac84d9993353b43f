"""Complaints at the thread: proposed over the messages, opened by key, and the open one beside the composer (K-2)."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from app.services.complaint_values import BoardCard, Suggestion
from domain.complaint import Effect, Origin
from domain.complaints.acts import ComplaintAct, OpenComplaint, SeeComplaint
from domain.complaints.ground import Ground
from domain.complaints.tiering import tier_of
from domain.ids import MessageId, ThreadId
from domain.message import Author
from domain.timeline import Entry
from ui.background import Background
from ui.complaints.dialog_form import MOST_TITLE, Form, FormDialog, Purpose
from ui.complaints.page_path import Look
from ui.complaints.page_seen import Seen
from ui.complaints.page_values import brief_value
from ui.ports import Services
from ui.words import error_words

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace

SECOND_MS, UNDO_MS = 1_000, 8_000

Known = tuple[ThreadId, Suggestion | None, Sequence[BoardCard], Ground]


class ComplaintDesk(QObject):
    """Between bar, card and service.

    Attributes:
        suggestion: what could be opened in the thread on screen. open: its complaints that are not resolved.

    Signals:
        page_wanted(str): the agent wants to see that complaint with all of it.
    """

    page_wanted = Signal(str)

    def __init__(self, services: Services, place: "InboxPlace") -> None:
        super().__init__(place)
        self.suggestion: Suggestion | None = None
        self.open: Sequence[BoardCard] = ()
        self._services, self._service, self._place = services, services.complaints, place
        self._bar, self._card = place.middle.complaint, place.side.complaint
        self._thread_id: ThreadId | None = None
        self._ground = Ground()
        self._dismissed: Suggestion | None = None
        self._seen = Seen(services)
        self._background = Background(services.tasks, place, self._troubled)
        self._undo, self._clock = QTimer(self), QTimer(self)
        self._undo.setSingleShot(True)
        self._undo.setInterval(UNDO_MS)
        self._undo.timeout.connect(self.settle)
        self._clock.setInterval(SECOND_MS)
        self._clock.timeout.connect(self.tick)
        self._stop = services.hub.subscribe(self._changed)
        self._connect()

    def close(self) -> None:
        """Hears nothing any more; a dismissal that can still be taken back counts now."""
        self.settle()
        self._clock.stop()
        self._stop()

    def set_keys(self, confirm: str, form: str, dismiss: str) -> None:
        """Which keys the bar names."""
        self._bar.set_keys(confirm, form, dismiss)

    # What the agent asks for, by key or in the bar.

    def confirm(self) -> None:
        """Opens what is proposed as it is; the form where nothing is."""
        found = self.suggestion
        if found is None:
            self.open_form()
            return
        self.suggestion = None
        self._show()
        form = Form(found.words[:MOST_TITLE], found.amount, found.currency, found.publicity, found.effect, found.kind)
        act = self._opening(form, found.message_id, Origin.MESSAGE)
        self._background.run(self._service.do(found.thread_id, act), self._done, self._not_done)

    def dismiss(self) -> None:
        """It is none; again, that was a slip."""
        if self._dismissed is not None:
            self.recall()
        elif self.suggestion is None:
            self._say(_("Nothing is proposed as a complaint in this thread."))
        else:
            self._dismissed, self.suggestion = self.suggestion, None
            self._undo.start()
            self._show()

    def recall(self) -> None:
        """The dismissal was a slip."""
        self.suggestion, self._dismissed = self._dismissed, None
        self._undo.stop()
        self._show()

    def settle(self) -> None:
        """The dismissal counts from now on."""
        found, self._dismissed = self._dismissed, None
        self._undo.stop()
        if found is not None:
            self._background.run(self._service.dismiss(found))
            self._show()

    def open_form(self) -> None:
        """What is proposed, or the customer's message that is looked at, in the form."""
        found = self.suggestion
        if self._thread_id is None:
            return
        if found is not None:
            form = Form(found.words, found.amount, found.currency, found.publicity, found.effect, found.kind)
            self._form(form, found.message_id, Origin.MESSAGE)
            return
        entry = self._place.middle.view.judged()
        self._form_of(entry)

    def open_page(self) -> None:
        """The thread's complaint on the board."""
        if self.open:
            self.page_wanted.emit(self.open[0].complaint.id)
        else:
            self._say(_("This thread has no open complaint."))

    def tick(self) -> None:
        """A second has gone by."""
        look = Look(self._service.now(), self._ground)
        self._card.show_value(brief_value(self.open[0], len(self.open) - 1, look) if self.open else None)

    # Inside.

    def _connect(self) -> None:
        bar = self._bar
        self._place.thread_changed.connect(self._thread_changed)
        self._place.middle.view.complaint_requested.connect(self._form_of)
        bar.confirmed.connect(self.confirm)
        bar.edited.connect(self.open_form)
        bar.dismissed.connect(self.dismiss)
        bar.recalled.connect(self.recall)
        self._card.page_wanted.connect(self.open_page)

    def _form_of(self, entry: Entry | None) -> None:
        said = entry.message if entry is not None and entry.message.author is Author.CUSTOMER else None
        words = " ".join(said.text.split())[:MOST_TITLE] if said is not None else ""
        form = Form(words, effect=Effect.EXPERIENCE)
        message_id = entry.id if entry is not None and said is not None and said.position else None
        self._form(form, message_id, Origin.PERSON)

    def _form(self, form: Form, message_id: MessageId | None, origin: Origin) -> None:
        if self._thread_id is None:
            return

        def made(filled: Form) -> ComplaintAct:
            return self._opening(filled, message_id, origin)

        purpose = Purpose(_("Open a complaint"), _("Open"), made)
        dialog = FormDialog(self._services, self._thread_id, form, purpose, self._bar.tokens, self._place)
        dialog.open()

    def _opening(self, form: Form, message_id: MessageId | None, origin: Origin) -> OpenComplaint:
        return OpenComplaint(
            self._service.new_id(),
            message_id,
            form.title,
            form.amount,
            form.currency,
            form.publicity,
            form.effect,
            form.kind,
            origin,
        )

    def _thread_changed(self) -> None:
        if self._place.thread_id == self._thread_id:
            return
        self.settle()
        self._thread_id, self.suggestion, self.open = self._place.thread_id, None, ()
        self._background.forget("complaint")
        self._show()
        self._read()

    def _changed(self, changes: ChangeSet) -> None:
        if self._thread_id is None:
            return
        # A saved draft changes the thread, too, but nothing of what is complained of.
        here = self._thread_id in changes.timelines or bool(changes.complaints)
        if here or changes.reset or changes.shelf & {"complaint", "order", "setting"}:
            self._read()

    def _read(self) -> None:
        if (thread_id := self._thread_id) is not None:
            self._background.again(partial(self._all_of, thread_id), self._known, "complaint")

    async def _all_of(self, thread_id: ThreadId) -> Known:
        service = self._service
        return (
            thread_id,
            await service.suggestion(thread_id),
            await service.of_thread(thread_id),
            await service.ground(),
        )

    def _known(self, known: Known) -> None:
        thread_id, suggestion, cards, self._ground = known
        if thread_id != self._thread_id:
            return
        self.suggestion = None if _same(suggestion, self._dismissed) else suggestion
        self.open = tuple(card for card in cards if card.complaint.is_open)
        self._show()
        if self.open and self._seen.new(self.open[0].complaint):
            complaint = self.open[0].complaint
            self._background.run(self._service.do(complaint.thread_id, SeeComplaint(complaint.id)))

    def _show(self) -> None:
        found = self.suggestion
        if self._dismissed is not None:
            self._bar.say_dismissed()
        elif found is None:
            self._bar.propose(None)
        else:
            figures, rates = self._ground.figures, self._ground.rates
            _tier, reasons = tier_of(found.amount, found.currency, found.publicity, found.effect, figures, rates)
            self._bar.propose(found, reasons)
        self.tick()
        if self.open and not self._clock.isActive():
            self._clock.start()
        elif not self.open:
            self._clock.stop()

    def _done(self, _answer: None) -> None:
        self._read()

    def _not_done(self, error: KnownError) -> None:
        self._read()
        self._troubled(error)

    def _say(self, words: str) -> None:
        self._place.middle.trouble.say(words)

    def _troubled(self, error: KnownError) -> None:
        self._say(error_words(error))


def _same(one: Suggestion | None, other: Suggestion | None) -> bool:
    return one is not None and other is not None and one.message_id == other.message_id
