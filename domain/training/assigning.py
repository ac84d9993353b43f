"""What trainers give to learners: packs with dates, a word, a certificate (S-2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId, PackId
from domain.training.item import DrillKind

LONGEST_WORD: Final = 2_000
"""Characters of what a trainer says to a learner."""

MOST_PEOPLE: Final = 500


@dataclass(frozen=True, slots=True)
class Assignment:
    """People are to practise with a pack between two days; they and trainers see it.

    Attributes:
        kind: the drill; None for all that its items have keys for.
        people: everybody who is meant. groups: the names of teams that they were chosen by, to be read only.
        since, until: days, both included, in each learner's own time zone.
        rounds: how often each item is to be done.
        ended: called off by a trainer.
    """

    id: AssignmentId
    pack_id: PackId
    kind: DrillKind | None
    people: tuple[AgentId, ...]
    groups: tuple[str, ...]
    since: date
    until: date
    rounds: int
    note: str
    author: AgentId
    ended: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Coaching:
    """A word of a trainer to one learner; these two and other trainers see it."""

    id: CoachingId
    to: AgentId
    author: AgentId
    text: str
    at: datetime
    seen_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a learner has shown, by the server's own figures at that moment; they and trainers see it.

    Attributes:
        language: of the messages, "" for all. attempts: that were counted, between `since` and `until`.
        median: seconds to the point (S-1). recall, topics, tiers: shares from 0 to 1; None when never asked.
        goal: the median that was asked for then.
    """

    id: CertificateId
    agent_id: AgentId
    name: str
    language: str
    since: datetime
    until: datetime
    attempts: int
    median: float
    recall: float | None
    topics: float | None
    tiers: float | None
    goal: float
    author: AgentId
    at: datetime
    version: int = 0
