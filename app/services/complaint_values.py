"""What screens are told of complaints."""

from dataclasses import dataclass

from domain.complaint import Effect
from domain.complaints.card import BoardCard
from domain.emotion.assessment import Reason, Tier
from domain.ids import AgentId, MessageId, ThreadId
from domain.offer import LossKind, Offer

__all__ = ["BoardCard", "ComplaintPage", "Suggestion"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A message that the engine takes for a complaint, and what could be filled in already.

    Attributes:
        words: the message, one line. tier: by table K of what is known.
        amount, currency: named in the message, or of the order that it is about; 0 when nothing is known.
    """

    thread_id: ThreadId
    message_id: MessageId
    words: str
    reasons: tuple[Reason, ...]
    tier: Tier
    amount: int
    currency: str
    publicity: bool
    effect: Effect
    kind: LossKind


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """One complaint beside its thread: itself, its offers, others like it.

    Attributes:
        similar: other complaints of this customer, then those that are about the same (kind, words), newest first.
    """

    card: BoardCard
    offers: tuple[Offer, ...]
    similar: tuple[BoardCard, ...]
    names: dict[AgentId, str]
