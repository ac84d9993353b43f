"""What a thread's compensations come to: the one that is open, or the last that was settled (K-3, M-1)."""

from collections.abc import Iterable
from datetime import datetime

from domain.emotion.assessment import Topic
from domain.offer import LossKind, Offer, OfferState

OPEN = frozenset({OfferState.ASKED, OfferState.APPROVED, OfferState.MADE})
"""Somebody still has to say something: the lead, the agent or the customer."""

_KINDS = {
    Topic.LOGISTICS: LossKind.LATE,
    Topic.REFUND: LossKind.DEFECT,
    Topic.PAYMENT: LossKind.SERVICE,
    Topic.ACCOUNT: LossKind.SERVICE,
}


def kind_of(topic: Topic | None) -> LossKind:
    """What probably went wrong, by what the thread is about."""
    return _KINDS.get(topic, LossKind.OTHER) if topic is not None else LossKind.OTHER


def open_offer(offers: Iterable[Offer]) -> Offer | None:
    """The newest that is not settled."""
    return max((offer for offer in offers if offer.state in OPEN), key=_when, default=None)


def last_settled(offers: Iterable[Offer]) -> Offer | None:
    """The newest that is: taken, refused, or declined by a lead."""
    return max((offer for offer in offers if offer.state not in OPEN), key=_when, default=None)


def settles(offer: Offer, waiting_since: datetime | None) -> bool:
    """Whether nothing was written since that asks for another one."""
    return waiting_since is None or offer.at >= waiting_since


def waiting(offers: Iterable[Offer]) -> list[Offer]:
    """Those that a lead is asked about, the oldest first."""
    return sorted((offer for offer in offers if offer.state is OfferState.ASKED), key=_when)


def _when(offer: Offer) -> tuple[datetime, str]:
    return offer.at, offer.id
