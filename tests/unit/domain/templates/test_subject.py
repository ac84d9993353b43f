"""What goes into the fields, and what is special about a customer."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.customer import Customer
from domain.emotion.assessment import Tier
from domain.ids import CustomerId, OrderId
from domain.order import Order, OrderStatus
from domain.templates.facts import read_facts, write_facts
from domain.templates.reply import Trait
from domain.templates.subject import Facts, Promotion, Subject, order_meant, traits_of
from domain.templates.values import VALUE_LIMIT, values_of
from tests.fakes.demo import NOW

ANNA = Customer(CustomerId("c"), "Anna Smith", "en", "", "", (), 1)
PARCEL = Order(
    OrderId("o"), CustomerId("c"), "48213", "Lamp", 4990, "EUR", OrderStatus.SHIPPED, NOW - timedelta(days=2),
    carrier="DHL", waybill="DH77", link="https://dhl.example/DH77", expected_at=NOW + timedelta(days=2),
)  # fmt: skip


class PlainFormats:
    def date(self, at: datetime, language: str) -> str:
        return f"{at:%d.%m.} {language}"

    def money(self, amount: int, currency: str, language: str) -> str:
        return f"{amount} {currency} {language}"

    def span(self, length: timedelta, language: str) -> str:
        return f"{length.total_seconds() / 3600:g} h"


def subject(customer: Customer | None = ANNA, order: Order | None = PARCEL, facts: Facts | None = None) -> Subject:
    return Subject(customer, order, "Li Hua", facts or Facts(), "en", Tier.LOW, NOW)


def values(one: Subject) -> dict[str, str]:
    return values_of(one, PlainFormats())


def test_every_field_that_is_known_has_its_value() -> None:
    facts = Facts("+49 30 1", Promotion("AUTUMN", "all lamps", "https://shop.example", NOW + timedelta(days=5)))
    assert values(subject(facts=facts)) == {
        "customer.name": "Anna Smith",
        "customer.address": "Anna",
        "order.number": "48213",
        "order.goods": "Lamp",
        "order.waybill": "DH77",
        "order.carrier": "DHL",
        "order.expected": "24.11. en",
        "order.link": "https://dhl.example/DH77",
        "amount": "4990 EUR en",
        "promotion.code": "AUTUMN",
        "promotion.ends": "27.11. en",
        "promotion.goods": "all lamps",
        "promotion.link": "https://shop.example",
        "agent.name": "Li Hua",
        "hotline": "+49 30 1",
        "within": "48 h",
        "today": "22.11. en",
    }


def test_what_is_not_known_is_not_there() -> None:
    assert set(values(subject(None, None))) == {"agent.name", "within", "today"}
    assert "order.waybill" not in values(subject(order=replace(PARCEL, waybill="")))


@pytest.mark.parametrize(("tier", "within"), [(Tier.LOW, "48 h"), (Tier.MEDIUM, "24 h"), (Tier.HIGH, "4 h")])
def test_the_promised_time_is_that_of_the_tier(tier: Tier, within: str) -> None:
    assert values(replace(subject(), tier=tier))["within"] == within


def test_an_amount_of_its_own_goes_before_the_orders() -> None:
    assert values(replace(subject(), amount=(500, "USD")))["amount"] == "500 USD en"


def test_a_promotion_that_is_over_is_not_offered_any_more() -> None:
    over = Facts(promotion=Promotion("AUTUMN", "all", "https://x", NOW - timedelta(seconds=1)))
    assert not {name for name in values(subject(facts=over)) if name.startswith("promotion")}


def test_a_code_of_ones_own_goes_before_everybodys() -> None:
    anna = replace(ANNA, traits=(("Promotion code", "ANNA10"),))
    assert values(subject(anna, facts=Facts(promotion=Promotion("AUTUMN"))))["promotion.code"] == "ANNA10"


@pytest.mark.parametrize(
    "name", ["{{ agent.name }}", "⟦order number⟧", "{% if x %}", "a\nb\tc", "\ue000x\ue003", "x" * 9999]
)
def test_a_name_that_a_customer_made_up_does_no_harm(name: str) -> None:
    said = values(subject(replace(ANNA, name=name)))["customer.name"]
    assert not set("⟦⟧\n\t\ue000\ue003") & set(said)
    assert "{{" not in said
    assert "{%" not in said
    assert len(said) <= VALUE_LIMIT


def test_the_order_that_was_named_last_is_meant() -> None:
    newest = replace(PARCEL, number="50000", waybill="DH88", at=NOW)
    both = (newest, PARCEL)
    assert order_meant(both, []) is newest
    assert order_meant(both, ["thanks", "where is 48213?", "and 50000?"]) is PARCEL
    assert order_meant(both, ["waybill DH77 does not move"]) is PARCEL
    assert order_meant(both, ["482130 x48213"]) is newest
    assert order_meant((), ["48213"]) is None


def returned(days: int) -> Order:
    return replace(PARCEL, returned_at=NOW - timedelta(days=days))


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ([], set()),
        ([returned(1)], set()),
        ([returned(1), returned(89)], {Trait.FREQUENT_RETURNS}),
        ([returned(1), returned(91)], set()),
        ([replace(PARCEL, amount=91_000)], {Trait.HIGH_SPEND}),
        ([replace(PARCEL, amount=90_000)], set()),
        ([replace(PARCEL, amount=91_000, at=NOW - timedelta(days=366))], set()),
        ([replace(PARCEL, amount=26_000_000, currency="VND")], {Trait.HIGH_SPEND}),
        ([replace(PARCEL, amount=10**9, currency="???")], set()),
    ],
)
def test_traits_from_orders(orders: list[Order], expected: set[Trait]) -> None:
    assert traits_of(ANNA, orders, Facts(), NOW) == expected


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ((("Yearly spend", "1,240 USD"),), {Trait.HIGH_SPEND}),
        ((("Yearly spend", "980 USD"),), set()),
        ((("Yearly spend", "7,500 CNY"),), {Trait.HIGH_SPEND}),
        ((("Returns, 90 days", "2"),), {Trait.FREQUENT_RETURNS}),
        ((("Returns, 90 days", "none"), ("Yearly spend", "a lot")), set()),
    ],
)
def test_traits_from_the_directory(traits: tuple[tuple[str, str], ...], expected: set[Trait]) -> None:
    assert traits_of(replace(ANNA, traits=traits), (), Facts(), NOW) == expected


def test_thresholds_and_rates_are_the_workspaces() -> None:
    spent = [replace(PARCEL, amount=60_000, currency="EUR")]
    assert traits_of(ANNA, spent, Facts(rates={"EUR": 2.0}), NOW) == {Trait.HIGH_SPEND}
    assert traits_of(ANNA, spent, Facts(high_spend_usd=500), NOW) == {Trait.HIGH_SPEND}
    assert traits_of(ANNA, [returned(3)], Facts(many_returns=1), NOW) == {Trait.FREQUENT_RETURNS}


def test_facts_survive_their_setting() -> None:
    facts = Facts("+1", Promotion("C", "g", "l", NOW), {Tier.LOW: 60, Tier.MEDIUM: 30, Tier.HIGH: 15}, {"EUR": 1.2})
    assert read_facts(write_facts(facts)) == facts
    assert read_facts("{}") == Facts()


@pytest.mark.parametrize(
    "text", ["", "[]", "3", '{"within": {"soon": 3}}', '{"promotion": {"ends": "tomorrow"}}', "[" * 100_000]
)
def test_a_setting_that_makes_no_sense_is_told_apart(text: str) -> None:
    assert read_facts(text) is None
