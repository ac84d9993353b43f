"""Compensation at the desk: what was lost, three options, who agrees, and what the customer said (K-3 to K-5, M-1)."""

from collections.abc import Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from app.ports import Draft
from app.services.compensation_values import AboutLoss, Proposed
from domain.compensation.standing import open_offer
from domain.compensation.typed import Slip, typed_amount
from domain.ids import ThreadId
from domain.offer import LossKind, Offer, OfferState, Option
from ui import locale
from ui.background import Background
from ui.inbox.compensation_values import Desk, Typed, card_value, is_closed, shown_offer
from ui.inbox.offers_dialog import OffersDialog
from ui.ports import Services
from ui.words import error_words

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace

_WATCHED = frozenset({"offer", "order", "setting"})


class CompensationDesk(QObject):
    """Between the card, the composer and the service.

    Attributes:
        about: what is known of the thread on screen; None until it is read.
        proposed: what can be offered for the loss in the fields, or what is wrong with it.
    """

    def __init__(self, services: Services, place: "InboxPlace") -> None:
        super().__init__(place)
        self.about: AboutLoss | None = None
        self.proposed: Proposed | Slip = Slip.EMPTY
        self._services, self._place = services, place
        self._service = services.compensation
        self._card, self._composer = place.side.compensation, place.middle.composer
        self._thread_id: ThreadId | None = None
        self._typed: dict[ThreadId, Typed] = {}
        self._drafted: dict[ThreadId, str] = {}
        self._opened = self._correcting = False
        self._keys = ""
        self._gist: object = None
        self._background = Background(services.tasks, place, self._troubled)
        self._stop = services.hub.subscribe(self._changed)
        self._connect()

    def close(self) -> None:
        """Hears nothing any more."""
        self._stop()

    def set_keys(self, keys: str) -> None:
        """Which keys the card names."""
        self._keys = keys
        self._show()

    # What the agent asks for, by key or on the card.

    def act(self) -> None:
        """What the card's button says: opens it, inserts the three options, asks a lead; else shows what is open."""
        about = self.about
        if about is None:
            return
        if is_closed(about, self._desk()):
            self.open()
            return
        offer = shown_offer(about, self._desk())
        if offer is not None and offer.state is OfferState.APPROVED:
            self._insert(offer.options, offer.currency, offer)
        elif offer is not None:
            self._beside()
            self._card.focus_answers()
        elif isinstance(self.proposed, Slip):
            self._beside()
            self._card.focus_entry()
        elif self.proposed.over:
            self._run_about(self._service.ask(about.thread_id, self.proposed))
        else:
            self._insert(self.proposed.proposal.options, self.proposed.currency, self.proposed)

    def open(self) -> None:
        """The card with its fields, the caret in the amount."""
        if self.about is not None:
            self._opened = True
            self._show()
            self._beside()
            self._card.focus_entry()

    def decide(self, state: OfferState) -> None:
        """A lead's word on what is asked in this thread."""
        offer = open_offer(self.about.offers) if self.about is not None else None
        if self.about is None or offer is None or offer.state is not OfferState.ASKED:
            self._say(_("Nothing is asked of a lead in this thread."))
        elif self.about.basis.decides:
            self._run_about(self._service.move(offer, state))
        else:
            self._say(_("Only leads and admins approve or decline."))

    def answered(self, place: int) -> None:
        """What the customer said: the option that they took, -1 for none."""
        offer = shown_offer(self.about, self._desk()) if self.about is not None else None
        made = (OfferState.MADE, OfferState.TAKEN, OfferState.REFUSED)
        if offer is None or offer.state not in made or place >= len(offer.options):
            self._say(_("Nothing was offered in this thread that waits for an answer."))
            return
        self._correcting = self._opened = False
        state, taken = (OfferState.TAKEN, place) if place >= 0 else (OfferState.REFUSED, None)
        self._run_about(self._service.move(offer, state, taken))

    def put_right(self) -> None:
        """What was kept as the customer's answer was another one."""
        self._correcting = True
        self._show()
        self._card.focus_answers()

    def show_waiting(self) -> None:
        """What leads are asked about, in all threads."""
        dialog = OffersDialog(self._services, self._place)
        dialog.thread_wanted.connect(self._go_to)
        dialog.open()

    # Inside.

    def _beside(self) -> None:
        self._place.splitter.reveal(self._place.side)

    def _connect(self) -> None:
        card, place = self._card, self._place
        place.thread_changed.connect(self._thread_changed)
        place.keeper.went.connect(self._went)
        place.keeper.returned.connect(self._returned)
        self._composer.edit.textChanged.connect(self._draft_changed)
        card.opened.connect(self.open)
        card.entry_changed.connect(self._entry_changed)
        card.action_wanted.connect(self.act)
        card.approve_wanted.connect(self._approve)
        card.decline_wanted.connect(self._decline)
        card.undo_wanted.connect(self.put_right)
        card.answered.connect(self.answered)

    def _thread_changed(self) -> None:
        gist = self._place.about.gist
        if self._place.thread_id == self._thread_id:
            # The first question was asked beside the one for the card.
            other, self._gist = self._gist not in (None, gist), gist
            if other:
                self._read()
            return
        self._gist = gist
        self._thread_id, self.about, self.proposed = self._place.thread_id, None, Slip.EMPTY
        self._opened = self._correcting = False
        self._background.forget("about")
        self._card.show_value(None)
        self._read()

    def _changed(self, changes: ChangeSet) -> None:
        if self._thread_id is None:
            return
        if changes.reset or changes.shelf & _WATCHED or self._thread_id in changes.timelines:
            self._read()

    def _read(self) -> None:
        if (thread_id := self._thread_id) is not None:
            self._background.again(partial(self._service.about, thread_id), self._known, "about")

    def _known(self, about: AboutLoss | None) -> None:
        if about is None or about.thread_id == self._thread_id:
            self.about = about
            self._show()

    def _show(self) -> None:
        if self.about is None:
            self._card.show_value(None)
            return
        desk = self._desk()
        self.proposed = self._propose(self.about, desk.typed)
        self._card.show_value(card_value(self.about, desk, self.proposed))

    def _desk(self) -> Desk:
        assert self.about is not None
        typed = self._typed.get(self.about.thread_id) or _found(self.about)
        return Desk(typed, self._opened, self._correcting, self._in_draft(), self._keys)

    def _propose(self, about: AboutLoss, typed: Typed) -> Proposed | Slip:
        amount = typed_amount(typed.amount, typed.currency, locale.decimal_point())
        if isinstance(amount, Slip):
            return amount
        return self._service.proposed(about, typed.kind, amount, typed.currency)

    def _entry_changed(self, amount: str, currency: str, kind: str) -> None:
        if self._thread_id is not None and self.about is not None:
            self._typed[self._thread_id] = Typed(amount, currency, LossKind(kind))
            self._opened = True
            self._show()

    def _insert(self, options: tuple[Option, ...], currency: str, offered: Proposed | Offer) -> None:
        about, composer = self.about, self._composer
        if about is None:
            return
        if composer.note:
            self._say(_("This is a note for the team. Switch to a reply first; then the options can be inserted."))
            return
        text = self._service.text(about, options, currency)
        cursor = composer.edit.textCursor()
        first = "\n" if cursor.positionInBlock() and not cursor.hasSelection() else ""
        last = "" if cursor.atBlockEnd() or cursor.hasSelection() else "\n"
        self._drafted[about.thread_id] = text
        composer.insert_text(f"{first}{text}{last}")
        composer.focus_text()
        self._background.run(self._service.inserted(about.thread_id, text, offered))
        self._show()

    def _in_draft(self) -> bool:
        text = self._drafted.get(self._thread_id, "") if self._thread_id is not None else ""
        # The composer writes other blanks than money has.
        first = "".join(text.partition("\n")[2].partition("\n")[0].split())
        return bool(first) and first in "".join(self._composer.text.split())

    def _draft_changed(self) -> None:
        if self._thread_id in self._drafted:
            self._show()

    def _went(self, draft: Draft) -> None:
        if not draft.note:
            self._drafted.pop(draft.thread_id, None)
            self._run_about(self._service.sent(draft.thread_id, draft.text))

    def _returned(self, draft: Draft) -> None:
        self._run_about(self._service.recalled(draft.thread_id))

    def _run_about(self, work: Coroutine[Any, Any, object]) -> None:
        self._background.run(work, self._done)

    def _done(self, _answer: object) -> None:
        self._read()

    def _approve(self) -> None:
        self.decide(OfferState.APPROVED)

    def _decline(self) -> None:
        self.decide(OfferState.DECLINED)

    def _go_to(self, thread_id: str) -> None:
        self._place.go_to(ThreadId(thread_id))

    def _say(self, words: str) -> None:
        self._place.middle.trouble.say(words)

    def _troubled(self, error: KnownError) -> None:
        self._say(error_words(error))


def _found(about: AboutLoss) -> Typed:
    """The loss as far as it is known: what was paid."""
    order = about.order
    if order is None or not order.amount:
        return Typed("", about.basis.figures.currency, about.kind)
    return Typed(locale.amount(order.amount, order.currency), order.currency.upper(), about.kind)
