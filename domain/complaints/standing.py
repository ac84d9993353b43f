"""How a complaint stands for somebody who looks at it: its next deadline, what is left, how urgent it is (K-2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.complaint import Complaint, ComplaintState, Deadline
from domain.complaints.clocks import due_of, hours_of, running, warns_at, whole_of
from domain.complaints.ground import Ground
from domain.working_time import between

_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """One deadline of a complaint, as it is now.

    Attributes:
        left: time on its clock until it is over; negative once it is.
        used: the part of its time that has gone, 0.0 to 1.0; 1.0 when it is over.
        warned: whether little is left, or nothing.
        stands: its clock does not go on: the complaint waits for the customer.
    """

    deadline: Deadline
    due: datetime
    left: timedelta
    used: float
    warned: bool
    stands: bool = False

    @property
    def over(self) -> bool:
        """Whether it was missed."""
        return self.left <= _NOTHING and not self.stands


def standing(complaint: Complaint, now: datetime, ground: Ground) -> Standing | None:
    """What has to happen next: a first answer, then the resolution, then the follow-up; None when nothing has to.

    Of the two clocks of the first answer it is the one that ends first and is not over yet, else the one that ended
    last.
    """
    found = standings(complaint, now, ground)
    first = [one for one in found if one.deadline in (Deadline.RULE, Deadline.FIRST)]
    if first:
        ahead = [one for one in first if not one.over]
        return min(ahead, key=_due) if ahead else max(first, key=_due)
    return found[0] if found else None


def standings(complaint: Complaint, now: datetime, ground: Ground) -> tuple[Standing, ...]:
    """All deadlines that are not settled, in the order of `Deadline`; a resolution that stands is among them."""
    open_ones = running(complaint, ground)
    if complaint.state is ComplaintState.PAUSED and Deadline.RESOLVE not in open_ones:
        open_ones = (*open_ones, Deadline.RESOLVE)
    found = (_one(complaint, deadline, now, ground) for deadline in open_ones)
    return tuple(one for one in found if one is not None)


def urgency(complaint: Complaint, now: datetime, ground: Ground) -> tuple[int, float, str]:
    """Sorts the most urgent first: what is over for longest, then what has least time left; what stands comes last."""
    found = standing(complaint, now, ground)
    if found is None:
        return 2, 0.0, complaint.id
    return int(found.stands), found.left.total_seconds(), complaint.id


def most_urgent(complaints: Iterable[Complaint], now: datetime, ground: Ground) -> list[Complaint]:
    """In that order."""
    ranked = [(urgency(one, now, ground), one) for one in complaints]
    return [one for _, one in sorted(ranked, key=_rank)]


def _one(complaint: Complaint, deadline: Deadline, now: datetime, ground: Ground) -> Standing | None:
    until = due_of(complaint, deadline)
    if until is None:
        return None
    hours = hours_of(deadline, ground)
    stands = deadline is Deadline.RESOLVE and deadline not in running(complaint, ground)
    at = min(complaint.paused_at, now) if stands and complaint.paused_at is not None else now
    left = between(at, until, hours)
    whole = whole_of(complaint, deadline, ground)
    warning = warns_at(complaint, deadline, ground)
    used = 1.0 if left <= _NOTHING else max(0.0, 1.0 - left / whole)
    return Standing(deadline, until, left, used, left <= _NOTHING or (warning is not None and at >= warning), stands)


def _due(one: Standing) -> datetime:
    return one.due


def _rank(pair: tuple[tuple[int, float, str], Complaint]) -> tuple[int, float, str]:
    return pair[0]
