"""A message: text and parts, who wrote it, on which channel, and how far its delivery got."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.channel import ChannelKind
from domain.emotion.assessment import Assessment
from domain.ids import AgentId, BlobHash, IdentityId, MessageId, ThreadId


class Author(StrEnum):
    """Which side wrote it."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class MessageKind(StrEnum):
    """What a message is. Unknown kinds of the channel are UNSUPPORTED: shown as such, never dropped."""

    TEXT = "text"
    NOTE = "note"
    EVENT = "event"
    UNSUPPORTED = "unsupported"


class PartKind(StrEnum):
    """What hangs on a message beside its text."""

    ATTACHMENT = "attachment"
    LOCATION = "location"
    CONTACT = "contact"
    BUTTON = "button"
    FACT = "fact"
    UNSUPPORTED = "unsupported"


class EventCode(StrEnum):
    """What happened in the thread; the FACT parts that come with it are named behind each."""

    JOINED = "joined"  # channel, took_ms, join
    JOIN_UNDONE = "join_undone"  # channel, join
    ASSIGNED = "assigned"  # assignee (agent id, or "" for the queue)
    RESOLVED = "resolved"
    REOPENED = "reopened"
    SNOOZED = "snoozed"  # until (ISO 8601, UTC)
    RATED = "rated"  # question ("csat", "nps"), score, said (what the customer wrote beside it)


NO_BLOB = BlobHash("")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that hangs on a message; which fields are filled depends on the kind.

    Attributes:
        name: ATTACHMENT the file's display name; LOCATION the place; CONTACT the person; BUTTON the pressed label;
            FACT the key of an EVENT's fact; UNSUPPORTED the provider's word for it.
        detail: LOCATION the address; CONTACT phone numbers and emails, one a line; BUTTON its payload; FACT the value.
        blob: sha256 of the attachment's bytes in lower-case hex, "" until the backend holds them.
        media_type: ATTACHMENT only, as the channel or the file said ("image/jpeg").
        size: bytes, 0 when unknown. width, height: pixels of an image, 0 when unknown.
        latitude, longitude: degrees, LOCATION only.
        problem: why the bytes are not there, a code; "" when all is well.
    """

    kind: PartKind
    name: str = ""
    detail: str = ""
    blob: BlobHash = NO_BLOB
    media_type: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    problem: str = ""


class Delivery(StrEnum):
    """How far an outgoing message got; NONE for what does not leave. Only moves forward (`delivery_after`)."""

    NONE = "none"
    PENDING = "pending"
    SENDING = "sending"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    READ = "read"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"


_RANK = {
    Delivery.NONE: 0,
    Delivery.PENDING: 1,
    Delivery.SENDING: 2,
    Delivery.UNCONFIRMED: 3,
    Delivery.FAILED: 4,
    Delivery.ACCEPTED: 4,
    Delivery.DELIVERED: 5,
    Delivery.READ: 6,
}


def delivery_after(current: Delivery, reported: Delivery) -> Delivery:
    """The state after a report that may be late or repeated: forward only (reliability 3.7).

    A failure reported after acceptance counts (the provider gave up), one after delivery does not.
    """
    if reported is Delivery.FAILED and current is Delivery.ACCEPTED:
        return reported
    return reported if _RANK[reported] > _RANK[current] else current


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that somebody put on a message; a newer one of the same person replaces it."""

    author: Author
    emoji: str


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a thread.

    Attributes:
        id: for what an agent wrote, the id the client chose: it is the operation's id (reliability 3.1).
        thread_id: its home thread, which joins never change.
        position: the server's order over all messages, rising with arrival, never by the clock. 0 while local.
        channel, identity_id: where it was written or goes to; OTHER and None for notes and events.
        text: plain text, always; an EVENT has a value of `EventCode` here and its facts in `parts`.
        reply_to: the quoted message, None if none or unknown.
        delivery_problem: a code from `domain.problems` when delivery FAILED or is UNCONFIRMED, else "".
        at: when the customer wrote it or the server took it, UTC.
        version: the feed sequence of its last change.
        assessment: what it is, for what a customer wrote; None where nobody has looked yet (E-1).
    """

    id: MessageId
    thread_id: ThreadId
    position: int
    author: Author
    agent_id: AgentId | None
    kind: MessageKind
    channel: ChannelKind
    identity_id: IdentityId | None
    text: str
    parts: tuple[Part, ...]
    reply_to: MessageId | None
    reactions: tuple[Reaction, ...]
    delivery: Delivery
    delivery_problem: str
    at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    version: int
    assessment: Assessment | None = None


SNIPPET_LENGTH = 160


def snippet(text: str, parts: tuple[Part, ...] = ()) -> str:
    """One plain line for lists: the text's words, or the name of the first part, at most 160 characters."""
    line = " ".join(text.split())
    if not line and parts:
        line = parts[0].name or parts[0].media_type or parts[0].kind.value
    return line if len(line) <= SNIPPET_LENGTH else line[: SNIPPET_LENGTH - 1] + "…"


def snippet_author(author: Author, kind: MessageKind) -> str:
    """Whose words a snippet is: the author's value, or "note" for what the customer never sees."""
    return str(kind if kind == MessageKind.NOTE else author)
