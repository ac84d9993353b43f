"""What came of an inbox under pressure: an attempt a message, and what they say together (S-1, S-2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Final

from domain.training.answering import Timing, attempt
from domain.training.figures import TrainingFigures
from domain.training.pressure import Pressure
from domain.training.pressure_states import Dialogue, End, State
from domain.training.results import Attempt, Ending

MOST_WRONG: Final = 0.2
"""The pace is held while a smaller share of its messages goes wrong."""


@dataclass(frozen=True, slots=True)
class PressureScore:
    """All of it.

    Attributes:
        came: messages that count. handled: answered or triaged in time; right: of these. late, snoozed: the others.
        unfinished: whose clocks still ran at the end; they count in nothing.
        wrong: the share of all that count that went wrong: late, put off for good or not right.
        median: seconds to the point, of those that were right, 0 without one.
        held: the fastest pace that was held, messages a minute, 0 for none.
        interruptions: how many came; missed: not answered in time, or not right.
    """

    came: int
    handled: int
    right: int
    late: int
    snoozed: int
    unfinished: int
    wrong: float
    median: float
    held: float
    interruptions: int
    missed: int


def attempts(drill: Pressure, figures: TrainingFigures, began: datetime) -> tuple[Attempt, ...]:
    """Of every message that came, in that order; those that still wait are among them once it is over.

    Args:
        began: by the server's time.
    """
    endings = ((one, _ending(one, drill.end)) for one in drill.dialogues)
    return tuple(_attempt(one, ending, figures, began) for one, ending in endings if ending is not None)


def score(drill: Pressure, found: Sequence[Attempt]) -> PressureScore:
    """The figures of these attempts."""
    counted = [one for one in found if one.counts]
    right = [one for one in counted if one.right]
    missed = sum(1 for one in drill.interrupted if not one.right)
    return PressureScore(
        came=len(counted),
        handled=sum(1 for one in counted if one.ending is Ending.DONE),
        right=len(right),
        late=sum(1 for one in counted if one.ending is Ending.LATE),
        snoozed=sum(1 for one in counted if one.ending is Ending.SNOOZED),
        unfinished=len(found) - len(counted),
        wrong=1 - len(right) / len(counted) if counted else 0.0,
        median=median(one.seconds for one in right) if right else 0.0,
        held=held(found),
        interruptions=len(drill.interrupted),
        missed=missed,
    )


def held(found: Iterable[Attempt]) -> float:
    """The fastest pace at which less than a fifth went wrong, there and at every slower one; 0 for none."""
    best = 0.0
    counted = sorted((one for one in found if one.counts and one.pace), key=_pace)
    for pace, those in groupby(counted, _pace):
        rights = [one.right for one in those]
        if rights.count(False) >= MOST_WRONG * len(rights):
            break
        best = pace
    return best


def _pace(one: Attempt) -> float:
    return one.pace or 0.0


def _ending(one: Dialogue, end: End | None) -> Ending | None:
    """None for what says nothing (yet)."""
    if one.state is State.DONE:
        return Ending.DONE
    if one.state is State.LATE:
        return Ending.LATE
    if end is None or not one.open_to_work:
        return None
    if one.state is State.SNOOZED:
        return Ending.SNOOZED
    # Who goes under leaves everybody waiting; when the time is up, nobody knows what they would have done.
    return Ending.LATE if end is End.OVERLOAD else Ending.VOID


def _attempt(one: Dialogue, ending: Ending, figures: TrainingFigures, began: datetime) -> Attempt:
    seen = one.seen_at if one.seen_at is not None else one.came_at
    told = Timing(one.seconds, ending, one.away, one.interruptions)
    made = attempt(one.arrival.task, one.answer, told, began + timedelta(seconds=seen), figures)
    return replace(made, pace=one.arrival.pace)
