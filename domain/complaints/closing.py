"""How a complaint ends and begins again: resolved, followed up, reopened, linked to another (K-2, K-6)."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.complaint import Complaint, ComplaintState, Deadline, FollowUpOutcome, Step, StepKind
from domain.complaints.changing import handed, moved_on
from domain.complaints.checks import need, need_open, reason_of, words_of
from domain.complaints.clocks import noted, settled
from domain.complaints.clocks import resolve_due as resolution_due
from domain.complaints.ground import Ground, MoveRefused
from domain.complaints.staff import first_owner
from domain.ids import AgentId, ComplaintId
from domain.problems import Problem

_AGAIN = (Deadline.RESOLVE, Deadline.FOLLOW_UP)


def resolved(held: Complaint, resolution: str, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    """It was made good; the customer is asked some days later. What was missed before stays missed."""
    said = reason_of(resolution)
    need_open(held)
    after = noted(held, Step(now, StepKind.RESOLVED, by, words=said))
    at = after.steps[-1].at
    return replace(
        moved_on(after, at, ground),
        state=ComplaintState.RESOLVED,
        resolved_at=at,
        resolution=said,
        follow_up_due=at + timedelta(days=ground.figures.follow_up_days),
        followed_up_at=None,
        outcome=None,
        warned=_but(held.warned, Deadline.FOLLOW_UP),
        breached=_but(held.breached, Deadline.FOLLOW_UP),
    )


def reopened(held: Complaint, reason: str, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    """It is not good after all: the clock of resolution starts afresh; a copy has to be unlinked instead."""
    said = reason_of(reason)
    need(not held.is_open and held.duplicate_of is None)
    return _begun_again(held, said, by, now, ground)


def followed_up(
    held: Complaint, outcome: FollowUpOutcome, words: str, by: AgentId | None, now: datetime, ground: Ground
) -> Complaint:
    """The customer said how it is; when it is not well, the complaint is open again (K-6)."""
    said = words_of(words)
    need(held.state is ComplaintState.RESOLVED)
    after = noted(held, Step(now, StepKind.FOLLOWED_UP, by, words=f"{outcome} {said}".strip()))
    after = replace(after, followed_up_at=after.steps[-1].at, outcome=outcome, state=ComplaintState.CLOSED)
    return _begun_again(after, said, by, now, ground) if outcome is FollowUpOutcome.NOT_WELL else after


def linked(
    held: Complaint,
    duplicate_of: ComplaintId,
    other: Complaint | None,
    by: AgentId | None,
    now: datetime,
    ground: Ground,
) -> Complaint:
    """The other one goes on in its place, or what that one was linked to itself.

    Raises MoveRefused: COMPLAINT_GONE without the other one, BAD_OPERATION when that comes back to this one.
    """
    if other is None or other.id != duplicate_of:
        raise MoveRefused(Problem.COMPLAINT_GONE)
    target = other.duplicate_of or other.id
    if held.id in (target, other.id):
        raise MoveRefused(Problem.BAD_OPERATION)
    return held if held.duplicate_of == target else _copy_of(held, target, by, now, ground)


def followed(held: Complaint, linked_one: Complaint, now: datetime, ground: Ground) -> Complaint:
    """A copy of one that has become a copy itself now belongs to the one that goes on; others stay as they are."""
    target = linked_one.duplicate_of
    if held.duplicate_of != linked_one.id or target is None or target == held.id:
        return held
    return settled(_copy_of(held, target, None, now, ground), ground)


def unlinked(held: Complaint, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    """It is one of its own again; its clock stood meanwhile, or starts afresh if it had been resolved before."""
    if held.duplicate_of is None:
        return held
    after = noted(held, Step(now, StepKind.UNLINKED, by))
    after = replace(after, duplicate_of=None)
    if held.resolved_at is not None:
        return _begun_again(after, "", by, now, ground)
    return _owned_again(
        replace(after, state=ComplaintState.OPEN, resolve_due=resolution_due(after, ground)), now, ground
    )


def _copy_of(held: Complaint, target: ComplaintId, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    after = noted(held, Step(now, StepKind.LINKED, by, words=target))
    after = moved_on(after, after.steps[-1].at, ground)
    return replace(after, state=ComplaintState.CLOSED, duplicate_of=target)


def _begun_again(held: Complaint, reason: str, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    after = noted(held, Step(now, StepKind.REOPENED, by, words=reason))
    after = replace(
        after,
        state=ComplaintState.OPEN,
        resolved_at=None,
        resolution="",
        follow_up_due=None,
        paused_at=None,
        warned=_but(held.warned, *_AGAIN),
        breached=_but(held.breached, *_AGAIN),
        seen_at=now if by is not None and by == held.owner_id else None,
    )
    return _owned_again(replace(after, resolve_due=resolution_due(after, ground)), now, ground)


def _owned_again(held: Complaint, now: datetime, ground: Ground) -> Complaint:
    """Whoever left meanwhile does not own it any more."""
    role = ground.figures.tiers[held.tier].role
    if any(one.id == held.owner_id and one.active for one in ground.staff):
        return held
    owner_id = first_owner(ground.staff, role)
    return held if owner_id is None else handed(held, owner_id, "", None, now)


def _but(deadlines: tuple[Deadline, ...], *gone: Deadline) -> tuple[Deadline, ...]:
    return tuple(one for one in deadlines if one not in gone)
