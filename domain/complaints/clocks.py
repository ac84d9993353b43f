"""The clocks of a complaint: when each deadline warns and breaches, escalation, and when to look again (K-1, K-2)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.complaint import Complaint, ComplaintState, Deadline, Step, StepKind
from domain.complaints.ground import Ground
from domain.complaints.staff import next_owner
from domain.working_time import ALWAYS, WorkingHours, add, between

INSTANT = timedelta(microseconds=1)
"""A deadline is broken at its moment; what comes in that moment is a moment too late only for the clock itself."""

_ENDS = {
    StepKind.PAUSED: frozenset({StepKind.RESUMED, StepKind.RESOLVED, StepKind.LINKED}),
    StepKind.LINKED: frozenset({StepKind.UNLINKED}),
}


class Event(NamedTuple):
    """Something that a clock does by itself."""

    at: datetime
    breach: bool
    deadline: Deadline


def due(complaint: Complaint, now: datetime, ground: Ground) -> Complaint:
    """With all warnings, breaches and escalations up to that moment, each once, in order; `next_at` lies behind it.

    To come in two strides is the same as to come in one.
    """
    while (event := _next(complaint, ground)) is not None and event.at <= now:
        complaint = _happened(complaint, event, ground)
    return settled(complaint, ground)


def settled(complaint: Complaint, ground: Ground) -> Complaint:
    """With the moment at which its clocks have to be looked at again."""
    event = _next(complaint, ground)
    return replace(complaint, next_at=event.at if event is not None else None)


def next_at(complaint: Complaint, ground: Ground) -> datetime | None:
    """When the next clock warns or breaches; None when none runs."""
    event = _next(complaint, ground)
    return event.at if event is not None else None


def running(complaint: Complaint, ground: Ground) -> tuple[Deadline, ...]:
    """The deadlines whose clocks go on now, in the order in which they come up in a complaint's life."""
    if complaint.state is ComplaintState.RESOLVED:
        return (Deadline.FOLLOW_UP,) if complaint.follow_up_due is not None else ()
    if not complaint.is_open:
        return ()
    stands = complaint.state is ComplaintState.PAUSED and ground.figures.pause
    first = (Deadline.RULE, Deadline.FIRST) if complaint.answered_at is None else ()
    return first if stands else (*first, Deadline.RESOLVE)


def due_of(complaint: Complaint, deadline: Deadline) -> datetime | None:
    """Until when; None for a follow-up that is not asked for."""
    return {
        Deadline.RULE: complaint.rule_due,
        Deadline.FIRST: complaint.first_due,
        Deadline.RESOLVE: complaint.resolve_due,
        Deadline.FOLLOW_UP: complaint.follow_up_due,
    }[deadline]


def whole_of(complaint: Complaint, deadline: Deadline, ground: Ground) -> timedelta:
    """How much time there is for it in all, on its clock."""
    row = ground.figures.tiers[complaint.tier]
    return {
        Deadline.RULE: timedelta(minutes=ground.figures.rule),
        Deadline.FIRST: timedelta(minutes=row.first),
        Deadline.RESOLVE: timedelta(minutes=row.resolve),
        Deadline.FOLLOW_UP: timedelta(days=ground.figures.follow_up_days),
    }[deadline]


def hours_of(deadline: Deadline, ground: Ground) -> WorkingHours:
    """The hours in which its clock goes on: first answers and follow-ups always."""
    return ground.resolving if deadline is Deadline.RESOLVE else ALWAYS


def warns_at(complaint: Complaint, deadline: Deadline, ground: Ground) -> datetime | None:
    """When so little time is left that it warns; None when it does not."""
    until = due_of(complaint, deadline)
    if until is None or not ground.figures.warn:
        return None
    left = whole_of(complaint, deadline, ground) * ground.figures.warn / 100
    return add(until, -left, hours_of(deadline, ground))


def resolve_due(complaint: Complaint, ground: Ground) -> datetime:
    """Until when it has to be resolved, from its tier and its history: when the clock began, and when it stood."""
    hours = ground.resolving
    began = begins(complaint)
    until = add(began, whole_of(complaint, Deadline.RESOLVE, ground), hours)
    for first, last in _stood(complaint, ground):
        if first >= began:
            until = add(until, between(first, last, hours), hours)
    return until


def begins(complaint: Complaint) -> datetime:
    """When the clock of resolution began: with the message, or when it was opened again last."""
    again = (step.at for step in reversed(complaint.steps) if step.kind is StepKind.REOPENED)
    return next(again, complaint.received_at)


def noted(complaint: Complaint, step: Step) -> Complaint:
    """With one more step; none stands before another, whatever the clocks say."""
    at = max(step.at, complaint.steps[-1].at) if complaint.steps else step.at
    return replace(complaint, steps=(*complaint.steps, replace(step, at=at)))


def _next(complaint: Complaint, ground: Ground) -> Event | None:
    return min(_events(complaint, ground), key=_order, default=None)


def _events(complaint: Complaint, ground: Ground) -> Iterator[Event]:
    for deadline in running(complaint, ground):
        until = due_of(complaint, deadline)
        if until is None or deadline in complaint.breached:
            continue
        yield Event(until, True, deadline)
        warning = warns_at(complaint, deadline, ground)
        if warning is not None and deadline not in complaint.warned:
            yield Event(warning, False, deadline)


def _order(event: Event) -> tuple[datetime, bool, int]:
    return event.at, event.breach, list(Deadline).index(event.deadline)


def _happened(complaint: Complaint, event: Event, ground: Ground) -> Complaint:
    kind = StepKind.BREACHED if event.breach else StepKind.WARNED
    complaint = noted(complaint, Step(event.at, kind, deadline=event.deadline))
    if not event.breach:
        return replace(complaint, warned=(*complaint.warned, event.deadline), seen_at=None)
    complaint = replace(complaint, breached=(*complaint.breached, event.deadline), seen_at=None)
    return _escalated(complaint, event.deadline, ground)


def _escalated(complaint: Complaint, deadline: Deadline, ground: Ground) -> Complaint:
    """It goes one role up; nobody is passed over because two deadlines broke in one moment."""
    at = complaint.steps[-1].at
    if any(step.kind is StepKind.ESCALATED and step.at == at for step in complaint.steps):
        return complaint
    owner_id = next_owner(ground.staff, complaint.owner_id, ground.figures.tiers[complaint.tier].role)
    if owner_id is None or owner_id == complaint.owner_id:
        return complaint
    complaint = noted(complaint, Step(at, StepKind.ESCALATED, owner_id=owner_id, deadline=deadline))
    return replace(complaint, owner_id=owner_id, level=complaint.level + 1)


def _stood(complaint: Complaint, ground: Ground) -> Iterator[tuple[datetime, datetime]]:
    """When the clock of resolution stood: pauses that are over, and the time for which it was somebody else's copy."""
    since: Step | None = None
    for step in complaint.steps:
        if since is not None and step.kind in _ENDS[since.kind]:
            if since.kind is StepKind.LINKED or ground.figures.pause:
                yield since.at, step.at
            since = None
        if since is None and step.kind in _ENDS:
            since = step
