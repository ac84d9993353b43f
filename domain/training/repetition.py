"""What went wrong comes back, on the days that a scheduler says: a fold over attempts, the same every time (S-2)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import IntEnum
from typing import Final, Protocol

from domain.ids import DrillItemId, PackId
from domain.training.figures import TrainingFigures
from domain.training.item import DrillKind
from domain.training.results import Attempt, Ending
from domain.training.scoring import Pace, pace_of
from domain.training.streak import day_of

KEPT_DAYS: Final = 60
"""An item whose next day would be further away than this is known, and leaves."""


class Grade(IntEnum):
    """How well something was remembered, from worst to best."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Recall:
    """What a scheduler knows of one item.

    Attributes:
        due: when it is to come back. days: from the last time until then. inner: the scheduler's own.
    """

    due: datetime
    days: float
    inner: object


class Scheduler(Protocol):
    """Says when something is to be repeated; the same answers for the same questions, always."""

    def next(self, recall: Recall | None, grade: Grade, at: datetime) -> Recall:
        """What is known after that.

        Args:
            recall: None the first time. at: UTC.
        """


@dataclass(frozen=True, slots=True)
class Key:
    """What is remembered on its own: one item in one kind of drill."""

    kind: DrillKind
    pack_id: PackId
    item_id: DrillItemId


def grade_of(attempt: Attempt, figures: TrainingFigures) -> Grade:
    """Wrong, right but as slow as the untrained, right, right within the goal."""
    if not attempt.right:
        return Grade.AGAIN
    pace = pace_of(attempt.seconds, figures)
    if pace is Pace.UNTRAINED:
        return Grade.HARD
    return Grade.GOOD if pace is Pace.BETWEEN else Grade.EASY


def key_of(attempt: Attempt) -> Key:
    """What an attempt says something of: under pressure it is the triage, to be repeated in peace."""
    kind = DrillKind.TRIAGE if attempt.kind is DrillKind.PRESSURE else attempt.kind
    return Key(kind, attempt.pack_id, attempt.item_id)


class Repetition:
    """What a learner is to repeat.

    An item enters when it went wrong, or right but slower than the untrained; it leaves when its next day would be
    more than `KEPT_DAYS` away. Under pressure only what went wrong counts: being right there may have been luck of
    the moment, and what was put off was not answered at all.
    """

    def __init__(self, scheduler: Scheduler, figures: TrainingFigures) -> None:
        self.recalls: dict[Key, Recall] = {}
        self._scheduler, self._figures = scheduler, figures

    def extend(self, attempts: Iterable[Attempt]) -> None:
        """More attempts, in the order of time."""
        for attempt in attempts:
            self.add(attempt)

    def add(self, attempt: Attempt) -> None:
        """One more; void ones say nothing."""
        if not attempt.counts or (attempt.kind is DrillKind.PRESSURE and not _is_failure(attempt)):
            return
        key, grade = key_of(attempt), grade_of(attempt, self._figures)
        held = self.recalls.get(key)
        if held is None and grade > Grade.HARD:
            return
        recall = self._scheduler.next(held, grade, attempt.at)
        if recall.days > KEPT_DAYS:
            self.recalls.pop(key, None)
        else:
            self.recalls[key] = recall

    def due(self, today: date, zone: tzinfo, offered: Collection[Key] | None = None) -> list[Key]:
        """What is to be repeated on that day or was before, what has waited longest first.

        Args:
            zone: whose days are meant; the hour of a day does not count. offered: what there is; None for all.
        """
        found = [
            (recall.due, key.item_id, key.kind, key)
            for key, recall in self.recalls.items()
            if day_of(recall.due, zone) <= today and (offered is None or key in offered)
        ]
        return [entry[-1] for entry in sorted(found, key=_order)]

    def by_day(self, days: Sequence[date], zone: tzinfo, offered: Collection[Key] | None = None) -> tuple[int, ...]:
        """How many are due on each of these days in a row; what was due before them is due on the first."""
        place = {day: number for number, day in enumerate(days)}
        counts = [0] * len(days)
        for key, recall in self.recalls.items():
            number = place.get(max(day_of(recall.due, zone), days[0]))
            if number is not None and (offered is None or key in offered):
                counts[number] += 1
        return tuple(counts)

    def copy(self) -> "Repetition":
        """Another one that moves on its own."""
        made = Repetition(self._scheduler, self._figures)
        made.recalls = dict(self.recalls)
        return made


def _is_failure(attempt: Attempt) -> bool:
    return not attempt.right and attempt.ending in {Ending.DONE, Ending.LATE}


def _order(entry: tuple[datetime, str, str, Key]) -> tuple[datetime, str, str]:
    return entry[:3]
