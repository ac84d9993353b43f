"""Customers, their identities (channel handles) and the reversible joins between them (C-2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.channel import ChannelKind
from domain.ids import AgentId, ChannelAccountId, CustomerId, IdentityId, JoinId, ThreadId


@dataclass(frozen=True, slots=True)
class Customer:
    """A person who writes to us.

    Attributes:
        language: BCP 47 tag of the language they write, "" when unknown.
        phone: E.164, "" when unknown.
        traits: facts from the customer directory, name to text (P-2), in the directory's order.
    """

    id: CustomerId
    name: str
    language: str
    phone: str
    email: str
    traits: tuple[tuple[str, str], ...]
    version: int


@dataclass(frozen=True, slots=True)
class Identity:
    """One handle of a customer on one channel account. It has a home thread that never changes.

    Attributes:
        handle: the provider's id of the person (WhatsApp wa_id, Instagram scoped id).
        display: what people call the handle ("+66 2 123 4567", "@somchai").
        last_inbound_at: when they last wrote there: opens the reply window; None if never.
    """

    id: IdentityId
    customer_id: CustomerId
    thread_id: ThreadId
    account_id: ChannelAccountId
    channel: ChannelKind
    handle: str
    display: str
    last_inbound_at: datetime | None
    version: int


class JoinState(StrEnum):
    """Where a join stands. UNDONE and DECLINED also keep the same evidence from joining again by itself."""

    SUGGESTED = "suggested"
    JOINED = "joined"
    UNDONE = "undone"
    DECLINED = "declined"


class EvidenceKind(StrEnum):
    """What says that two threads are one person's. The first three are strong: they join by themselves."""

    PHONE = "phone"
    EMAIL = "email"
    DIRECTORY = "directory"
    ORDER = "order"
    NAME = "name"
    AGENT = "agent"


STRONG = frozenset({EvidenceKind.PHONE, EvidenceKind.EMAIL, EvidenceKind.DIRECTORY})


@dataclass(frozen=True, slots=True)
class Join:
    """A reversible statement that the joined thread belongs to the kept thread's customer.

    Attributes:
        kept_thread_id: the thread on screen; joined_thread_id: the home thread shown inside it.
        detail: the fact itself, as text for the agent ("+66 2 123 4567").
        by_agent_id: who joined, undid or declined it; None when the backend did.
        took_ms: from the arrival of the message that gave the evidence to the join (C-2: at most 5,000).
    """

    id: JoinId
    kept_thread_id: ThreadId
    joined_thread_id: ThreadId
    state: JoinState
    evidence: EvidenceKind
    detail: str
    by_agent_id: AgentId | None
    at: datetime
    took_ms: int
    version: int
