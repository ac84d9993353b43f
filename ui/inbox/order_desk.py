"""Shows the orders of the customer on screen, and keeps them in step with what the shop tells."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.changes import ChangeSet
from app.errors import KnownError
from domain.inbox import Card
from domain.order import Order
from ui import locale
from ui.background import Background
from ui.ports import Services
from widgets.order_card import OrderCards, OrderContext

if TYPE_CHECKING:
    from domain.ids import CustomerId


class OrderDesk(QObject):
    """Between the order cards and the services."""

    def __init__(self, services: Services, cards: OrderCards, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._cards = cards
        self._customer: CustomerId | None = None
        self._background = Background(services.tasks, cards, self._failed)
        self._stop = services.hub.subscribe(self._changed)

    def close(self) -> None:
        """Hears nothing any more."""
        self._stop()

    def show_card(self, card: Card | None) -> None:
        """Another customer, or the same one again."""
        customer = card.customer.id if card is not None else None
        if customer != self._customer:
            self._customer = customer
            self._background.forget("orders")
            self._shown(())
            self._read()

    def _changed(self, changes: ChangeSet) -> None:
        if "order" in changes.shelf or changes.reset:
            self._read()

    def _read(self) -> None:
        if (customer := self._customer) is not None:
            self._background.again(partial(self._services.inbox.orders, customer), self._shown, "orders")

    def _shown(self, orders: Sequence[Order]) -> None:
        self._cards.show_orders(orders, OrderContext(locale.zone(), locale.tag()))

    def _failed(self, error: KnownError) -> None:
        """A database that cannot be read has its say elsewhere; here stays what was shown."""
