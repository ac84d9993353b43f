"""Domain values with sensible fillings, for tests that need a little team with customers."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.ports import StoredBlob
from domain.agent import Agent, Role
from domain.channel import ChannelAccount, ChannelKind
from domain.customer import Customer, Identity
from domain.ids import AgentId, ChannelAccountId, CustomerId, IdentityId, MessageId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind, Part, PartKind
from domain.thread import Thread, ThreadStatus

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ME = Agent(AgentId("agent-me"), "Nok", "nok@example.com", Role.ADMIN, active=True, version=0)
COLLEAGUE = Agent(AgentId("agent-ann"), "Ann", "ann@example.com", Role.AGENT, active=True, version=0)
ACCOUNT = ChannelAccount(
    ChannelAccountId("account-wa"), ChannelKind.WHATSAPP, "Shop", "+66 2 000", enabled=True, version=0
)


def thread(number: int) -> Thread:
    """An open thread of customer `number`."""
    return Thread(
        id=ThreadId(f"thread-{number:03}"),
        customer_id=CustomerId(f"customer-{number:03}"),
        merged_into=None,
        status=ThreadStatus.OPEN,
        assignee_id=ME.id,
        snoozed_until=None,
        waiting_since=None,
        tags=(),
        last_message_id=None,
        last_position=0,
        last_inbound_position=0,
        last_at=None,
        last_channel=ChannelKind.WHATSAPP.value,
        snippet="",
        snippet_author="",
        state_version=0,
        version=0,
    )


def customer(number: int) -> Customer:
    """Customer `number`."""
    return Customer(CustomerId(f"customer-{number:03}"), f"Customer {number}", "en", "", "", (), version=0)


def identity(number: int) -> Identity:
    """The WhatsApp handle of customer `number`."""
    return Identity(
        id=IdentityId(f"identity-{number:03}"),
        customer_id=CustomerId(f"customer-{number:03}"),
        thread_id=ThreadId(f"thread-{number:03}"),
        account_id=ACCOUNT.id,
        channel=ChannelKind.WHATSAPP,
        handle=f"66{number:09}",
        display=f"+66 {number:09}",
        last_inbound_at=AT,
        version=0,
    )


def attachment(blob: StoredBlob) -> Part:
    """The file as it hangs on a reply."""
    return Part(PartKind.ATTACHMENT, blob.name, blob=blob.hash, media_type=blob.media_type, size=blob.size)


def message(thread_id: str, text: str, author: Author = Author.CUSTOMER, **changes: Any) -> Message:
    """A text in that thread; the customer's unless said otherwise."""
    plain = Message(
        id=MessageId(f"message-{text}"),
        thread_id=ThreadId(thread_id),
        position=0,
        author=author,
        agent_id=None,
        kind=MessageKind.TEXT,
        channel=ChannelKind.WHATSAPP,
        identity_id=IdentityId(thread_id.replace("thread", "identity")),
        text=text,
        parts=(),
        reply_to=None,
        reactions=(),
        delivery=Delivery.NONE,
        delivery_problem="",
        at=AT,
        edited_at=None,
        deleted_at=None,
        version=0,
    )
    return replace(plain, **changes)
