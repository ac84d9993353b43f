"""The thread: everything one customer and the team said to each other, on whatever channel (C-2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, CustomerId, MessageId, ThreadId

UNANSWERED_LIMIT = 5
"""No agent holds more unanswered threads than this (R-1)."""


class ThreadStatus(StrEnum):
    """Whether somebody still has to do something."""

    OPEN = "open"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Thread:
    """The state of one home thread; its messages are kept apart.

    Joined threads stay what they are and name the thread they are shown in, so that a join can be undone.

    Attributes:
        merged_into: the root thread this one is shown in; None for a root. Never a chain: always the root itself.
        waiting_since: arrival of the oldest message the team has not answered; None when nobody waits.
        last_position: position of its newest message, 0 when it has none.
        last_inbound_position: the same for the newest message of the customer.
        snippet: one line of the newest visible message, at most 160 characters, plain text.
        snippet_author: whose (`message.snippet_author`).
        state_version: counts changes of status, assignee and snooze only; operations on these name the one they saw.
        version: the feed sequence of its last change.
        tier: the highest of what waits for an answer; None when nobody waits or nothing is known (E-1).
        topic: of the newest of these that has one. complaint: whether one of them is a complaint.
    """

    id: ThreadId
    customer_id: CustomerId
    merged_into: ThreadId | None
    status: ThreadStatus
    assignee_id: AgentId | None
    snoozed_until: datetime | None
    waiting_since: datetime | None
    tags: tuple[str, ...]
    last_message_id: MessageId | None
    last_position: int
    last_inbound_position: int
    last_at: datetime | None
    last_channel: str
    snippet: str
    snippet_author: str
    state_version: int
    version: int
    tier: Tier | None = None
    topic: Topic | None = None
    complaint: bool = False

    @property
    def root_id(self) -> ThreadId:
        """The thread that is on screen for this one."""
        return self.merged_into or self.id


@dataclass(frozen=True, slots=True)
class ReadMark:
    """How far one agent has read in one thread; only ever moves forward."""

    thread_id: ThreadId
    agent_id: AgentId
    position: int
    version: int
