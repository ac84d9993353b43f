"""What the compensation service hands to the screens, and what it works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.agent import Role
from domain.compensation.figures import DEFAULTS, CompensationFigures
from domain.compensation.options import Proposal
from domain.compensation.wording import OfferWords
from domain.ids import AgentId, OfferId, ThreadId
from domain.offer import LossKind, Offer
from domain.order import Order


@dataclass(frozen=True, slots=True)
class Basis:
    """What offers are worked out from.

    Attributes:
        broken: the setting cannot be read; the figures are the usual ones.
        rates: the workspace's own worth of currencies in USD.
        role: of whoever is signed in; decides: whether they may agree to what others ask for.
    """

    figures: CompensationFigures = DEFAULTS
    broken: bool = False
    rates: Mapping[str, float] | None = None
    role: Role = Role.AGENT
    decides: bool = False
    may_change: bool = False


@dataclass(frozen=True, slots=True)
class AboutLoss:
    """One thread, as far as a compensation goes.

    Attributes:
        language: of the customer's messages; spoken: the language in which the offer is written.
        complaint: whether a customer's complaint waits for an answer, since waiting_since.
        order: what was bought, None when nobody knows.
        offers: oldest first. names: of colleagues, by id.
    """

    thread_id: ThreadId
    customer: str
    language: str
    spoken: str
    complaint: bool
    waiting_since: datetime | None
    kind: LossKind
    order: Order | None
    offers: tuple[Offer, ...]
    basis: Basis
    names: Mapping[AgentId, str]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Three options for a loss that was typed in or found.

    Attributes:
        price: of what was bought, 0 when nobody knows or it was paid in another currency.
        over: whether somebody else has to agree.
        limit: what this role may offer alone, in whole units of the figures' currency; None for anything.
    """

    kind: LossKind
    loss: int
    currency: str
    proposal: Proposal
    price: int
    over: bool
    limit: int | None


@dataclass(frozen=True, slots=True)
class Pending:
    """Text that was put into a draft; the offer is made when it is sent.

    Attributes:
        offer_id: one that a lead approved, None for a new one.
    """

    text: str
    offer: Offer
    offer_id: OfferId | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An offer that a lead is asked about."""

    offer: Offer
    customer: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class CompensationTools:
    """What the service works with.

    Attributes:
        spoken: the language of the texts for a customer's language. words: its texts.
        money: an amount in the smallest unit of a currency, as a language writes it.
        report: is told when a setting cannot be read.
    """

    spoken: Callable[[str], str]
    words: Callable[[str], OfferWords]
    money: Callable[[int, str, str], str]
    report: Callable[[Exception], None]
