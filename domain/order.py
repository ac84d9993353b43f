"""A customer's order as the shop's own systems tell it (A-2, A-5)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import CustomerId, OrderId


class OrderStatus(StrEnum):
    """How far it got."""

    PLACED = "placed"
    PAID = "paid"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    RETURNED = "returned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Order:
    """One order.

    Attributes:
        number: as the customer knows it ("48213"). goods: one line a person can read ("Tablet 11″").
        amount: total price in the currency's smallest unit. shipping: the part of it that was for shipping.
        currency: ISO 4217. at: when it was placed.
        carrier, waybill, link: "" until shipped; link leads to the tracking page.
        expected_at: when it should arrive; delivered_at, returned_at: when it did.
        version: the feed sequence of its last change.
    """

    id: OrderId
    customer_id: CustomerId
    number: str
    goods: str
    amount: int
    currency: str
    status: OrderStatus
    at: datetime
    shipping: int = 0
    carrier: str = ""
    waybill: str = ""
    link: str = ""
    expected_at: datetime | None = None
    delivered_at: datetime | None = None
    returned_at: datetime | None = None
    version: int = 0
