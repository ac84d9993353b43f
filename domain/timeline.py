"""What one thread shows: a window of entries, in the order of the server, what has not left yet last."""

from dataclasses import dataclass
from datetime import datetime

from domain.channel import ChannelKind
from domain.ids import AgentId, MessageId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind
from domain.operations import Note, Operation, Send
from domain.outbox import OutboxState, QueuedOperation


@dataclass(frozen=True, slots=True)
class Newer:
    """Something that was said to the customer or by them while somebody wrote a reply.

    Attributes:
        customer: whether the customer said it; else a colleague, whose name it is.
        words: the first of what was said, on one line.
    """

    message_id: MessageId
    position: int
    name: str
    customer: bool
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message on screen.

    Attributes:
        sending: its outbox state while the feed has not brought it back; None once it has.
        problem: why it is held or blocked, or why the channel failed; a code, "" when all is well.
        place, queue: "waits (place of queue)" in its lane; 0 when it does not wait.
        local_order: orders entries that the server has not placed yet; 0 for all others.
        author_name: the agent's name for what the team wrote, else "".
        quoted: one line of the message it answers, "" if none.
        leaves_at: until then it can be called back (`domain.outbox.on_hold`); None when it may leave at once.
        moved: what was said meanwhile, oldest first, while it is held because of that.
    """

    message: Message
    sending: OutboxState | None = None
    problem: str = ""
    place: int = 0
    queue: int = 0
    local_order: int = 0
    author_name: str = ""
    quoted: str = ""
    leaves_at: datetime | None = None
    moved: tuple[Newer, ...] = ()

    @property
    def id(self) -> MessageId:
        """The message's id."""
        return self.message.id

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Server order first, then what is still local in the order it was written (R20)."""
        placed = self.message.position
        return (0, placed, 0) if placed else (1, 0, self.local_order)


def bubble(row: QueuedOperation, agent_id: AgentId | None) -> Entry | None:
    """A reply or a note of the outbox as it stands in the thread; None for everything else."""
    operation = row.operation
    payload = operation.payload
    if not isinstance(payload, Send | Note):
        return None
    message = unsent_message(operation, payload, agent_id, operation.lane, ChannelKind.OTHER)
    return Entry(message, row.state, row.reason, local_order=row.local_order, leaves_at=row.leaves_at)


@dataclass(frozen=True, slots=True)
class Window:
    """A contiguous slice of a thread.

    Attributes:
        entries: oldest first.
        older, newer: whether this computer holds more on that side.
        older_remote: whether the backend has messages older than anything held here.
        first_unread: the first message of the customer after this agent's read mark; None when all is read.
    """

    entries: tuple[Entry, ...]
    older: bool
    newer: bool
    older_remote: bool
    first_unread: MessageId | None


def unsent_message(
    operation: Operation, payload: Send | Note, agent_id: AgentId | None, thread_id: ThreadId, channel: ChannelKind
) -> Message:
    """What an agent wrote as a message that the server has not placed yet."""
    sent = payload if isinstance(payload, Send) else None
    return Message(
        id=MessageId(operation.id),
        thread_id=thread_id,
        position=0,
        author=Author.AGENT,
        agent_id=agent_id,
        kind=MessageKind.TEXT if sent else MessageKind.NOTE,
        channel=channel,
        identity_id=sent.identity_id if sent else None,
        text=payload.text,
        parts=sent.parts if sent else (),
        reply_to=sent.reply_to if sent else None,
        reactions=(),
        delivery=Delivery.PENDING if sent else Delivery.NONE,
        delivery_problem="",
        at=operation.created_at,
        edited_at=None,
        deleted_at=None,
        version=0,
    )
