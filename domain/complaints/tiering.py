"""Table K: from amount, publicity and effect to the tier, with the reasons."""

from collections.abc import Mapping
from enum import StrEnum

from domain.complaint import Effect
from domain.complaints.figures import ComplaintFigures
from domain.emotion.assessment import Tier
from domain.money import converted, minor


class TierReason(StrEnum):
    """Why the table says so; the screen has words for each."""

    PUBLICITY = "publicity"
    AMOUNT = "amount"
    AMOUNT_UNKNOWN = "amount_unknown"  # of a currency without a rate: it decides nothing
    EXPERIENCE = "experience"
    TECHNICAL = "technical"
    SMALL = "small"
    BY_HAND = "by_hand"  # a person said another tier than the table


def tier_of(
    amount: int, currency: str, publicity: bool, effect: Effect, figures: ComplaintFigures, rates: Mapping[str, float]
) -> tuple[Tier, tuple[TierReason, ...]]:
    """The row of table K, and what decided.

    Args:
        amount: in the smallest unit of `currency`; 0 for none.
        rates: the workspace's own worth of currencies in USD.
    """
    tier, known = Tier.LOW, True
    if amount > 0:
        found = _by_amount(amount, currency, figures, rates)
        tier, known = (found, True) if found is not None else (Tier.LOW, False)
    reasons = [TierReason.PUBLICITY] if publicity else []
    if tier is not Tier.LOW and not (publicity and tier is Tier.MEDIUM):
        reasons.append(TierReason.AMOUNT)
    if publicity:
        tier = Tier.HIGH
    if effect is Effect.EXPERIENCE and tier is not Tier.HIGH:
        tier = Tier.MEDIUM
        reasons.append(TierReason.EXPERIENCE)
    if not reasons:
        reasons.append(TierReason.SMALL if amount > 0 and known else TierReason.TECHNICAL)
    return tier, (*reasons, *(() if known else (TierReason.AMOUNT_UNKNOWN,)))


def _by_amount(amount: int, currency: str, figures: ComplaintFigures, rates: Mapping[str, float]) -> Tier | None:
    """The tier of an amount alone; None when nobody knows what it is worth."""
    worth = converted(amount, currency, figures.currency, rates)
    if worth is None:
        return None
    if worth > minor(figures.high_above, figures.currency):
        return Tier.HIGH
    return Tier.MEDIUM if worth >= minor(figures.medium_from, figures.currency) else Tier.LOW
