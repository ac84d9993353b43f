"""What messages and offers do to the complaints of their thread (K-1, K-3)."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.complaints import rows
from backend.complaints.keeping import keep, open_now
from backend.complaints.standing import overlay, standing
from backend.complaints.wording import parts_of
from backend.storage.tables import message
from backend.threads.records import MessageRecord, ThreadRecord
from backend.threads.work import Work
from domain.complaint import Complaint, ComplaintState, StepKind
from domain.complaints import happening
from domain.ids import AgentId
from domain.message import Author
from domain.offer import Offer, OfferState

_ASKED = 3
"""So many of the customer's last messages say what a reply is about."""
_ANSWERS = (OfferState.TAKEN, OfferState.REFUSED)


def team_wrote(work: Work, root: ThreadRecord, record: MessageRecord) -> None:
    """A reply was placed: for whoever waits for a first answer, it is that (K-1)."""
    for held in open_now(work.tx, root.id):
        if held.answered_at is None:
            parts = first_answer_parts(work, root, record, held.language)
            agent_id = AgentId(record.agent_id) if record.agent_id else None
            ground = standing(work.tx).ground()
            _keep(work, held, happening.answered(held, record.arrived_at, agent_id, parts, ground), agent_id)


def customer_wrote(work: Work, root: ThreadRecord) -> None:
    """Whatever waited for the customer goes on."""
    for held in open_now(work.tx, root.id):
        if held.state is ComplaintState.PAUSED:
            _keep(work, held, happening.customer_wrote(held, work.now, standing(work.tx).ground()), None)


def offer_moved(work: Work, root: ThreadRecord, offer: Offer, by: AgentId) -> None:
    """An offer was made, taken or refused: a step of the complaint that it is about."""
    if offer.state not in (OfferState.MADE, *_ANSWERS):
        return
    held = _about(rows.not_closed_in(work.tx.connection, root.id), offer)
    if held is not None:
        ground = standing(work.tx).ground()
        _keep(work, held, happening.offer_moved(held, offer.state, offer.taken, by, work.now, ground), by)


def first_answer_parts(work: Work, root: ThreadRecord, record: MessageRecord, language: str) -> tuple[str, ...]:
    """Which of K-1's elements that reply has."""
    before = (message.c.root_id == root.id, message.c.author == Author.CUSTOMER, message.c.position < record.position)
    asked = select(message.c.text).where(*before, ~message.c.discarded)
    texts = work.tx.connection.execute(asked.order_by(message.c.position.desc()).limit(_ASKED)).scalars().all()
    return parts_of(record.text, language, "\n".join(reversed(texts)), overlay(work.tx.connection, language))


def _about(found: Sequence[Complaint], offer: Offer) -> Complaint | None:
    """The one that the offer is for: open ones first, then of its kind, then (for an answer) offered to, the newest."""

    def fits(one: Complaint) -> tuple[bool, bool, bool]:
        offered = any(step.kind is StepKind.OFFERED for step in one.steps)
        return one.is_open, one.kind is offer.kind, offered or offer.state not in _ANSWERS

    return max(reversed(found), key=fits, default=None)


def _keep(work: Work, before: Complaint, after: Complaint, by: AgentId | None) -> None:
    if after != before:
        keep(work, before, after, by)
