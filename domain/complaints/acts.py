"""What people do to complaints, as operations; their lane is the complaint's thread (K-2)."""

from dataclasses import dataclass

from domain.complaint import Effect, FollowUpOutcome, Origin
from domain.emotion.assessment import Tier
from domain.ids import AgentId, ComplaintId, MessageId
from domain.offer import LossKind


@dataclass(frozen=True, slots=True)
class OpenComplaint:
    """Something went wrong for this thread's customer.

    Attributes:
        tier: None for what table K says of amount, publicity and effect.
        amount: in the currency's smallest unit, 0 for none.
    """

    complaint_id: ComplaintId
    message_id: MessageId | None
    title: str
    amount: int
    currency: str
    publicity: bool
    effect: Effect
    kind: LossKind
    origin: Origin
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class AmendComplaint:
    """What it is about is better known now; a higher tier by table K follows at once, a lower one never by itself."""

    complaint_id: ComplaintId
    title: str
    amount: int
    currency: str
    publicity: bool
    effect: Effect
    kind: LossKind


@dataclass(frozen=True, slots=True)
class RetierComplaint:
    """A lead says what it really is; the reason is not empty (K-2)."""

    complaint_id: ComplaintId
    tier: Tier
    reason: str


@dataclass(frozen=True, slots=True)
class OwnComplaint:
    """Somebody else has to act from now on (K-2)."""

    complaint_id: ComplaintId
    owner_id: AgentId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PauseComplaint:
    """The customer has to say something first, or need not any more; their next message ends a pause by itself."""

    complaint_id: ComplaintId
    paused: bool


@dataclass(frozen=True, slots=True)
class ResolveComplaint:
    """It was made good, in these words; the follow-up is due three days later (K-6)."""

    complaint_id: ComplaintId
    resolution: str


@dataclass(frozen=True, slots=True)
class ReopenComplaint:
    """It is not good after all."""

    complaint_id: ComplaintId
    reason: str


@dataclass(frozen=True, slots=True)
class LinkComplaint:
    """It is the same as another one, which goes on alone; None takes that back."""

    complaint_id: ComplaintId
    duplicate_of: ComplaintId | None


@dataclass(frozen=True, slots=True)
class FollowUpComplaint:
    """The customer was asked how it is now (K-6); NOT_WELL opens the complaint again."""

    complaint_id: ComplaintId
    outcome: FollowUpOutcome
    words: str = ""


@dataclass(frozen=True, slots=True)
class SeeComplaint:
    """Its owner has seen what its clock says; the notification stops, on every device."""

    complaint_id: ComplaintId


ComplaintAct = (
    OpenComplaint
    | AmendComplaint
    | RetierComplaint
    | OwnComplaint
    | PauseComplaint
    | ResolveComplaint
    | ReopenComplaint
    | LinkComplaint
    | FollowUpComplaint
    | SeeComplaint
)

COMPLAINT_KINDS = (
    "open_complaint",
    "amend_complaint",
    "retier_complaint",
    "own_complaint",
    "pause_complaint",
    "resolve_complaint",
    "reopen_complaint",
    "link_complaint",
    "follow_up_complaint",
    "see_complaint",
)
"""Their names on the wire, in the order of `ComplaintAct`."""
