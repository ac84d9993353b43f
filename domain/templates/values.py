"""What goes into the fields of a wording: customer, order, agent and workspace, in the customer's locale."""

from datetime import datetime, timedelta
from typing import Protocol

from domain.templates.gaps import without_marks
from domain.templates.polite import Gender, address, gender_of
from domain.templates.subject import Subject

CODE_TRAITS = ("Promotion code", "Personal code", "promo_code")
"""What the directory calls a customer's own promotion code (A-5)."""

VALUE_LIMIT = 300
"""Characters of one value."""


class Formats(Protocol):
    """Dates, money and spans of time as people of a language write them."""

    def date(self, at: datetime, language: str) -> str:
        """A day ("24 November", "11月24日")."""

    def money(self, amount: int, currency: str, language: str) -> str:
        """An amount given in the currency's smallest unit ("$12.50")."""

    def span(self, length: timedelta, language: str) -> str:
        """A length of time ("24 hours"), in the case that follows "within"."""


def values_of(subject: Subject, formats: Formats) -> dict[str, str]:
    """Every field that has a value, by its name; what is not known is not in it, and becomes a gap."""
    found = {
        **_customer(subject),
        **_order(subject, formats),
        **_promotion(subject, formats),
        "agent.name": subject.agent_name,
        "hotline": subject.facts.hotline,
        "today": formats.date(subject.now, subject.language),
    }
    if minutes := subject.facts.within.get(subject.tier, 0):
        found["within"] = formats.span(timedelta(minutes=minutes), subject.language)
    bare = {name: without_marks(" ".join(value.split()))[:VALUE_LIMIT] for name, value in found.items()}
    return {name: value for name, value in bare.items() if value}


def _customer(subject: Subject) -> dict[str, str]:
    customer = subject.customer
    if customer is None:
        return {}
    gender = next((gender_of(text) for name, text in customer.traits if name.lower() in {"gender", "sex"}), None)
    polite = address(customer.name, subject.language, gender or Gender.UNKNOWN)
    return {"customer.name": customer.name, "customer.address": polite}


def _order(subject: Subject, formats: Formats) -> dict[str, str]:
    order, found = subject.order, {}
    if subject.amount is not None:
        found["amount"] = formats.money(*subject.amount, subject.language)
    elif order is not None and order.currency:
        found["amount"] = formats.money(order.amount, order.currency, subject.language)
    if order is None:
        return found
    expected = formats.date(order.expected_at, subject.language) if order.expected_at is not None else ""
    return found | {
        "order.number": order.number,
        "order.goods": order.goods,
        "order.waybill": order.waybill,
        "order.carrier": order.carrier,
        "order.expected": expected,
        "order.link": order.link,
    }


def _promotion(subject: Subject, formats: Formats) -> dict[str, str]:
    promotion, customer = subject.facts.promotion, subject.customer
    own = next((text for name, text in customer.traits if name in CODE_TRAITS), "") if customer else ""
    over = promotion.ends is not None and promotion.ends < subject.now
    if over:
        return {"promotion.code": own}
    ends = formats.date(promotion.ends, subject.language) if promotion.ends is not None else ""
    return {
        "promotion.code": own or promotion.code,
        "promotion.ends": ends,
        "promotion.goods": promotion.goods,
        "promotion.link": promotion.link,
    }
