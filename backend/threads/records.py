"""Rows of threads and messages as they are while a transaction works on them."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, literal_column

from backend.storage.tables_threads import message
from domain.channel import ChannelKind
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.ids import AgentId, CustomerId, IdentityId, MessageId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind, Part, Reaction
from domain.thread import Thread, ThreadStatus


@dataclass(slots=True)
class ThreadRecord:
    """One row of `thread`, in the order of its columns."""

    id: str
    customer_id: str
    merged_into: str | None = None
    status: str = ThreadStatus.OPEN
    assignee_id: str | None = None
    snoozed_until: datetime | None = None
    waiting_since: datetime | None = None
    tags: tuple[str, ...] = ()
    last_message_id: str | None = None
    last_position: int = 0
    last_inbound_position: int = 0
    last_at: datetime | None = None
    last_channel: str = ""
    snippet: str = ""
    snippet_author: str = ""
    state_version: int = 0
    state_actor: str = ""
    state_base: int = 0
    version: int = 0
    tier: str = ""
    topic: str = ""
    complaint: bool = False

    @property
    def root_id(self) -> str:
        """The thread it is shown in."""
        return self.merged_into or self.id

    def entity(self) -> Thread:
        """What clients see."""
        return Thread(
            ThreadId(self.id),
            CustomerId(self.customer_id),
            ThreadId(self.merged_into) if self.merged_into else None,
            ThreadStatus(self.status),
            AgentId(self.assignee_id) if self.assignee_id else None,
            self.snoozed_until,
            self.waiting_since,
            self.tags,
            MessageId(self.last_message_id) if self.last_message_id else None,
            self.last_position,
            self.last_inbound_position,
            self.last_at,
            self.last_channel,
            self.snippet,
            self.snippet_author,
            self.state_version,
            self.version,
            Tier(self.tier) if self.tier else None,
            Topic(self.topic) if self.topic else None,
            self.complaint,
        )


@dataclass(slots=True)
class MessageRecord:
    """One row of `message`, in the order of its columns."""

    id: str
    thread_id: str
    root_id: str
    position: int
    author: Author
    agent_id: str | None
    kind: MessageKind
    channel: ChannelKind
    identity_id: str | None
    text: str
    parts: tuple[Part, ...]
    reply_to: str | None
    reactions: tuple[Reaction, ...]
    delivery: Delivery
    delivery_problem: str
    at: datetime
    arrived_at: datetime
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    discarded: bool = False
    account_id: str = ""
    provider_id: str = ""
    version: int = 0
    assessment: Assessment | None = None

    def entity(self) -> Message | None:
        """What clients see; None when it was discarded."""
        if self.discarded:
            return None
        return Message(
            MessageId(self.id),
            ThreadId(self.thread_id),
            self.position,
            Author(self.author),
            AgentId(self.agent_id) if self.agent_id else None,
            MessageKind(self.kind),
            ChannelKind(self.channel),
            IdentityId(self.identity_id) if self.identity_id else None,
            self.text,
            self.parts,
            MessageId(self.reply_to) if self.reply_to else None,
            self.reactions,
            Delivery(self.delivery),
            self.delivery_problem,
            self.at,
            self.edited_at,
            self.deleted_at,
            self.version,
            self.assessment,
        )


def called(account_id: str, provider_id: str) -> ColumnElement[bool]:
    """That a message is the one that the channel calls so.

    The index of these names leaves out the empty one; it is used only where the question does so in writing, too.
    """
    named = message.c.provider_id != literal_column("''")
    return (message.c.account_id == account_id) & (message.c.provider_id == provider_id) & named


THREAD_COLUMNS = tuple(field.name for field in fields(ThreadRecord))
MESSAGE_COLUMNS = tuple(field.name for field in fields(MessageRecord))
