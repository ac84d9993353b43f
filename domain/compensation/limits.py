"""What one person may promise by themselves, in every currency, and what a lead has agreed to beyond it (K-4)."""

from collections.abc import Iterable, Mapping

from domain.agent import Role
from domain.compensation.figures import CompensationFigures
from domain.money import IN_USD, converted, decimals, minor
from domain.offer import Offer, OfferState

_AGREED = frozenset({OfferState.APPROVED, OfferState.MADE, OfferState.TAKEN})


def limits_by_currency(figures: CompensationFigures, role: Role, rates: Mapping[str, float]) -> dict[str, int]:
    """Whole units that somebody of that role may promise, by currency; empty where everything may be promised."""
    limit = figures.limits.get(role, 0)
    if limit is None:
        return {}
    found = {}
    for code in {*IN_USD, *rates, figures.currency}:
        amount = converted(minor(limit, figures.currency), figures.currency, code, rates)
        if amount is not None:
            found[code] = int(amount / 10 ** decimals(code) + 0.5)
    return found


def raised(limits: Mapping[str, int], offers: Iterable[Offer]) -> Mapping[str, int]:
    """The limits in a thread: what was agreed to there may be written there."""
    found = dict(limits)
    for offer in offers:
        if offer.state in _AGREED and offer.currency in found:
            most = max((max(option.refund, option.coupon, option.total) for option in offer.options), default=0)
            whole = -(-most // 10 ** decimals(offer.currency))
            found[offer.currency] = max(found[offer.currency], int(whole))
    return found
