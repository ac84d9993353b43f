"""The guide of one reply: its structure, its words and its clock, by the tier (E-1, E-2, K-1, L-3, L-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from domain.emotion.assessment import Tier
from domain.guidance.findings import Part
from domain.guidance.parts import empathy_count, has
from domain.guidance.reading import Reading
from domain.guidance.situation import Situation

STRUCTURE: Mapping[Tier, tuple[Part, ...]] = MappingProxyType(
    {
        Tier.LOW: (Part.FACT, Part.SOLUTION),
        Tier.MEDIUM: (Part.APOLOGY, Part.REASON, Part.COMPENSATION),
        Tier.HIGH: (Part.PERSONAL_ADDRESS, Part.URGENT_PROMISE, Part.SPECIALIST),
    }
)
COMPLAINT = (Part.APOLOGY, Part.SUMMARY, Part.PROMISED_TIME)
"""What the first answer to a complaint has (K-1)."""


class ClockState(StrEnum):
    """How the time for the reply stands."""

    RUNNING = "running"
    WARNING = "warning"
    OVER = "over"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time left for the reply.

    Attributes:
        left: below zero when it is over. spent: part of the time that is gone, 0 to 1.
    """

    state: ClockState
    left: timedelta
    spent: float


@dataclass(frozen=True, slots=True)
class Step:
    """One part that the reply should have, and whether it does; None when that cannot be told."""

    part: Part
    done: bool | None


@dataclass(frozen=True, slots=True)
class Guide:
    """What the card shows of a draft.

    Attributes:
        structure: the tier's parts in their order; further: what else belongs into this reply.
        words, least, most: how many words it has, and the tier's range.
        spare: by how many words the range may be missed in this language.
        empathy: phrases in the first sentences.
    """

    structure: tuple[Step, ...]
    further: tuple[Step, ...]
    words: int
    least: int
    most: int
    spare: int
    empathy: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """All parts, in the order of the card."""
        return (*self.structure, *self.further)

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that are not there yet."""
        return tuple(step.part for step in self.steps if step.done is False)


def parts_for(about: Situation) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The tier's structure, and what else belongs into the reply; no part twice."""
    structure = STRUCTURE[about.tier]
    further = [part for part in COMPLAINT if part not in structure] if about.complaint else []
    further.append(Part.CALL_TO_ACTION)
    if about.tier is not Tier.LOW:
        further.append(Part.EMPATHY)
    return structure, tuple(further)


def guide(draft: Reading) -> Guide:
    """How far the draft is."""
    structure, further = parts_for(draft.about)
    row = draft.about.figures.tiers[draft.about.tier]
    return Guide(
        tuple(Step(part, has(draft, part)) for part in structure),
        tuple(Step(part, has(draft, part)) for part in further),
        draft.words,
        row.least,
        row.most,
        draft.about.figures.spare(draft.about.language),
        empathy_count(draft),
    )


def clock(about: Situation, now: datetime) -> Clock | None:
    """The time left since the oldest message that nobody answered; None when nobody waits (E-2)."""
    if about.waiting_since is None:
        return None
    allowed = timedelta(seconds=about.figures.tiers[about.tier].seconds)
    waited = max(timedelta(), now - about.waiting_since)
    left = allowed - waited
    return Clock(_state(waited, allowed, about.figures.escalated), left, min(1.0, waited / allowed))


def _state(waited: timedelta, allowed: timedelta, escalated: int) -> ClockState:
    if waited >= max(allowed, timedelta(seconds=escalated)):
        return ClockState.ESCALATED
    if waited >= allowed:
        return ClockState.OVER
    return ClockState.WARNING if waited >= allowed * 2 / 3 else ClockState.RUNNING
