"""What screens are told of complaints."""

from dataclasses import dataclass

from domain.agent import Role
from domain.complaint import Complaint, Effect
from domain.emotion.assessment import Reason, Tier
from domain.ids import AgentId, MessageId, ThreadId
from domain.offer import LossKind, Offer


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One complaint with what the board shows beside it.

    Attributes:
        root_id: the thread to open. customer: their name. owner: the owner's name, "" for nobody.
        emotion: tier of what waits in the thread now, None when nobody waits.
        pending: whether something that was done to it has not left this computer.
    """

    complaint: Complaint
    root_id: ThreadId
    customer: str
    owner: str
    owner_role: Role | None
    emotion: Tier | None
    pending: bool = False


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
