"""Table K at its edges: amount, publicity, effect, currencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.complaint import Effect
from domain.complaints.figures import ComplaintFigures
from domain.complaints.tiering import TierReason, tier_of
from domain.emotion.assessment import Tier

FIGURES = ComplaintFigures()
TECHNICAL, EXPERIENCE = Effect.TECHNICAL, Effect.EXPERIENCE
AMOUNTS = st.integers(0, 10**12)
CURRENCIES = st.sampled_from(["CNY", "USD", "VND", "KWD", "THB", "JPY", "XXX"])


def told(
    amount: int, currency: str = "CNY", publicity: bool = False, effect: Effect = TECHNICAL
) -> tuple[Tier, tuple[TierReason, ...]]:
    return tier_of(amount, currency, publicity, effect, FIGURES, {})


@pytest.mark.parametrize(
    ("amount", "tier", "reason"),
    [
        (0, Tier.LOW, TierReason.TECHNICAL),
        (49_999, Tier.LOW, TierReason.SMALL),
        (50_000, Tier.MEDIUM, TierReason.AMOUNT),
        (500_000, Tier.MEDIUM, TierReason.AMOUNT),
        (500_001, Tier.HIGH, TierReason.AMOUNT),
    ],
)
def test_more_than_5000_is_high_and_500_to_5000_is_medium(amount: int, tier: Tier, reason: TierReason) -> None:
    assert told(amount) == (tier, (reason,))


def test_publicity_makes_it_high_and_an_affected_experience_medium() -> None:
    assert told(0, publicity=True) == (Tier.HIGH, (TierReason.PUBLICITY,))
    assert told(100, effect=EXPERIENCE) == (Tier.MEDIUM, (TierReason.EXPERIENCE,))
    assert told(100_000, effect=EXPERIENCE) == (Tier.MEDIUM, (TierReason.AMOUNT, TierReason.EXPERIENCE))
    assert told(600_000, publicity=True, effect=EXPERIENCE)[1] == (TierReason.PUBLICITY, TierReason.AMOUNT)
    assert told(100_000, publicity=True)[1] == (TierReason.PUBLICITY,)


def test_amounts_are_converted_with_the_workspaces_own_rates_first() -> None:
    rates = {"USD": 1.0, "CNY": 0.2, "XYZ": 10.0}
    for dollars, tier in ((99_99, Tier.LOW), (100_00, Tier.MEDIUM), (1_000_00, Tier.MEDIUM), (1_000_01, Tier.HIGH)):
        assert tier_of(dollars, "usd", False, TECHNICAL, FIGURES, rates)[0] is tier
    assert tier_of(101_00, "XYZ", False, TECHNICAL, FIGURES, rates)[0] is Tier.HIGH
    in_baht = ComplaintFigures(currency="THB", medium_from=1_000, high_above=20_000)
    assert tier_of(2_000_001, "THB", False, TECHNICAL, in_baht, {})[0] is Tier.HIGH


def test_a_currency_that_nobody_knows_decides_nothing_and_the_reasons_say_so() -> None:
    assert told(10**9, "XXX") == (Tier.LOW, (TierReason.TECHNICAL, TierReason.AMOUNT_UNKNOWN))
    assert told(10**9, "XXX", effect=EXPERIENCE)[1] == (TierReason.EXPERIENCE, TierReason.AMOUNT_UNKNOWN)
    assert told(0, "XXX")[1] == (TierReason.TECHNICAL,)
    assert tier_of(600_000, "XXX", False, TECHNICAL, ComplaintFigures(currency="XXX"), {})[0] is Tier.HIGH


@given(AMOUNTS, AMOUNTS, CURRENCIES, st.booleans(), st.sampled_from(Effect))
def test_a_larger_amount_never_lowers_the_tier(
    one: int, more: int, currency: str, publicity: bool, effect: Effect
) -> None:
    low, high = sorted((one, more))
    assert told(low, currency, publicity, effect)[0].rank <= told(high, currency, publicity, effect)[0].rank


@given(AMOUNTS, CURRENCIES, st.sampled_from(Effect))
def test_publicity_goes_before_everything(amount: int, currency: str, effect: Effect) -> None:
    tier, reasons = told(amount, currency, True, effect)
    assert tier is Tier.HIGH
    assert reasons[0] is TierReason.PUBLICITY


@given(AMOUNTS, CURRENCIES, st.booleans(), st.sampled_from(Effect))
def test_there_is_always_a_reason(amount: int, currency: str, publicity: bool, effect: Effect) -> None:
    assert told(amount, currency, publicity, effect)[1]
