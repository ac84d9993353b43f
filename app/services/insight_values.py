"""What screens are told beside the measures themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from domain.agent import Agent
from domain.ids import ThreadId
from domain.measures.figures import DEFAULTS, InsightFigures

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MeasureRules:
    """What measures should reach, and when.

    Attributes:
        zone: IANA name of the zone in which the peak hours are meant.
        may_change: whether this agent may set the figures.
        unreadable: whether what was set makes no sense; the figures are the usual ones.
    """

    figures: InsightFigures = DEFAULTS
    zone: str = "UTC"
    may_change: bool = False
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """Something the server counted.

    Attributes:
        at: when. stale: whether it could not be counted afresh now.
    """

    value: T
    at: datetime
    stale: bool = False


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One person's load.

    Attributes:
        present: whether they are connected now, None when nobody knows. away: connected, but with no thread in front.
        open, waiting: threads of theirs, and how many of these wait for an answer (R-1: at most five).
        viewing: the thread in front of them, if any.
    """

    agent: Agent
    present: bool | None
    away: bool
    open: int
    waiting: int
    oldest_wait: datetime | None
    viewing: ThreadId | None
