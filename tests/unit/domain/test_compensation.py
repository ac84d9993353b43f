"""Compensation by size and kind, in any currency; the floors hold whatever is asked (K-3 to K-5)."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.agent import Role
from domain.compensation.figures import DEFAULTS, CompensationFigures, compensation_text, read_compensation
from domain.compensation.options import Loss, needs_approval, propose, share_of, threshold
from domain.money import IN_USD, converted, decimals, minor, rounded_up, step
from domain.offer import Extra, LossKind, Option

KINDS = some.sampled_from(LossKind)
CURRENCIES = some.sampled_from(sorted(IN_USD))


def loss(
    amount: int, kind: LossKind = LossKind.OTHER, price: int = 0, shipping: int = 0, currency: str = "CNY"
) -> Loss:
    return Loss(kind, amount, currency, price, shipping)


def test_a_small_loss_is_a_coupon_of_the_loss_and_ten_percent() -> None:
    assert propose(loss(4_900), DEFAULTS).options[0] == Option(0, 5_500)


def test_the_reference_case_of_180() -> None:
    said = propose(loss(18_000, LossKind.DEFECT, 18_000, 1_200), DEFAULTS)
    assert said.options == (Option(10_000, 14_500), Option(18_000, 5_500), Option(0, 4_000, Extra.REPLACEMENT))
    assert (said.shares, said.person) == ((136, 130, 122), False)


def test_late_is_the_shipping_and_five_percent_of_the_goods_topped_up_to_what_the_size_asks_for() -> None:
    [_, late, further] = propose(loss(10_000, LossKind.LATE, 10_000, 1_000), DEFAULTS).options
    assert (late, further.extra) == (Option(1_500, 10_500), Extra.EXPRESS)


def test_a_mistake_of_the_service_is_150_percent_and_a_personal_apology() -> None:
    assert propose(loss(10_000, LossKind.SERVICE), DEFAULTS).options[1] == Option(15_000, 0, Extra.APOLOGY)


def test_over_200_a_person_decides_and_130_percent_of_the_price_is_the_floor() -> None:
    said = propose(loss(25_000, LossKind.LATE, 40_000), DEFAULTS)
    assert said.person
    assert min(option.total for option in said.options) >= 52_000
    assert not propose(loss(20_000, LossKind.LATE, 20_000), DEFAULTS).person


@given(KINDS, some.integers(1, 10**9), some.integers(0, 10**9), CURRENCIES)
def test_no_option_is_below_the_floor_of_its_size(kind: LossKind, amount: int, price: int, currency: str) -> None:
    asked = Loss(kind, amount, currency, price)
    said = propose(asked, DEFAULTS)
    small = threshold(DEFAULTS.small, currency, DEFAULTS, {})
    assert small is not None
    floor = DEFAULTS.small_share if amount < small else DEFAULTS.floor if said.person else DEFAULTS.least
    assert len(said.options) == 3
    assert all(share_of(option, asked) >= floor for option in said.options)
    assert all(option.refund >= 0 and option.coupon >= 0 for option in said.options)


@given(some.integers(5_000, 20_000))
def test_between_50_and_200_the_first_option_stays_within_120_and_150_percent(amount: int) -> None:
    first = propose(loss(amount), DEFAULTS).options[0]
    assert 120 <= first.total * 100 / amount <= 150


def test_thresholds_are_converted() -> None:
    assert threshold(200, "USD", DEFAULTS, {}) == 2_800
    assert threshold(200, "VND", DEFAULTS, {}) == 700_000
    assert threshold(200, "USD", DEFAULTS, {"CNY": 0.5}) == 10_000


def test_a_currency_that_nobody_knows_needs_a_person() -> None:
    asked = loss(100, currency="XXX")
    said = propose(asked, DEFAULTS)
    assert said.person
    assert needs_approval(said.options, asked, DEFAULTS, Role.SENIOR)
    assert not needs_approval(said.options, asked, DEFAULTS, Role.LEAD)


@pytest.mark.parametrize(
    ("role", "amount", "asked"),
    [(Role.AGENT, 20_000, False), (Role.AGENT, 20_001, True), (Role.SENIOR, 100_000, False),
     (Role.SENIOR, 100_001, True), (Role.LEAD, 10**9, False), (Role.TRAINER, 1, True)],
)  # fmt: skip
def test_each_role_has_its_limit(role: Role, amount: int, asked: bool) -> None:
    assert needs_approval((Option(amount, 0),), loss(100), DEFAULTS, role) is asked


def test_no_loss_is_no_offer() -> None:
    for amount in (0, -5):
        with pytest.raises(ValueError, match="no loss"):
            propose(loss(amount), DEFAULTS)


def test_figures_come_back_from_their_setting() -> None:
    figures = replace(DEFAULTS, currency="USD", small=10, limits={**DEFAULTS.limits, Role.AGENT: None})
    assert read_compensation(compensation_text(figures)) == figures
    assert read_compensation("{}") == DEFAULTS


@pytest.mark.parametrize(
    "said",
    [[], {"small": -1}, {"small": "5"}, {"small": 500}, {"aim": 10}, {"currency": "dollars"}, {"limits": {"boss": 1}},
     {"most": True}, {"limits": {"agent": -1}}],
)  # fmt: skip
def test_figures_that_make_no_sense(said: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- any of them says enough
        read_compensation(json.dumps(said))


@given(some.integers(0, 10**9), CURRENCIES)
def test_rounding_goes_up_by_less_than_a_step(amount: int, currency: str) -> None:
    shown, coin = rounded_up(amount, currency, {}), step(currency, {})
    assert shown % coin == 0
    assert amount <= shown < amount + coin


def test_steps_are_amounts_that_people_name() -> None:
    said = {code: step(code, {}) // 10 ** decimals(code) for code in ("CNY", "USD", "THB", "VND", "TWD", "RUB")}
    assert said == {"CNY": 5, "USD": 1, "THB": 20, "VND": 10_000, "TWD": 20, "RUB": 50}


def test_money_in_other_currencies() -> None:
    assert converted(10_000, "CNY", "USD", {}) == 1_400
    assert converted(10_000, "CNY", "cny", {}) == 10_000
    assert converted(1, "XXX", "USD", {}) is None
    assert (minor(12.5, "USD"), minor(12.5, "KWD"), minor(12, "VND")) == (1_250, 12_500, 12)
    assert isinstance(CompensationFigures().limits[Role.AGENT], int)
