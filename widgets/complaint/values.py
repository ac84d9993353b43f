"""What the cards of a complaint show, in words that are ready for the screen."""

from dataclasses import dataclass
from enum import StrEnum


class PathState(StrEnum):
    """How far one stop of the path is; each has a shape of its own."""

    DONE = "done"
    NOW = "now"
    COMING = "coming"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class PathLine:
    """One stop.

    Attributes:
        more: a second, smaller line, "" for none.
    """

    state: PathState
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class ClockLine:
    """The deadline that comes next.

    Attributes:
        tone: "" or "high" (little is left, or nothing); "medium" for what can wait a little.
        percent: of its time that is gone, 0 to 100.
    """

    text: str
    tone: str = ""
    percent: int = 0


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """Another complaint like this one.

    Attributes:
        key: its id. mark: its tier.
    """

    key: str
    mark: str
    title: str
    second: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that happened."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class ComplaintValue:
    """One complaint, whole.

    Attributes:
        tier: "low", "medium" or "high"; tier_words: the chip's words. state: what else it is ("paused"), "" when open.
        facts: pairs of name and value. role: the owner's role, "" for no chip. owner_notes: escalation and the like.
        pending: what is said while something done to it has not left this computer, "" for nothing.
    """

    title: str
    customer: str
    tier: str
    tier_words: str
    state: str
    clock: ClockLine | None
    path: tuple[PathLine, ...]
    owner: str
    role: str
    owner_notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    similar: tuple[SimilarLine, ...] = ()
    history: tuple[StepLine, ...] = ()
    pending: str = ""


@dataclass(frozen=True, slots=True)
class BriefValue:
    """The thread's complaint in a few lines.

    Attributes:
        path: the stops without their words. step: what is to be done next.
        more: how many other complaints the thread has, in words; "" for none.
    """

    title: str
    tier: str
    tier_words: str
    clock: ClockLine | None
    owner: str
    path: tuple[PathState, ...]
    step: str
    more: str = ""
    urgent: bool = False
