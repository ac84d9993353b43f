"""What stands in an inbox under pressure: its dialogues, what interrupts, and how it can end (S-2)."""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.training.answering import NOTHING, Answer
from domain.training.pressure_plan import Arrival, Source


class State(StrEnum):
    """How a dialogue stands."""

    AWAY = "away"  # nothing of it is here yet
    COMING = "coming"  # what was said before is here, the message is not
    WAITING = "waiting"  # its clock runs
    SNOOZED = "snoozed"  # its clock stands
    DONE = "done"  # answered or triaged
    LATE = "late"  # its clock ran out


class End(StrEnum):
    """Why it is over."""

    TIME = "time"
    EMPTY = "empty"  # everything is done, and nothing more comes
    OVERLOAD = "overload"  # more waited at once than anybody can hold, for too long
    STOPPED = "stopped"  # by the learner


@dataclass(slots=True)
class Dialogue:
    """One dialogue; all moments are seconds of the drill, which stand while it is paused.

    Attributes:
        due: when its clock runs out. left: seconds on it while it is snoozed; back_at: until then.
        snoozes: how often it was put off. answer: what was done.
        seconds: it could be read (S-1). away: it was covered by a pause. interruptions: how often it was covered.
        seen_at: when it could first be read, in seconds since the start, pauses included; None while never.
        closed_at: when it was done or late.
    """

    arrival: Arrival
    state: State = State.AWAY
    due: float = 0.0
    left: float = 0.0
    back_at: float = 0.0
    snoozes: int = 0
    answer: Answer = NOTHING
    seconds: float = 0.0
    away: float = 0.0
    interruptions: int = 0
    seen_at: float | None = None
    came_at: float = 0.0
    closed_at: float | None = None
    lines: int = field(default=0)

    @property
    def number(self) -> int:
        """Its number in the plan."""
        return self.arrival.number

    @property
    def open_to_work(self) -> bool:
        """Whether something can be done with it."""
        return self.state in {State.WAITING, State.SNOOZED}

    @property
    def closed(self) -> bool:
        """Whether nothing can be done with it any more."""
        return self.state in {State.DONE, State.LATE}

    def left_at(self, now: float) -> float:
        """Seconds on its clock at that moment of the drill."""
        return self.left if self.state is State.SNOOZED else max(0.0, self.due - now)

    def waited_at(self, now: float) -> float:
        """Seconds that its clock has run by then; what is snoozed does not wait."""
        return self.arrival.limit - self.left_at(min(now, self.closed_at if self.closed_at is not None else now))


@dataclass(frozen=True, slots=True)
class Asked:
    """An interruption that is on screen.

    Attributes:
        choices: of a question of the work: which of its texts, 0 for the right one; of the lead's: the figures.
        right: the place of the right one among them. until: seconds of the drill.
    """

    number: int
    source: Source
    question: int
    choices: tuple[int, ...]
    right: int
    until: float


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What came of an interruption.

    Attributes:
        right: whether the answer was; None when there was none in time.
    """

    asked: Asked
    right: bool | None
