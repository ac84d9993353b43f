"""The made-up customer of the preview, one a language; everybody can see at once that it is nobody."""

from datetime import UTC, datetime, timedelta

from domain.customer import Customer
from domain.emotion.assessment import Tier
from domain.ids import CustomerId, OrderId
from domain.order import Order, OrderStatus
from domain.templates.subject import Facts, Subject

_NAMES = {
    "en": "Emma Clarke",
    "zh-Hans": "王伟",
    "zh-Hant": "王雅婷",
    "ru": "Мария Ковалёва",
    "it": "Giulia Bianchi",
    "ar": "خالد العتيبي",
    "th": "สมชาย ใจดี",
    "vi": "Nguyễn Thùy Linh",
}
_MONEY = {"zh-Hans": "CNY", "zh-Hant": "TWD", "ru": "RUB", "it": "EUR", "ar": "SAR", "th": "THB", "vi": "VND"}


def sample_of(language: str, tier: Tier = Tier.LOW, now: datetime = datetime(2026, 11, 22, tzinfo=UTC)) -> Subject:
    """Somebody of that language with a parcel on its way."""
    spoken = language or "en"
    customer_id = CustomerId("sample")
    order = Order(
        OrderId("sample"),
        customer_id,
        "48213",
        "Tablet 11″",
        129900,
        _MONEY.get(spoken, "USD"),
        OrderStatus.SHIPPED,
        now - timedelta(days=2),
        carrier="DHL",
        waybill="JD0146000032",
        link="https://track.example.com/JD0146000032",
        expected_at=now + timedelta(days=2),
    )
    customer = Customer(customer_id, _NAMES.get(spoken, _NAMES["en"]), spoken, "", "", (), 0)
    return Subject(customer, order, "Li Hua", Facts(), spoken, tier, now)
