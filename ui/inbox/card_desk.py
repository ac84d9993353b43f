"""The card of the thread on screen: read, and shown wherever the customer or the thread's state is named."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from domain.agent import Permission
from domain.inbox import Card
from ui.background import Background
from ui.ports import Services

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace


class CardDesk(QObject):
    """One card at a time.

    Signals:
        changed: it was read, for the first time or again.

    Attributes:
        card: None between two threads.
    """

    changed = Signal()

    def __init__(self, services: Services, place: "InboxPlace") -> None:
        super().__init__(place)
        self.card: Card | None = None
        self._shown: object = None
        self._services = services
        self._place = place
        self._background = Background(services.tasks, self, place.trouble)

    def forget(self) -> None:
        """Another thread, or none."""
        self.card = self._shown = None
        self._background.forget("card")

    @property
    def gist(self) -> object:
        """What replies and offers go by; None between two threads, equal when they need not be thought over."""
        if self.card is None:
            return None
        thread = self.card.thread
        said = (thread.tier, thread.topic, thread.complaint, thread.waiting_since, thread.status)
        return self.card.customer, self.card.identities, said

    def read(self) -> None:
        """As it is now."""
        if (thread_id := self._place.thread_id) is not None:
            self._background.again(partial(self._services.inbox.card, thread_id), self._read, "card")

    def show_window(self) -> None:
        """How long the chosen channel may still be answered on."""
        if self.card is not None:
            middle = self._place.middle
            chosen = middle.composer.identity_id
            identities = {identity.id: identity for identity in self.card.identities}
            first = self.card.identities[0] if self.card.identities else None
            shown = identities.get(chosen, first) if chosen else first
            middle.header.show_window(shown, self._services.clock.now())

    def _read(self, card: Card | None) -> None:
        place, me = self._place, self._place.me()
        if card is None or me is None:
            place.middle.composer.set_identities(())
            return
        shown = (card, me, place.contexts.team)
        if shown == self._shown:
            return
        self._shown, self.card = shown, card
        place.orders.show_card(card)
        place.translation.set_customer_language(card.customer.language)
        may_join = me.may(Permission.JOIN_CUSTOMERS)
        place.middle.header.show_card(card, me, place.contexts.team)
        place.middle.suggestion.show_card(card, may_join=may_join)
        place.side.customer.show_card(card, may_join=may_join)
        place.middle.composer.set_identities(card.identities)
        self.show_window()
        place.feeder.set_context(place.contexts.of_thread(card))
        self.changed.emit()
