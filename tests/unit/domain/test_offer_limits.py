"""What one may promise alone, in every currency; what was agreed to may be written; rates that make no sense."""

from datetime import UTC, datetime

import pytest

from domain.agent import Role
from domain.compensation.figures import DEFAULTS, KEY, CompensationFigures, compensation_text
from domain.compensation.limits import limits_by_currency, raised
from domain.guidance.rules import rules_of
from domain.ids import OfferId, SettingKey, ThreadId
from domain.money import sound_rates
from domain.offer import LossKind, Offer, OfferState, Option
from domain.setting import Setting

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def offer(state: OfferState, total: int = 50_000, currency: str = "CNY") -> Offer:
    options = (Option(total, 0), Option(10_000, 10_050))
    return Offer(OfferId("o"), ThreadId("t"), LossKind.LATE, 40_000, currency, options, state, None, NOW)


def test_a_limit_holds_in_every_currency_that_somebody_knows() -> None:
    said = limits_by_currency(DEFAULTS, Role.AGENT, {"XXX": 0.14, "USD": 0.14})
    assert (said["CNY"], said["USD"], said["XXX"], said["VND"]) == (200, 200, 200, 700_000)
    assert limits_by_currency(DEFAULTS, Role.SENIOR, {})["CNY"] == 1_000
    assert limits_by_currency(DEFAULTS, Role.LEAD, {}) == {}
    assert limits_by_currency(DEFAULTS, Role.TRAINER, {})["CNY"] == 0


@pytest.mark.parametrize(
    ("state", "limit"),
    [(OfferState.ASKED, 200), (OfferState.DECLINED, 200), (OfferState.APPROVED, 500), (OfferState.MADE, 500)],
)
def test_what_was_agreed_to_may_be_written(state: OfferState, limit: int) -> None:
    assert raised({"CNY": 200, "USD": 28}, [offer(state)]) == {"CNY": limit, "USD": 28}
    assert raised({"CNY": 900}, [offer(state)]) == {"CNY": 900}
    assert raised({}, [offer(state)]) == {}


def test_an_amount_that_is_not_whole_is_rounded_up_so_that_it_may_be_written() -> None:
    assert raised({"CNY": 10}, [offer(OfferState.MADE, 5_050)])["CNY"] == 201


def test_the_guides_limits_are_those_of_the_role_and_of_the_setting() -> None:
    figures = CompensationFigures(limits={**DEFAULTS.limits, Role.AGENT: 70})
    kept = [
        Setting(KEY, compensation_text(figures), 1),
        Setting(SettingKey("replies.fields"), '{"rates": {"usd": 0.07, "CNY": 0.14, "EUR": -1}}', 2),
    ]
    assert rules_of(kept, Role.AGENT).limits["USD"] == 140
    assert rules_of(kept, Role.SENIOR).limits["CNY"] == 1_000
    assert rules_of(kept, Role.ADMIN).limits == {}
    assert rules_of(kept).broken == ()


def test_rates_that_make_no_sense_are_left_out() -> None:
    said = {"a": 1, "b": 0, "c": -2, "d": float("nan"), "e": float("inf"), "f": 1e-12}
    assert sound_rates(said) == {"A": 1.0}
