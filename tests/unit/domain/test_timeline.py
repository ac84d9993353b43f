"""Display order: the server's, then what has not left yet in the order it was written; no clock (R20)."""

from datetime import UTC, datetime, timedelta

from domain.channel import ChannelKind
from domain.ids import MessageId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind
from domain.timeline import Entry

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def entry(name: str, position: int, local_order: int, at: datetime) -> Entry:
    message = Message(
        MessageId(name), ThreadId("t"), position, Author.AGENT, None, MessageKind.TEXT, ChannelKind.WHATSAPP, None,
        name, (), None, (), Delivery.PENDING, "", at, None, None, 0,
    )  # fmt: skip
    return Entry(message, local_order=local_order)


def test_the_clock_never_decides_the_order() -> None:
    years = timedelta(days=3650)
    shown = [
        entry("second waits", 0, 9, NOON - years),
        entry("first waits", 0, 8, NOON + years),
        entry("placed later", 20, 0, NOON - years),
        entry("placed first", 10, 0, NOON + years),
    ]
    assert [e.id for e in sorted(shown, key=lambda e: e.sort_key)] == [
        "placed first",
        "placed later",
        "first waits",
        "second waits",
    ]
