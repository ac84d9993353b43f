"""What screens are told of practice, and what they ask for (S-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.ids import PackId, PracticeId
from domain.training.assigning import Assignment, Coaching
from domain.training.item import DrillKind
from domain.training.pack import PackSource
from domain.training.report import DayPoint, Result, TopicLine
from domain.training.results import Attempt
from domain.training.task import Wanted


@dataclass(frozen=True, slots=True)
class Going:
    """One go of practice, as far as it got.

    Attributes:
        began: by the server's time. seconds: of active time.
    """

    id: PracticeId
    wanted: Wanted
    began: datetime
    seconds: float
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class PackCard:
    """A pack that can be practised with.

    Attributes:
        items: how many. kinds: the drills that some of them have a key for.
        seen: items this learner has done at least once. due: of those that went wrong, due again today.
    """

    id: PackId
    title: str
    note: str
    source: PackSource
    edition: int
    languages: tuple[str, ...]
    items: int
    kinds: frozenset[DrillKind]
    seen: int
    due: int


@dataclass(frozen=True, slots=True)
class Given:
    """An assignment as its learner sees it.

    Attributes:
        title: the pack's, "" when it is not here (any more). author: the trainer's name.
        done, wanted: items times rounds. days_left: 0 on the last day, negative when it is over; starts: days until
            it begins, 0 when it has.
    """

    assignment: Assignment
    title: str
    author: str
    done: int
    wanted: int
    days_left: int
    starts: int


@dataclass(frozen=True, slots=True)
class Word:
    """What a trainer said to this learner, with the trainer's name."""

    coaching: Coaching
    author: str


@dataclass(frozen=True, slots=True)
class Today:
    """Where a learner stands today.

    Attributes:
        minutes: the daily goal. seconds: practised today. streak: days in a row, today included once it was trained.
        due: items to be repeated. given: assignments that are open or begin within a week, the most urgent first.
        words: of trainers, that were not seen yet.
    """

    minutes: int
    seconds: float
    streak: int
    due: int
    given: Sequence[Given]
    words: Sequence[Word]


@dataclass(frozen=True, slots=True)
class Mine:
    """Which part of the learner's own practice is looked at; "" and None for everything."""

    days: int = 30
    kind: DrillKind | None = None
    language: str = ""
    pack_id: PackId | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The learner's own curve against their own past.

    Attributes:
        before: the same number of days just before. topics: weakest first. due: items to be repeated, by day from
            today on, for a week.
    """

    mine: Mine
    sessions: int
    seconds: float
    streak: int
    longest_streak: int
    result: Result
    before: Result
    curve: Sequence[DayPoint]
    topics: Sequence[TopicLine]
    due: tuple[int, ...]
