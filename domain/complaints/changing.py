"""Moves of a complaint that goes on: known better, another tier or owner, paused, seen (K-2)."""

from dataclasses import replace
from datetime import datetime

from domain.complaint import Complaint, ComplaintState, Deadline, Step, StepKind
from domain.complaints.acts import AmendComplaint
from domain.complaints.checks import currency_of, need, need_open, reason_of, title_of, words_of
from domain.complaints.clocks import due_of, noted
from domain.complaints.ground import Ground, MoveRefused
from domain.complaints.opening import timed
from domain.complaints.staff import first_owner, serves
from domain.complaints.tiering import TierReason, tier_of
from domain.emotion.assessment import Tier
from domain.ids import AgentId
from domain.problems import Problem
from domain.working_time import add, between


def amended(held: Complaint, act: AmendComplaint, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    """A higher tier by table K follows at once, also from above a tier set by hand; a lower one never by itself."""
    need(held.state is not ComplaintState.CLOSED)
    after = replace(
        held,
        title=title_of(act.title),
        amount=act.amount,
        currency=currency_of(act.amount, act.currency),
        publicity=act.publicity,
        effect=act.effect,
        kind=act.kind,
    )
    if after == held:
        return held
    after = noted(after, Step(now, StepKind.AMENDED, by))
    (was, _), (tier, reasons) = _told(held, ground), _told(after, ground)
    # What the table said before is not said again: a lead may have decided against it.
    if not held.is_open or tier.rank <= max(was.rank, held.tier.rank):
        return after
    return _retiered(after, tier, " ".join(reasons), None, now, ground)


def retiered(held: Complaint, tier: Tier, reason: str, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    """Another tier, with its times from when the message arrived; a reason is needed."""
    said = reason_of(reason)
    need_open(held)
    return held if tier is held.tier else _retiered(held, tier, said, by, now, ground)


def owned(
    held: Complaint, owner_id: AgentId, reason: str, by: AgentId | None, now: datetime, ground: Ground
) -> Complaint:
    """Somebody else has to act; they are told unless they took it themselves."""
    said = words_of(reason)
    need(held.state is not ComplaintState.CLOSED)
    if not any(one.id == owner_id and one.active for one in ground.staff):
        raise MoveRefused(Problem.AGENT_GONE)
    return held if owner_id == held.owner_id else handed(held, owner_id, said, by, now)


def handed(held: Complaint, owner_id: AgentId, reason: str, by: AgentId | None, now: datetime) -> Complaint:
    """It is theirs now."""
    after = noted(held, Step(now, StepKind.OWNED, by, owner_id=owner_id, words=reason))
    return replace(after, owner_id=owner_id, seen_at=now if owner_id == by else None)


def paused(held: Complaint, by: AgentId | None, now: datetime) -> Complaint:
    """The customer has to say something first; the clock of resolution stands."""
    need_open(held)
    if held.state is ComplaintState.PAUSED:
        return held
    after = noted(held, Step(now, StepKind.PAUSED, by))
    return replace(after, state=ComplaintState.PAUSED, paused_at=after.steps[-1].at)


def resumed(held: Complaint, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    """It goes on; it may be resolved later by as much as it stood."""
    need_open(held)
    if held.state is not ComplaintState.PAUSED:
        return held
    after = noted(held, Step(now, StepKind.RESUMED, by))
    return replace(moved_on(after, after.steps[-1].at, ground), state=ComplaintState.OPEN)


def moved_on(held: Complaint, now: datetime, ground: Ground) -> Complaint:
    """A pause is over, whatever ended it."""
    if held.paused_at is None:
        return held
    until = held.resolve_due
    if ground.figures.pause:
        hours = ground.resolving
        until = add(until, between(held.paused_at, max(now, held.paused_at), hours), hours)
    return replace(held, paused_at=None, resolve_due=until)


def seen(held: Complaint, by: AgentId | None, now: datetime) -> Complaint:
    """Its owner looked at it; anybody else's look counts for nothing."""
    if by is None or by != held.owner_id or held.seen_at is not None:
        return held
    return replace(held, seen_at=now)


def fresh(held: Complaint, now: datetime) -> Complaint:
    """Deadlines that lie ahead again warn and breach again."""
    ahead = {one for one in Deadline if (until := due_of(held, one)) is not None and until > now}
    return replace(
        held,
        warned=tuple(one for one in held.warned if one not in ahead),
        breached=tuple(one for one in held.breached if one not in ahead),
    )


def _retiered(held: Complaint, tier: Tier, words: str, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    after = noted(held, Step(now, StepKind.RETIERED, by, tier=tier, words=words))
    after = fresh(timed(after, ground, tier), now)
    role = ground.figures.tiers[tier].role
    if tier.rank <= held.tier.rank or serves(ground.staff, held.owner_id, role):
        return after
    owner_id = first_owner(ground.staff, role)
    return after if owner_id is None else handed(after, owner_id, "", by=None, now=now)


def _told(held: Complaint, ground: Ground) -> tuple[Tier, tuple[TierReason, ...]]:
    return tier_of(held.amount, held.currency, held.publicity, held.effect, ground.figures, ground.rates)
