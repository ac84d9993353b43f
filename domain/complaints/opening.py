"""How a complaint begins: its tier, its clocks, its owner (table K, K-1)."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.complaint import Complaint, ComplaintState, Step, StepKind
from domain.complaints.acts import OpenComplaint
from domain.complaints.checks import currency_of, title_of
from domain.complaints.clocks import noted, settled
from domain.complaints.clocks import resolve_due as resolution
from domain.complaints.ground import Ground, Source
from domain.complaints.staff import first_owner
from domain.complaints.tiering import TierReason, tier_of
from domain.emotion.assessment import Tier
from domain.ids import AgentId


def opened(act: OpenComplaint, by: AgentId | None, now: datetime, ground: Ground, source: Source) -> Complaint:
    """A new complaint; every clock runs from when the customer's message arrived. Raises MoveRefused."""
    currency, title = currency_of(act.amount, act.currency), title_of(act.title)
    told, reasons = tier_of(act.amount, currency, act.publicity, act.effect, ground.figures, ground.rates)
    tier = act.tier or told
    if tier is not told:
        reasons = (TierReason.BY_HAND,)
    received = min(source.received_at or now, now)
    row = ground.figures.tiers[tier]
    owner_id = first_owner(ground.staff, row.role, source.assignee_id)
    said = Step(now, StepKind.OPENED, by, tier=tier, owner_id=owner_id, words=" ".join(reasons))
    begun = Complaint(
        id=act.complaint_id,
        thread_id=source.thread_id,
        message_id=act.message_id,
        title=title,
        tier=tier,
        amount=act.amount,
        currency=currency,
        publicity=act.publicity,
        effect=act.effect,
        kind=act.kind,
        origin=act.origin,
        channel=source.channel,
        language=source.language,
        opened_by=by,
        received_at=received,
        opened_at=now,
        owner_id=owner_id,
        level=0,
        state=ComplaintState.OPEN,
        rule_due=received + timedelta(minutes=ground.figures.rule),
        first_due=received + timedelta(minutes=row.first),
        resolve_due=received,
        seen_at=now if owner_id is not None and owner_id == by else None,
        steps=(said,),
    )
    return settled(_answered_before(timed(begun, ground), source), ground)


def timed(complaint: Complaint, ground: Ground, tier: Tier | None = None) -> Complaint:
    """With the times of its tier, or of another one; a first answer that was given is not judged anew."""
    held = replace(complaint, tier=tier or complaint.tier)
    if held.answered_at is None:
        first = timedelta(minutes=ground.figures.tiers[held.tier].first)
        held = replace(held, first_due=held.received_at + first)
    return replace(held, resolve_due=resolution(held, ground))


def _answered_before(complaint: Complaint, source: Source) -> Complaint:
    at = source.answered_at
    if at is None or at < complaint.received_at:
        return complaint
    answer = Step(at, StepKind.ANSWERED, source.answered_by, words=" ".join(source.answer_parts))
    return replace(noted(complaint, answer), answered_at=at, answer_parts=source.answer_parts)
