"""What came of practice: one attempt an item, many a session; learners keep them, trainers count them (S-1)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, AssignmentId, DrillItemId, PackId, PracticeId
from domain.training.item import DrillKind

MOST_ATTEMPTS: Final = 300
"""In one session."""


class Ending(StrEnum):
    """How an attempt ended."""

    DONE = "done"  # the learner answered
    LATE = "late"  # its clock ran out first (pressure)
    SNOOZED = "snoozed"  # put off in time, and not taken up again (pressure)
    VOID = "void"  # interrupted too long to say anything; counts in no figure


@dataclass(frozen=True, slots=True)
class Attempt:
    """One item, once.

    Attributes:
        pack_id, edition: where the item comes from. topic, tier, language: the item's own, so that no pack is needed
            to count by them.
        level: how hard the item was, 1 to 5.
        at: when it was painted, by the server's time. seconds: to the point, while it could be read (S-1).
        right: whether everything that was asked was right.
        recall, precision: of the keywords, 0 to 1; None where none were asked. The same for the four below.
        pace: at which the text was shown: words a minute, characters a minute for Chinese (flash); at which messages
            came in when it did: messages a minute (pressure).
        interruptions: how often it was paused or hidden.
    """

    item_id: DrillItemId
    pack_id: PackId
    edition: int
    kind: DrillKind
    language: str
    topic: Topic | None
    tier: Tier
    level: int
    at: datetime
    seconds: float
    right: bool
    ending: Ending = Ending.DONE
    recall: float | None = None
    precision: float | None = None
    topic_right: bool | None = None
    tier_right: bool | None = None
    complaint_right: bool | None = None
    step_right: bool | None = None
    pace: float | None = None
    interruptions: int = 0

    @property
    def counts(self) -> bool:
        """Whether it says anything of the learner."""
        return self.ending is not Ending.VOID


@dataclass(frozen=True, slots=True)
class Practice:
    """Practice in one go; kept whole, seen by its learner, counted for trainers.

    Attributes:
        agent_id: whose it is; the backend says so.
        kind: what it was; None for the daily mixture. assignment_id: what it was done for.
        began: by the server's time. seconds: of active time.
        zone: IANA name of the learner's time zone: their days and their streak are counted in it.
    """

    id: PracticeId
    agent_id: AgentId
    kind: DrillKind | None
    assignment_id: AssignmentId | None
    began: datetime
    seconds: float
    zone: str
    attempts: tuple[Attempt, ...]
    version: int = 0
