"""Everything that can be done to a complaint, as pure functions that server and client share (K-1, K-2, K-6)."""

from datetime import datetime

from domain.complaint import Complaint
from domain.complaints import changing, closing, opening
from domain.complaints.acts import (
    AmendComplaint,
    ComplaintAct,
    FollowUpComplaint,
    LinkComplaint,
    OpenComplaint,
    OwnComplaint,
    PauseComplaint,
    ReopenComplaint,
    ResolveComplaint,
    RetierComplaint,
    SeeComplaint,
)
from domain.complaints.clocks import INSTANT, due, next_at
from domain.complaints.ground import Ground, MoveRefused, Source
from domain.complaints.happening import answered, customer_wrote, offer_moved
from domain.ids import AgentId
from domain.problems import Problem


def apply(
    complaint: Complaint | None,
    act: ComplaintAct,
    by: AgentId | None,
    now: datetime,
    ground: Ground,
    *,
    source: Source | None = None,
    other: Complaint | None = None,
) -> Complaint:
    """What becomes of a complaint, with everything that its clocks did until then; the same object if nothing does.

    Permissions are not asked for here. `version` is left as it is.

    Args:
        complaint: as it is, None when it is not there (it must not be for OpenComplaint).
        by: who does it, None for a rule.
        source: what it is opened from; for OpenComplaint only.
        other: the complaint that `LinkComplaint.duplicate_of` names. Whoever links complaints has those that were
            linked to this one follow (`closing.followed`), so that no chains arise.

    Raises MoveRefused.
    """
    if isinstance(act, OpenComplaint):
        if complaint is not None or source is None:
            raise MoveRefused(Problem.BAD_OPERATION)
        return due(opening.opened(act, by, now, ground, source), now, ground)
    if complaint is None:
        raise MoveRefused(Problem.COMPLAINT_GONE)
    before = due(complaint, now - INSTANT, ground)
    after = _moved(before, act, by, now, ground, other)
    return complaint if after == complaint else due(after, now, ground)


def _moved(
    held: Complaint, act: ComplaintAct, by: AgentId | None, now: datetime, ground: Ground, other: Complaint | None
) -> Complaint:
    match act:
        case ResolveComplaint(_, resolution):
            return closing.resolved(held, resolution, by, now, ground)
        case ReopenComplaint(_, reason):
            return closing.reopened(held, reason, by, now, ground)
        case LinkComplaint(_, duplicate_of):
            if duplicate_of is None:
                return closing.unlinked(held, by, now, ground)
            return closing.linked(held, duplicate_of, other, by, now, ground)
        case FollowUpComplaint(_, outcome, words):
            return closing.followed_up(held, outcome, words, by, now, ground)
    return _changed(held, act, by, now, ground)


def _changed(held: Complaint, act: ComplaintAct, by: AgentId | None, now: datetime, ground: Ground) -> Complaint:
    match act:
        case AmendComplaint():
            return changing.amended(held, act, by, now, ground)
        case RetierComplaint(_, tier, reason):
            return changing.retiered(held, tier, reason, by, now, ground)
        case OwnComplaint(_, owner_id, reason):
            return changing.owned(held, owner_id, reason, by, now, ground)
        case PauseComplaint(_, paused):
            return changing.paused(held, by, now) if paused else changing.resumed(held, by, now, ground)
        case SeeComplaint():
            return changing.seen(held, by, now)
    raise MoveRefused(Problem.BAD_OPERATION)


__all__ = ["Ground", "MoveRefused", "Source", "answered", "apply", "customer_wrote", "due", "next_at", "offer_moved"]
