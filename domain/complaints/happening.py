"""What happens to complaints without anybody working on them: answers, messages of the customer, offers (K-1, K-3)."""

from dataclasses import replace
from datetime import datetime

from domain.complaint import Complaint, ComplaintState, Step, StepKind
from domain.complaints.changing import resumed
from domain.complaints.clocks import INSTANT, due, noted
from domain.complaints.ground import Ground
from domain.ids import AgentId
from domain.offer import OfferState

_OFFERS = {
    OfferState.MADE: StepKind.OFFERED,
    OfferState.TAKEN: StepKind.TAKEN,
    OfferState.REFUSED: StepKind.REFUSED,
}


def answered(
    complaint: Complaint, at: datetime, agent_id: AgentId | None, parts: tuple[str, ...], ground: Ground
) -> Complaint:
    """The first reply after the message stops the clocks of the first answer; later ones change nothing.

    Args:
        parts: what it has of apology, summary and promised time (K-1).
    """
    if complaint.answered_at is not None or at < complaint.received_at:
        return complaint
    held = due(complaint, at - INSTANT, ground)
    held = noted(held, Step(at, StepKind.ANSWERED, agent_id, words=" ".join(parts)))
    return due(replace(held, answered_at=at, answer_parts=parts), at, ground)


def customer_wrote(complaint: Complaint, at: datetime, ground: Ground) -> Complaint:
    """Their message ends a pause."""
    if complaint.state is not ComplaintState.PAUSED:
        return complaint
    return due(resumed(due(complaint, at - INSTANT, ground), None, at, ground), at, ground)


def offer_moved(
    complaint: Complaint, state: OfferState, taken: int | None, agent_id: AgentId | None, at: datetime, ground: Ground
) -> Complaint:
    """A compensation was offered, taken (which option, from 0) or refused; complaints that are over keep no count."""
    kind = _OFFERS.get(state)
    if kind is None or complaint.state is ComplaintState.CLOSED:
        return complaint
    words = str(taken + 1) if taken is not None and kind is StepKind.TAKEN else ""
    held = noted(due(complaint, at - INSTANT, ground), Step(at, kind, agent_id, words=words))
    return due(held, at, ground)
