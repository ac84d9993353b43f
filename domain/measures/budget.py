"""What a plan costs and what it saves: plans, how long one suffices, and the return on the dearer one (B-1, B-2)."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

MONTHS = 12
SUPPORT_SHARE: Final = (5, 8)
"""A healthy budget, in percent of the monthly operating cost (B-2)."""


class PlanName(StrEnum):
    """Which plan."""

    BASIC = "basic"
    PROFESSIONAL = "professional"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan of B-1; prices in USD, from and to.

    Attributes:
        messages: a month; seats: people; None for without limit.
        automatic: share answered automatically, percent. price: a month, the upper end None for open.
        setup: once. hidden: training and integration, a year.
    """

    name: PlanName
    messages: int | None
    seats: int | None
    automatic: tuple[int, int]
    price: tuple[int, int | None]
    setup: tuple[int, int]
    hidden: int


PLANS: Final = MappingProxyType(
    {
        PlanName.BASIC: Plan(PlanName.BASIC, 5_000, 3, (20, 30), (50, 100), (0, 0), 1_000),
        PlanName.PROFESSIONAL: Plan(PlanName.PROFESSIONAL, 20_000, 10, (50, 70), (200, 400), (500, 1_000), 2_000),
        PlanName.ENTERPRISE: Plan(PlanName.ENTERPRISE, None, None, (80, 95), (800, None), (3_000, 5_000), 5_000),
    }
)


@dataclass(frozen=True, slots=True)
class Need:
    """What a team needs of a plan.

    Attributes:
        messages: a month now. seats: people who answer. growth: percent a month. peak: how many times a usual month
            the busiest one is.
    """

    messages: int
    seats: int
    growth: float = 10.0
    peak: float = 3.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How a plan meets a need.

    Attributes:
        seats: whether everybody has one. months: how many months, this one counted, the messages stay within the
            plan, None for at least five years. peak: whether the busiest month stays within it today.
    """

    plan: Plan
    seats: bool
    months: int | None
    peak: bool

    @property
    def suffices(self) -> bool:
        """Whether it is enough today, in a usual month."""
        return self.seats and self.months != 0


_FAR = 60


def fit(plan: Plan, need: Need) -> Fit:
    """How that plan meets that need. Raises ValueError for a need that makes no sense."""
    _check(need)
    seats = plan.seats is None or need.seats <= plan.seats
    if plan.messages is None:
        return Fit(plan, seats, None, True)
    months, messages = 0, float(need.messages)
    while months < _FAR and messages <= plan.messages:
        months += 1
        messages *= 1 + need.growth / 100
    return Fit(plan, seats, None if months == _FAR else months, need.messages * need.peak <= plan.messages)


def smallest(need: Need) -> Plan:
    """The smallest plan that is enough today. Raises ValueError for a need that makes no sense."""
    return next(plan for plan in PLANS.values() if fit(plan, need).suffices)


@dataclass(frozen=True, slots=True)
class Switch:
    """One plan instead of another, in USD.

    Attributes:
        before, after: price a month. people: saved, of `wage` a year each. customers: that are not lost any more,
            worth so much a year. once: set-up. yearly: what the new one costs beside its price, a year.
        operating: what the whole operation costs a month, 0 when nobody said.
    """

    before: int
    after: int
    people: float
    wage: int
    customers: int
    once: int = 0
    yearly: int = 0
    operating: int = 0


REFERENCE: Final = Switch(before=80, after=300, people=1.5, wage=12_000, customers=30_000)
"""B-2: 15,000 messages a month, professional instead of basic; 45,360 USD net a year."""


@dataclass(frozen=True, slots=True)
class Return:
    """What a switch brings, in USD a year, without what it costs once.

    Attributes:
        more: what it costs more. people, customers: what it saves. net: what is left.
        first_year: what is left of the first year when the set-up is paid.
        months: after which it has paid for itself, None for never. share: price in percent of the operating cost,
            None when that is not known.
    """

    more: int
    people: int
    customers: int
    net: int
    first_year: int
    months: int | None
    share: float | None


def returns(switch: Switch) -> Return:
    """Works it out (B-2). Raises ValueError for negative figures."""
    if min(switch.before, switch.after, switch.people, switch.wage, switch.customers, switch.once, switch.yearly) < 0:
        raise ValueError("a figure below nothing")
    more = (switch.after - switch.before) * MONTHS + switch.yearly
    people = round(switch.people * switch.wage)
    net = people + switch.customers - more
    share = switch.after / switch.operating * 100 if switch.operating > 0 else None
    return Return(more, people, switch.customers, net, net - switch.once, _paid_after(switch.once, net), share)


def _paid_after(once: int, net: int) -> int | None:
    """Whole months until the set-up is earned."""
    if once <= 0:
        return 0 if net >= 0 else None
    return -(-once * MONTHS // net) if net > 0 else None


def _check(need: Need) -> None:
    if need.messages < 0 or need.seats < 0 or need.growth < -100 or need.peak < 0:
        raise ValueError("a need below nothing")
