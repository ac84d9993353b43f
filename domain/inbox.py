"""The thread list: its folders and the one line that stands for a thread."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.channel import ChannelAccount, ChannelKind
from domain.customer import Customer, Identity, Join
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, ThreadId
from domain.thread import Thread, ThreadStatus


class Folder(StrEnum):
    """Where an agent looks for work."""

    MINE = "mine"
    QUEUE = "queue"
    SNOOZED = "snoozed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One line of the list; always a root thread.

    Attributes:
        channel: of the newest message.
        at: of the newest message, None for a thread without any.
        unread: how many of the customer's messages this agent has not read.
        waiting: operations of this lane that have not left this computer.
        needs_person: whether one of them is held or blocked.
        draft: start of the unsent text, "" when there is none.
        tier, topic, complaint: of what waits for an answer (`Thread`).
    """

    thread_id: ThreadId
    name: str
    channel: ChannelKind
    snippet: str
    snippet_author: str
    at: datetime | None
    waiting_since: datetime | None
    status: ThreadStatus
    assignee_id: AgentId | None
    snoozed_until: datetime | None
    tags: tuple[str, ...]
    unread: int
    waiting: int
    needs_person: bool
    draft: str
    tier: Tier | None = None
    topic: Topic | None = None
    complaint: bool = False


@dataclass(frozen=True, slots=True)
class FolderCounts:
    """How many threads each folder holds, and how many of mine wait for an answer (R-1: n of 5)."""

    mine: int
    queue: int
    snoozed: int
    done: int
    mine_unanswered: int
    mine_unread: int


@dataclass(frozen=True, slots=True)
class AgentLoad:
    """How much somebody has in hand.

    Attributes:
        open: their open threads. waiting: how many of these wait for an answer (R-1: at most five).
        oldest_wait: since when the first of them does.
    """

    agent_id: AgentId
    open: int
    waiting: int
    oldest_wait: datetime | None


@dataclass(frozen=True, slots=True)
class Card:
    """Everything about the customer of one root thread: the panel beside it and the composer's channels.

    Attributes:
        thread: the root; identities: of the root and of everything joined into it, newest inbound first.
        joins: those in force and those suggested, with the other customer's name beside each.
        shares: part of the customer's messages per channel held here, in percent, largest first (R-5).
    """

    thread: Thread
    customer: Customer
    identities: tuple[Identity, ...]
    joins: tuple[tuple[Join, str], ...]
    shares: tuple[tuple[ChannelKind, int], ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a reply can go.

    Attributes:
        account: from which it goes there; None when the team has given it up.
    """

    identity: Identity
    account: ChannelAccount | None
