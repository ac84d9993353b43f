"""What screens are told of practice, and what they ask for (S-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.ids import AssignmentId, PackId, PracticeId
from domain.training.assigning import Assignment, Coaching
from domain.training.item import DrillItem, DrillKind
from domain.training.pack import PackSource
from domain.training.report import DayPoint, Result, TopicLine
from domain.training.results import Attempt


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to practise.

    Attributes:
        kind: None for the daily mixture. pack_id: None for all that are offered. language: "" for all.
        seconds: of practice, 0 for as long as there are items; items: at most so many, 0 for no bound.
        repeat: only what went wrong and is due again.
    """

    kind: DrillKind | None = None
    pack_id: PackId | None = None
    assignment_id: AssignmentId | None = None
    language: str = ""
    seconds: int = 0
    items: int = 20
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One item to be done now, in one kind of drill.

    Attributes:
        order: in which order gists or replies are shown: indices into the item's own, the right one is index 0 there.
        level: how hard it is, 1 to 5. pace: words (Chinese: characters) a minute for flash reading, else 0.
        again: whether it comes because it went wrong before.
    """

    item: DrillItem
    kind: DrillKind
    pack_id: PackId
    edition: int
    level: int
    order: tuple[int, ...] = ()
    pace: float = 0.0
    again: bool = False


class Deck(Protocol):
    """What comes next in one go of practice; every answer moves what follows (harder, easier, again)."""

    @property
    def title(self) -> str:
        """The pack's name; "" for a mixture."""

    @property
    def size(self) -> int:
        """How many tasks there will be at most, 0 when time alone ends it."""

    def next(self) -> Task | None:
        """The next task; None when there is nothing left. The same one again until `done` was told of it."""

    def done(self, attempt: Attempt) -> None:
        """What came of it."""


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
