"""A compensation: what the customer lost, the three ways to make it good, and which of them they took (K-3 to K-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from domain.ids import AgentId, OfferId, ThreadId


class LossKind(StrEnum):
    """What went wrong (K-5)."""

    LATE = "late"
    DEFECT = "defect"
    SERVICE = "service"
    OTHER = "other"


class Extra(StrEnum):
    """What comes with an option beside money."""

    NONE = ""
    APOLOGY = "apology"
    REPLACEMENT = "replacement"
    EXPRESS = "express"
    UPGRADE = "upgrade"


class OfferState(StrEnum):
    """How far it got.

    asked --lead approves--> approved --reply sent--> made --customer answers--> taken | refused
    asked --lead declines--> declined
    """

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    MADE = "made"
    TAKEN = "taken"
    REFUSED = "refused"


STEPS: Mapping[OfferState, frozenset[OfferState]] = MappingProxyType(
    {
        OfferState.ASKED: frozenset({OfferState.APPROVED, OfferState.DECLINED}),
        OfferState.APPROVED: frozenset({OfferState.MADE}),
        OfferState.DECLINED: frozenset(),
        OfferState.MADE: frozenset({OfferState.TAKEN, OfferState.REFUSED}),
        OfferState.TAKEN: frozenset({OfferState.REFUSED}),
        OfferState.REFUSED: frozenset({OfferState.TAKEN}),
    }
)
"""What can follow on what; what a customer said can be put right."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to make it good; amounts in the currency's smallest unit.

    Attributes:
        refund: money back. coupon: for the next purchase. extra: what comes with it.
    """

    refund: int
    coupon: int
    extra: Extra = Extra.NONE

    @property
    def total(self) -> int:
        """What it is worth, without the extra."""
        return self.refund + self.coupon


@dataclass(frozen=True, slots=True)
class Offer:
    """What one customer is offered for one loss.

    Attributes:
        loss: in the currency's smallest unit (ISO 4217).
        options: three (K-3), in the order in which they are named.
        taken: index of the option that the customer took, None for none yet.
        made_by, decided_by: who prepared it, and who approved or declined it (None where nobody had to).
        version: the feed sequence of its last change.
    """

    id: OfferId
    thread_id: ThreadId
    kind: LossKind
    loss: int
    currency: str
    options: tuple[Option, ...]
    state: OfferState
    made_by: AgentId | None
    at: datetime
    decided_by: AgentId | None = None
    taken: int | None = None
    version: int = 0
