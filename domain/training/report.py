"""What trainers are shown of practice, as it crosses the wire: counted by the server from all sessions (S-2, S-3)."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.ids import AgentId, AssignmentId, DrillItemId, PackId
from domain.measures.report import Ratio

_NONE = Ratio()


@dataclass(frozen=True, slots=True)
class TrainingChoice:
    """What counts; "" for everything.

    Attributes:
        since, until: UTC; from `since` on, before `until`. zone: IANA name of the zone whose days are meant.
        kind: a value of `DrillKind`. team: a key of the setting `teams`.
    """

    since: datetime
    until: datetime
    zone: str
    kind: str = ""
    pack: str = ""
    agent: str = ""
    team: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Attempts taken together; void ones are in none of it.

    Attributes:
        median: seconds to the point, of those that were right, 0 without one (S-1).
        recall, precision: means from 0 to 1; None where no keywords were asked.
        right, topics, tiers: of those asked. late: ran out of time or put off for good, of those under pressure.
    """

    attempts: int = 0
    median: float = 0.0
    recall: float | None = None
    precision: float | None = None
    right: Ratio = _NONE
    topics: Ratio = _NONE
    tiers: Ratio = _NONE
    late: Ratio = _NONE


@dataclass(frozen=True, slots=True)
class LearnerLine:
    """What one learner did.

    Attributes:
        seconds: of practice. days: with any. streak: days in a row until today or yesterday.
        before: the same for the span of equal length just before.
    """

    agent_id: AgentId
    sessions: int
    seconds: float
    days: int
    streak: int
    last: datetime | None
    result: Result
    before: Result


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic ("" for none of the five) and how it goes."""

    topic: str
    result: Result


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item that goes wrong often."""

    pack_id: PackId
    item_id: DrillItemId
    result: Result


@dataclass(frozen=True, slots=True)
class DayPoint:
    """One day of the curve; only days with attempts."""

    day: date
    result: Result


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """How far one learner is with one assignment.

    Attributes:
        done, wanted: items times rounds. finished_at: when the last of them was done; None while it is not.
    """

    assignment_id: AssignmentId
    agent_id: AgentId
    done: int
    wanted: int
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """How live response times changed for a group of people: after against before.

    Attributes:
        people, answers: how many it rests on.
        before, after: medians in seconds.
        share: the change of the typical response time: -0.2 for a fifth faster.
        low, high: the interval in which that lies with 95 % confidence.
    """

    people: int
    answers: int
    before: float
    after: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effect:
    """Whether training shows in live work (S-3): learners before and after they began, beside those who did not train.

    Attributes:
        days: on each side of each learner's first session.
        learners, others: None when there is too little to say anything.
        difference: learners against others (share, low, high), the figure that holds the season against them; None
            without both.
    """

    days: int
    learners: Change | None = None
    others: Change | None = None
    difference: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """The whole.

    Attributes:
        at: when it was counted. topics: weakest first. items: those that go wrong most, at most 20.
    """

    choice: TrainingChoice
    at: datetime
    result: Result
    before: Result
    learners: tuple[LearnerLine, ...]
    topics: tuple[TopicLine, ...]
    items: tuple[ItemLine, ...]
    curve: tuple[DayPoint, ...]
    assignments: tuple[AssignmentLine, ...]
    effect: Effect


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the team's table, for learners, where the workspace allows it."""

    agent_id: AgentId
    attempts: int
    median: float
