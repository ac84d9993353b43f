"""What the simulated customers bought, days before or after the trial begins; by the person's key."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ids import CustomerId, OrderId
from domain.order import Order, OrderStatus

_TRACKING = "https://tracking.example/{waybill}"
DELIVERED, SHIPPED, PAID, RETURNED = (
    OrderStatus.DELIVERED,
    OrderStatus.SHIPPED,
    OrderStatus.PAID,
    OrderStatus.RETURNED,
)


@dataclass(frozen=True, slots=True)
class Bought:
    """One order.

    Attributes:
        money: amount and shipping in the currency's smallest unit, and the currency.
        days: since it was placed. due: days until it should arrive (or since it did, below zero).
    """

    number: str
    goods: str
    money: tuple[int, int, str]
    status: OrderStatus
    days: int
    due: int = 0
    carrier: str = ""
    waybill: str = ""

    def order(self, now: datetime) -> Order:
        """As the shop's systems would tell it at that moment."""
        due = now + timedelta(days=self.due)
        there = self.status in (DELIVERED, RETURNED)
        amount, shipping, currency = self.money
        return Order(
            id=OrderId(""),
            customer_id=CustomerId(""),
            number=self.number,
            goods=self.goods,
            amount=amount,
            currency=currency,
            status=self.status,
            at=now - timedelta(days=self.days),
            shipping=shipping,
            carrier=self.carrier,
            waybill=self.waybill,
            link=_TRACKING.format(waybill=self.waybill) if self.waybill else "",
            expected_at=due if self.waybill and not there else None,
            delivered_at=due if there else None,
            returned_at=due + timedelta(days=3) if self.status is RETURNED else None,
        )


ORDERS: dict[str, tuple[Bought, ...]] = {
    "amelia": (
        Bought("BR-20481", "Linen bed set, double", (12_900, 490, "GBP"), SHIPPED, 5, 1, "Royal Mail", "RM204810GB"),
    ),
    "marcus": (
        Bought("BR-19977", "Desk lamp, brass", (8_900, 0, "USD"), DELIVERED, 12, -4, "UPS", "1Z19977"),
        Bought("BR-19802", "Headphones", (24_900, 0, "USD"), RETURNED, 40, -30, "UPS", "1Z19802"),
        Bought("BR-19650", "Phone case", (2_900, 0, "USD"), RETURNED, 64, -58, "UPS", "1Z19650"),
    ),
    "lorenzo": (
        Bought("BR-60287", "Scarpe da corsa, 43 nero", (8_990, 590, "EUR"), DELIVERED, 9, -2, "BRT", "BRT60287IT"),
    ),
    "olga": (Bought("BR-50233", "Пальто шерстяное, L", (1_249_000, 0, "RUB"), DELIVERED, 8, -3, "СДЭК", "CD50233RU"),),
    "xiaowei": (Bought("BR-41877", "空气净化器", (89_900, 0, "CNY"), SHIPPED, 4, 1, "顺丰", "SF41877"),),
    "somchai": (
        Bought("BR-80219", "รองเท้าผ้าใบ สีขาว", (159_000, 5_000, "THB"), SHIPPED, 6, -1, "Flash Express", "TH7718201"),
    ),
    "yichun": (Bought("BR-30152", "藍牙喇叭", (199_000, 6_000, "TWD"), PAID, 1),),
    "linh": (Bought("BR-90127", "Túi vải màu kem", (320_000, 30_000, "VND"), SHIPPED, 3, 1, "GHN", "GHN90127"),),
    "layla": (Bought("BR-70145", "عطر العود ٥٠ مل", (24_000, 1_500, "AED"), PAID, 2),),
}
