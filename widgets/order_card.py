"""One order in a card: what was bought, how far it is, and the way to its tracking page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.order import Order, OrderStatus
from widgets.card import Card, empty_layout, isolated
from widgets.controls import PlainButton
from widgets.plain import PlainLabel
from widgets.thread_view.when import day_and_month, local_day

MOST = 3
"""Orders that are shown, newest first."""


@dataclass(frozen=True, slots=True)
class OrderContext:
    """Where the agent is."""

    zone: tzinfo
    locale: str


class OrderCards(QWidget):
    """The customer's orders, one card each.

    Signals:
        link_wanted(str): the tracking page.
    """

    link_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.hide()

    def show_orders(self, orders: Sequence[Order], context: OrderContext) -> None:
        """The newest of them; nothing when there are none."""
        empty_layout(self._column)
        for order in orders[:MOST]:
            self._column.addWidget(self._card(order, context))
        self.setVisible(bool(orders))

    def _card(self, order: Order, context: OrderContext) -> Card:
        card = Card(_("Order {number}").format(number=isolated(f"#{order.number}")))
        card.add_titled(order.goods, status_words(order, context))
        row = QHBoxLayout()
        row.setSpacing(12)
        sent = PlainLabel(
            isolated(" ".join(filter(None, (order.carrier, order.waybill)))), elide=Qt.TextElideMode.ElideRight
        )
        sent.setProperty("role", "second")
        row.addWidget(sent, 1)
        if order.link:
            track = PlainButton(_("track"))
            track.setProperty("kind", "smallLink")
            track.setAccessibleName(_("Track order {number}").format(number=order.number))
            track.setProperty("link", order.link)
            track.setCursor(Qt.CursorShape.PointingHandCursor)
            track.clicked.connect(self._track)
            row.addWidget(track)
        if order.carrier or order.waybill or order.link:
            card.body.addLayout(row)
        return card

    def _track(self) -> None:
        self.link_wanted.emit(self.sender().property("link"))


def status_words(order: Order, context: OrderContext) -> str:
    """How far it is, with the day that matters."""
    words, at = {
        OrderStatus.PLACED: (_("placed {day}"), order.at),
        OrderStatus.PAID: (_("paid {day}"), order.at),
        OrderStatus.SHIPPED: (_("expected {day}"), order.expected_at),
        OrderStatus.DELIVERED: (_("delivered {day}"), order.delivered_at),
        OrderStatus.RETURNED: (_("returned {day}"), order.returned_at),
        OrderStatus.CANCELLED: (_("cancelled"), None),
    }[order.status]
    if at is None:
        return words.format(day="").strip()
    return words.format(day=day_and_month(local_day(at, context.zone), context.locale))
