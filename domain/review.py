"""The weekly review: conversations that were sampled, what stands out in each, and what the lead said of it (M-1)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, MessageId, OfferId, ReviewId, ThreadId

LONGEST_COMMENT = 2_000
"""Characters of what a lead says of a conversation."""


class Verdict(StrEnum):
    """What the lead thinks of how it was handled."""

    NONE = ""
    EXEMPLARY = "exemplary"
    FINE = "fine"
    LEARN = "learn"


class TurnKind(StrEnum):
    """What stands out at one place of a conversation."""

    WORSE = "worse"  # the customer's tier rose
    BETTER = "better"  # the customer's tier fell
    LOST_TIME = "lost_time"  # the customer waited longer than the tier allows; `seconds`
    SOFTENED = "softened"  # the tier fell after an offer; `offer_id`


@dataclass(frozen=True, slots=True)
class Turn:
    """One such place.

    Attributes:
        message_id: the customer's message at which it shows.
        before, after: the tiers on both sides of it. seconds: how long the customer had waited.
    """

    kind: TurnKind
    message_id: MessageId
    at: datetime
    before: Tier | None = None
    after: Tier | None = None
    seconds: int = 0
    offer_id: OfferId | None = None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One sampled conversation.

    Attributes:
        id: the same for the same week and thread.
        week: its Monday. seed: what the sample was drawn with.
        stratum: what it was drawn as: channel, worst tier and whether there was a complaint, blank-separated.
        agent_id: who answered most in that week.
        waited: seconds that the customer waited in all, in that week.
        comment: the lead's, plain text, at most `LONGEST_COMMENT`.
        training: goes to the drills. vocabulary: goes to the vocabulary review (Q-5).
    """

    id: ReviewId
    week: date
    seed: int
    thread_id: ThreadId
    customer_name: str
    channel: str
    stratum: str
    agent_id: AgentId | None
    tier: Tier | None
    topic: Topic | None
    complaint: bool
    messages: int
    waited: int
    turns: tuple[Turn, ...]
    verdict: Verdict = Verdict.NONE
    comment: str = ""
    training: bool = False
    vocabulary: bool = False
    reviewed_by: AgentId | None = None
    reviewed_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class MarkReview:
    """An operation: what a lead says of a sampled conversation; its lane is that thread. The last one stands."""

    review_id: ReviewId
    verdict: Verdict
    comment: str
    training: bool
    vocabulary: bool
