"""How far somebody is with an assignment; its learner's screen and the server count alike (S-2)."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.ids import DrillItemId
from domain.training.assigning import Assignment
from domain.training.results import Attempt, Practice
from domain.training.streak import day_of, zone_of


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How far.

    Attributes:
        done, wanted: items times rounds. finished_at: when the last of them was done; None while it is not.
        left: how often each item is still to be done; those that are done are missing.
    """

    done: int
    wanted: int
    finished_at: datetime | None
    left: dict[DrillItemId, int]


def fulfilment(assignment: Assignment, items: Collection[DrillItemId], practices: Iterable[Practice]) -> Fulfilment:
    """What of it is done: attempts that count, with its items, in its kind.

    Whenever they were done for it; and on its days in goes that were for no assignment, as mixtures are, which bring
    its items by themselves.

    Args:
        items: of the pack that it is about and that have a key for its kind. practices: of one learner.
    """
    times: Counter[DrillItemId] = Counter()
    finished = None
    goes = (practice for practice in practices if _is_for(assignment, practice))
    kept = [one for practice in goes for one in practice.attempts if _is_meant(assignment, one)]
    for attempt in sorted(kept, key=_at):
        if attempt.item_id in items and times[attempt.item_id] < assignment.rounds:
            times[attempt.item_id] += 1
            finished = attempt.at
    left = {item: assignment.rounds - times[item] for item in items if times[item] < assignment.rounds}
    return Fulfilment(times.total(), len(items) * assignment.rounds, None if left else finished, left)


def _is_for(assignment: Assignment, practice: Practice) -> bool:
    if practice.assignment_id is not None:
        return practice.assignment_id == assignment.id
    zone = zone_of(practice.zone)
    days = [day_of(one.at, zone) for one in practice.attempts if one.counts]
    return bool(days) and assignment.since <= min(days) and max(days) <= assignment.until


def _is_meant(assignment: Assignment, attempt: Attempt) -> bool:
    return (
        attempt.counts
        and attempt.pack_id == assignment.pack_id
        and (assignment.kind is None or attempt.kind is assignment.kind)
    )


def _at(attempt: Attempt) -> datetime:
    return attempt.at
