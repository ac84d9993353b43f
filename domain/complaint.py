"""A complaint: what went wrong for a customer, who owns it, its clocks, and everything that happened to it (K)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.emotion.assessment import Tier
from domain.ids import AgentId, ComplaintId, MessageId, ThreadId
from domain.offer import LossKind


class ComplaintState(StrEnum):
    """How far it got.

    open <--> paused (the customer has to say something) ; open | paused --> resolved --follow-up--> closed
    resolved | closed --reopened--> open ; any --linked to another--> closed --unlinked--> open
    """

    OPEN = "open"
    PAUSED = "paused"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Effect(StrEnum):
    """What it is for the customer, beside the amount (table K)."""

    TECHNICAL = "technical"
    EXPERIENCE = "experience"


class Origin(StrEnum):
    """How it came to be opened."""

    MESSAGE = "message"
    PERSON = "person"
    RULE = "rule"


class FollowUpOutcome(StrEnum):
    """What the customer said some days later (K-6)."""

    WELL = "well"
    NOT_WELL = "not_well"
    NO_ANSWER = "no_answer"


class Deadline(StrEnum):
    """What has to happen in time; in the order in which they come."""

    RULE = "rule"  # K-1: every complaint is answered within 15 minutes
    FIRST = "first"  # the tier's own time for the first answer
    RESOLVE = "resolve"
    FOLLOW_UP = "follow_up"


class StepKind(StrEnum):
    """What happened to a complaint; what comes with each is named behind it."""

    OPENED = "opened"  # tier, words: why the table says so (TierReason values, blank-separated)
    RETIERED = "retiered"  # tier, words: the reason
    OWNED = "owned"  # owner, words: the reason
    AMENDED = "amended"
    WARNED = "warned"  # deadline
    BREACHED = "breached"  # deadline
    ESCALATED = "escalated"  # deadline, owner: who has it now
    ANSWERED = "answered"  # words: which of the three elements it has (Part values, blank-separated)
    OFFERED = "offered"
    TAKEN = "taken"  # words: the option's mark, "1" to "3"
    REFUSED = "refused"
    PAUSED = "paused"
    RESUMED = "resumed"
    RESOLVED = "resolved"  # words: what was done
    REOPENED = "reopened"  # words: the reason
    LINKED = "linked"  # words: the other complaint's id
    UNLINKED = "unlinked"
    FOLLOWED_UP = "followed_up"  # words: outcome, and behind a blank what was said


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; steps are only ever added, by the server.

    Attributes:
        agent_id: who did it, None for the clock, the customer or the server.
    """

    at: datetime
    kind: StepKind
    agent_id: AgentId | None = None
    tier: Tier | None = None
    owner_id: AgentId | None = None
    deadline: Deadline | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint, whole; all times are the server's, UTC.

    Attributes:
        thread_id: home thread of what it is about; joins never change it.
        message_id: what it was opened from, None when by hand without one.
        title: one line, at most 120 characters, plain.
        channel: value of `ChannelKind` of that message, or of the thread's last one.
        language: what the customer writes, a tag like "th"; "" when nobody knows.
        amount: what it is about, in the smallest unit of `currency`; 0 for none.
        publicity: whether it is public or threatens to be (table K).
        received_at: when the customer's message arrived; every clock runs from here.
        owner_id: who has to act; None when nobody of the right role is there.
        level: how often it was escalated.
        rule_due, first_due: until when a first answer has to be sent, by K-1 and by its tier.
        resolve_due: until when it has to be resolved; moves on while it is paused, and by re-tiering.
        answer_parts: what the first answer has of apology, summary, promise (K-1; `domain.guidance.guide.Part` values).
        paused_at: since when the resolution clock stands, None when it runs.
        warned, breached: the deadlines for which that has happened.
        seen_at: when the present owner last looked at it; None makes its notification repeat.
        follow_up_due: three days after it was resolved (K-6).
        duplicate_of: the complaint that goes on in its place.
        next_at: when the clock has to look at it again, None when never.
        steps: its history, oldest first.
        version: the feed sequence of its last change.
    """

    id: ComplaintId
    thread_id: ThreadId
    message_id: MessageId | None
    title: str
    tier: Tier
    amount: int
    currency: str
    publicity: bool
    effect: Effect
    kind: LossKind
    origin: Origin
    channel: str
    language: str
    opened_by: AgentId | None
    received_at: datetime
    opened_at: datetime
    owner_id: AgentId | None
    level: int
    state: ComplaintState
    rule_due: datetime
    first_due: datetime
    resolve_due: datetime
    answered_at: datetime | None = None
    answer_parts: tuple[str, ...] = ()
    paused_at: datetime | None = None
    warned: tuple[Deadline, ...] = ()
    breached: tuple[Deadline, ...] = ()
    seen_at: datetime | None = None
    resolved_at: datetime | None = None
    resolution: str = ""
    follow_up_due: datetime | None = None
    followed_up_at: datetime | None = None
    outcome: FollowUpOutcome | None = None
    duplicate_of: ComplaintId | None = None
    next_at: datetime | None = None
    steps: tuple[Step, ...] = ()
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to make it good."""
        return self.state in (ComplaintState.OPEN, ComplaintState.PAUSED)
