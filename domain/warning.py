"""A warning: a measure that is not where it should be, since when, and the threads behind it (M, E-3, R-1, A-4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import ThreadId, WarningId


class WarningKind(StrEnum):
    """Which measure."""

    CSAT = "csat"
    RESPONSE = "response"
    FIRST_CONTACT = "first_contact"
    PEAK = "peak"
    UNANSWERED = "unanswered"
    HIT_RATE = "hit_rate"


@dataclass(frozen=True, slots=True)
class MeasureWarning:
    """One measure beyond its limit; gone from the shelf when it is well again.

    Attributes:
        id: the kind, and behind a colon whom or what it is about (an agent, a quick reply), if anything.
        value, limit: in the measure's unit (seconds, percent, points, threads).
        since: when it was seen first.
        threads: the newest threads behind it, at most 50.
    """

    id: WarningId
    kind: WarningKind
    about: str
    value: float
    limit: float
    since: datetime
    threads: tuple[ThreadId, ...]
    version: int = 0
