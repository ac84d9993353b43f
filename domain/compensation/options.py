"""Three options for a loss: by its size, by its kind, and one that is more than money (K-3 to K-5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.agent import Role
from domain.compensation.figures import CompensationFigures
from domain.money import converted, minor, rounded_up
from domain.offer import Extra, LossKind, Option


@dataclass(frozen=True, slots=True)
class Loss:
    """What the customer lost; amounts in the currency's smallest unit.

    Attributes:
        amount: the damage. price, shipping: of the order that it is about, 0 when there is none.
        rates: the workspace's own worth of currencies in USD.
    """

    kind: LossKind
    amount: int
    currency: str
    price: int = 0
    shipping: int = 0
    rates: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What can be offered.

    Attributes:
        options: three; shares: what each is worth in percent of the loss, rounded down.
        person: whether somebody has to look at it, because the loss is large (K-4).
    """

    options: tuple[Option, ...]
    shares: tuple[int, ...]
    person: bool


def propose(loss: Loss, figures: CompensationFigures) -> Proposal:
    """Three options, none below what the size of the loss asks for (K-3). Raises ValueError when there is no loss."""
    if loss.amount <= 0:
        raise ValueError("there is no loss")
    least = _least(loss, figures)
    options = (_by_size(loss, figures, least), _topped(_by_kind(loss, figures), least, loss), _further(loss, least))
    return Proposal(options, tuple(share_of(option, loss) for option in options), _is_large(loss, figures))


def share_of(option: Option, loss: Loss) -> int:
    """What an option is worth, in percent of the loss, rounded down; new goods count with their price."""
    return _worth(option, loss) * 100 // loss.amount


def needs_approval(options: tuple[Option, ...], loss: Loss, figures: CompensationFigures, role: Role) -> bool:
    """Whether somebody else has to agree: over the role's limit, or worth in a currency that nobody knows (K-4)."""
    limit = figures.limits.get(role, 0)
    if limit is None:
        return False
    worth = converted(
        max(_worth(option, loss) for option in options), loss.currency, figures.currency, loss.rates or {}
    )
    return worth is None or worth > minor(limit, figures.currency)


def threshold(units: int, currency: str, figures: CompensationFigures, rates: Mapping[str, float]) -> int | None:
    """An amount of the workspace's currency in another one's smallest unit; None when it cannot be told."""
    return converted(minor(units, figures.currency), figures.currency, currency, rates)


_AS_MONEY = 55
"""Percent of the loss that comes back as money where a coupon makes up the rest."""
_EXTRAS = {
    LossKind.LATE: Extra.EXPRESS,
    LossKind.DEFECT: Extra.REPLACEMENT,
    LossKind.SERVICE: Extra.UPGRADE,
    LossKind.OTHER: Extra.UPGRADE,
}


def _least(loss: Loss, figures: CompensationFigures) -> float:
    """What the size of the loss asks for; for a large one it is a share of the price (K-4)."""
    small = threshold(figures.small, loss.currency, figures, loss.rates or {})
    if small is not None and loss.amount < small:
        return _share(loss, figures.small_share)
    if _is_large(loss, figures):
        return max(loss.price, loss.amount) * figures.floor / 100
    return _share(loss, figures.least)


def _by_size(loss: Loss, figures: CompensationFigures, least: float) -> Option:
    """A coupon for a small loss; for others about half of it as money, the rest as a coupon (K-4)."""
    small = threshold(figures.small, loss.currency, figures, loss.rates or {})
    if small is not None and loss.amount < small:
        return Option(0, _up(loss, least))
    total = _up(loss, max(least, _share(loss, figures.aim)))
    if not _is_large(loss, figures):
        total = min(total, int(_share(loss, figures.most)))
    refund = min(total, _up(loss, _share(loss, _AS_MONEY)))
    return Option(refund, total - refund)


def _further(loss: Loss, least: float) -> Option:
    """More than money: what the kind of loss suggests, and a coupon for the rest."""
    extra = _EXTRAS[loss.kind]
    covered = (loss.price or loss.amount) if extra is Extra.REPLACEMENT else 0
    return Option(0, _up(loss, max(0.0, least - covered)), extra)


def _by_kind(loss: Loss, figures: CompensationFigures) -> Option:
    """By kind (K-5)."""
    price = loss.price or loss.amount
    match loss.kind:
        case LossKind.LATE:
            goods = max(0, price - loss.shipping)
            return Option(_up(loss, loss.shipping + goods * figures.late_goods / 100), 0)
        case LossKind.DEFECT:
            return Option(price, _up(loss, price * figures.defect_coupon / 100))
        case LossKind.SERVICE:
            return Option(_up(loss, _share(loss, figures.service)), 0, Extra.APOLOGY)
        case LossKind.OTHER:
            return Option(loss.amount, 0, Extra.APOLOGY)


def _topped(option: Option, least: float, loss: Loss) -> Option:
    """With a coupon up to what the size asks for."""
    lacking = least - option.total
    return option if lacking <= 0 else Option(option.refund, option.coupon + _up(loss, lacking), option.extra)


def _worth(option: Option, loss: Loss) -> int:
    return option.total + ((loss.price or loss.amount) if option.extra is Extra.REPLACEMENT else 0)


def _is_large(loss: Loss, figures: CompensationFigures) -> bool:
    """Also when nobody knows what the currency is worth: then a person looks."""
    large = threshold(figures.large, loss.currency, figures, loss.rates or {})
    return large is None or loss.amount > large


def _share(loss: Loss, percent: int) -> float:
    return loss.amount * percent / 100


def _up(loss: Loss, amount: float) -> int:
    return rounded_up(amount, loss.currency, loss.rates or {})
