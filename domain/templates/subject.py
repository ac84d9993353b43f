"""What is known about whom one writes to: the customer, their order, and what is special about them (R-4, A-5)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.customer import Customer
from domain.emotion.assessment import Tier
from domain.money import in_usd, worth
from domain.order import Order
from domain.templates.reply import Trait

RETURNS_IN = timedelta(days=90)
MANY_RETURNS = 2
SPENT_IN = timedelta(days=365)
HIGH_SPEND_USD = 1000

_AMOUNT = re.compile(r"([\d.,\s]*\d)\s*([A-Za-z]{3})?")


@dataclass(frozen=True, slots=True)
class Promotion:
    """What the shop sells cheaper at present (Q-4); "" and None for what is not known."""

    code: str = ""
    goods: str = ""
    link: str = ""
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the workspace says of itself; one setting, `replies.fields`.

    Attributes:
        within: promised time by tier, in minutes (K: complaints are resolved within 4, 24 and 48 hours).
        rates: worth of one unit of a currency in USD; what is missing is taken from `domain.money`.
    """

    hotline: str = ""
    promotion: Promotion = field(default_factory=Promotion)
    within: Mapping[Tier, int] = field(
        default_factory=lambda: {Tier.HIGH: 4 * 60, Tier.MEDIUM: 24 * 60, Tier.LOW: 48 * 60}
    )
    rates: Mapping[str, float] = field(default_factory=dict)
    high_spend_usd: float = HIGH_SPEND_USD
    many_returns: int = MANY_RETURNS


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything that fields are filled from.

    Attributes:
        order: the one that is talked about, None when there is none.
        amount: money that the text is about, in the smallest unit with its currency; None for the order's own.
        now: the time, aware.
    """

    customer: Customer | None
    order: Order | None
    agent_name: str
    facts: Facts
    language: str
    tier: Tier
    now: datetime
    amount: tuple[int, str] | None = None


def order_meant(orders: Sequence[Order], texts: Iterable[str]) -> Order | None:
    """The order whose number or waybill was named last, else the newest one, else None.

    Args:
        texts: what was said, newest first.
    """
    return order_named(orders, texts) or max(orders, key=lambda order: order.at, default=None)


def order_named(orders: Sequence[Order], texts: Iterable[str]) -> Order | None:
    """The order whose number or waybill was named last; None when none was."""
    for text in texts:
        for order in orders:
            if _names(text, order.number) or (order.waybill and order.waybill in text):
                return order
    return None


def _names(text: str, number: str) -> bool:
    """As a whole word: 48 is not named by 48213."""
    return bool(number) and re.search(rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9A-Za-z])", text) is not None


def traits_of(customer: Customer, orders: Iterable[Order], facts: Facts, now: datetime) -> frozenset[Trait]:
    """What is special about a customer, from their orders or from what the directory says, whichever is more."""
    held = tuple(orders)
    found = set()
    returns = sum(order.returned_at is not None and now - order.returned_at <= RETURNS_IN for order in held)
    if max(returns, _directory_returns(customer)) >= facts.many_returns:
        found.add(Trait.FREQUENT_RETURNS)
    spent = sum(in_usd(order.amount, order.currency, facts.rates) for order in held if now - order.at <= SPENT_IN)
    if max(spent, _directory_spend(customer, facts)) >= facts.high_spend_usd:
        found.add(Trait.HIGH_SPEND)
    return frozenset(found)


def _directory_returns(customer: Customer) -> int:
    for name, text in customer.traits:
        if "return" in name.lower() and (found := re.search(r"\d{1,6}", text)):
            return int(found.group())
    return 0


def _directory_spend(customer: Customer, facts: Facts) -> float:
    for name, text in customer.traits:
        found = _AMOUNT.search(text) if "year" in name.lower() and "spen" in name.lower() else None
        if found is not None:
            code = (found.group(2) or "USD").upper()
            whole = re.sub(r"[,\s]", "", found.group(1))
            return _number(whole) * worth(code, facts.rates)
    return 0.0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
