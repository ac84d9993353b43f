"""Entries and windows for tests and measurements of the thread view."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.channel import ChannelKind
from domain.ids import AgentId, BlobHash, IdentityId, MessageId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind, Part, PartKind
from domain.timeline import Entry, Window
from widgets.thread_view.context import ThreadContext

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
ME = AgentId("agent-me")
PRIYA = AgentId("agent-priya")
CONTEXT = ThreadContext(
    now=NOW, zone=UTC, me=ME, customer="王雅婷 Wang Yating", agents=((ME, "Li Hua"), (PRIYA, "Priya"))
)
_DEFAULTS: dict[str, Any] = {
    "thread_id": ThreadId("thread"),
    "author": Author.CUSTOMER,
    "agent_id": None,
    "kind": MessageKind.TEXT,
    "channel": ChannelKind.WHATSAPP,
    "identity_id": IdentityId("identity"),
    "parts": (),
    "reply_to": None,
    "reactions": (),
    "delivery": Delivery.NONE,
    "delivery_problem": "",
    "edited_at": None,
    "deleted_at": None,
    "version": 1,
}


def message(number: int, text: str = "", **changes: Any) -> Message:
    """Message `number`: one a minute, the customer's unless said otherwise; 0 is one without a position."""
    fields = {**_DEFAULTS, "at": NOW - timedelta(minutes=max(0, 200 - number)), **changes}
    fields.setdefault("position", number)
    fields.setdefault("id", MessageId(f"m{number:06}"))
    return Message(text=text, **fields)


def theirs(number: int, text: str, **changes: Any) -> Entry:
    """Something the customer wrote."""
    return Entry(message(number, text, **changes))


def ours(number: int, text: str, delivery: Delivery = Delivery.READ, **changes: Any) -> Entry:
    """Something this agent sent."""
    return Entry(message(number, text, author=Author.AGENT, agent_id=ME, delivery=delivery, **changes))


def local(order: int, text: str, **entry_changes: Any) -> Entry:
    """Something that has not left yet."""
    own = message(
        0, text, id=MessageId(f"local{order}"), author=Author.AGENT, agent_id=ME, delivery=Delivery.PENDING, at=NOW
    )
    return Entry(own, local_order=order, **entry_changes)


def event(number: int, code: str, by: AgentId | None = None, **facts: str) -> Entry:
    """A notice."""
    parts = tuple(Part(PartKind.FACT, name=name, detail=detail) for name, detail in facts.items())
    return Entry(
        message(
            number,
            code,
            author=Author.SYSTEM,
            kind=MessageKind.EVENT,
            agent_id=by,
            parts=parts,
            channel=ChannelKind.OTHER,
            identity_id=None,
        )
    )


def file_part(name: str, media_type: str, size: int = 120_000, **changes: Any) -> Part:
    """An attachment."""
    fields = {"blob": BlobHash("ab" * 32), **changes}
    return Part(PartKind.ATTACHMENT, name=name, media_type=media_type, size=size, **fields)


def window(
    entries: Sequence[Entry],
    *,
    older: bool = False,
    newer: bool = False,
    older_remote: bool = False,
    first_unread: str | None = None,
) -> Window:
    """A slice."""
    unread = MessageId(first_unread) if first_unread is not None else None
    return Window(tuple(entries), older, newer, older_remote, unread)


_WORDS = (
    "the parcel has not arrived yet and the courier does not answer",
    "第三次了！螢幕又壞掉，我要投訴到消保會，也會在社群上公開。",
    "พัสดุมาช้าอีกแล้ว ช่วยเช็คหน่อยครับ ขอบคุณมากครับ",
    "thanks",
    "هل الدفع ببطاقة أخرى متاح؟ رقم الطلب 12345",
    "Could you please look at order #12345 again? I wrote last week, and on Tuesday somebody promised a call "
    "that never came. https://example.com/orders/12345",
)


def conversation(first: int, last: int) -> list[Entry]:
    """Messages `first` to `last` of a long, mixed thread."""
    return [_turn(number) for number in range(first, last + 1)]


def _turn(number: int) -> Entry:
    text = f"{number}: {_WORDS[number % len(_WORDS)]}"
    at = NOW - timedelta(minutes=3 * max(0, 100_100 - number))
    channel = ChannelKind.INSTAGRAM if number % 7 == 0 else ChannelKind.WHATSAPP
    if number % 3 == 2:
        return ours(number, text, at=at, channel=channel)
    return theirs(number, text, at=at, channel=channel)
