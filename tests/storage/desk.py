"""An open store with a customer in it, and short words for what tests do with one."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.changes import ChangeSet
from app.ports import OutgoingBatch
from domain.agent import Agent, Role
from domain.changes import TYPE_OF, Change, Entity, Page
from domain.channel import ChannelKind
from domain.customer import Customer, Identity
from domain.ids import AgentId, ChannelAccountId, CustomerId, DeviceId, IdentityId, IdSource, MessageId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind
from domain.operations import Operation, Outcome, Payload, Result, Send
from domain.outbox import OutboxState
from domain.thread import Thread, ThreadStatus
from localdb.opened import OpenedStore
from localdb.store import open_store
from tests.fakes.clock import FakeClock

ME = AgentId("agent-me")
KEY = bytes(range(32))
T = ThreadId("thread-1")
T2 = ThreadId("thread-2")


class Desk:
    """One store and the server that feeds it.

    Attributes:
        seq: the server's feed sequence; also used for positions, which rise as well.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = FakeClock()
        self.ids = IdSource(self.clock.unix_ms, random.Random(7).getrandbits)
        self.seq = 0
        self.store: OpenedStore

    async def open(self, key: bytes | None = KEY) -> OpenedStore:
        """Opens the file, again too: the store before is simply dropped, as a crash would."""
        self.store = await open_store(self.path, key, self.clock, self.ids, ME)
        return self.store

    def next(self) -> int:
        """The next feed sequence."""
        self.seq += 1
        return self.seq

    def thread(self, thread_id: ThreadId = T, **changes: Any) -> Thread:
        """An open, unassigned thread."""
        thread = Thread(
            id=thread_id,
            customer_id=CustomerId(f"customer-of-{thread_id}"),
            merged_into=None,
            status=ThreadStatus.OPEN,
            assignee_id=None,
            snoozed_until=None,
            waiting_since=None,
            tags=(),
            last_message_id=None,
            last_position=0,
            last_inbound_position=0,
            last_at=self.clock.now(),
            last_channel="whatsapp",
            snippet="hi",
            snippet_author="customer",
            state_version=1,
            version=self.next(),
        )
        return replace(thread, **changes)

    def people(self, thread_id: ThreadId = T, name: str = "Ann") -> list[Entity]:
        """The customer of a thread with one WhatsApp identity."""
        customer = CustomerId(f"customer-of-{thread_id}")
        return [
            Customer(customer, name, "en", "", "", (), self.next()),
            Identity(
                IdentityId(f"identity-of-{thread_id}"),
                customer,
                thread_id,
                ChannelAccountId("account"),
                ChannelKind.WHATSAPP,
                "4915112345",
                "+49 151 12345",
                self.clock.now(),
                self.next(),
            ),
        ]

    def message(self, thread_id: ThreadId = T, message_id: str = "", **changes: Any) -> Message:
        """A customer's message at the end of the thread."""
        seq = self.next()
        message = Message(
            id=MessageId(message_id or f"message-{seq}"),
            thread_id=thread_id,
            position=seq,
            author=Author.CUSTOMER,
            agent_id=None,
            kind=MessageKind.TEXT,
            channel=ChannelKind.WHATSAPP,
            identity_id=IdentityId(f"identity-of-{thread_id}"),
            text=f"text {seq}",
            parts=(),
            reply_to=None,
            reactions=(),
            delivery=Delivery.NONE,
            delivery_problem="",
            at=self.clock.now(),
            edited_at=None,
            deleted_at=None,
            version=seq,
        )
        return replace(message, **changes)

    async def feed(self, *entities: Entity, more: bool = False) -> ChangeSet:
        """One page of the feed with these entities."""
        changes = tuple(Change(one.version, TYPE_OF[type(one)], _id_of(one), one) for one in entities)
        return await self.store.feed.apply(Page(changes, f"cursor-{self.seq}", more))

    async def gone(self, kind: str, entity_id: str) -> ChangeSet:
        """The server takes an entity away."""
        change = Change(self.next(), kind, entity_id, None)
        return await self.store.feed.apply(Page((change,), f"cursor-{self.seq}", False))

    async def customer(self, *threads: ThreadId) -> None:
        """The agents, and these threads with a customer each and one message."""
        await self.feed(Agent(ME, "Ada", "", Role.AGENT, True, self.next()))
        for thread_id in threads or (T,):
            await self.feed(self.thread(thread_id), *self.people(thread_id), self.message(thread_id))

    def operation(self, payload: Payload, lane: ThreadId = T) -> Operation:
        """An operation made now."""
        return Operation(self.ids.new(), lane, payload, self.clock.now())  # type: ignore[arg-type]

    async def send(self, text: str = "hello", lane: ThreadId = T) -> Operation:
        """Enqueues a reply."""
        operation = self.operation(Send(IdentityId(f"identity-of-{lane}"), text), lane)
        assert await self.store.outbox.enqueue([operation])
        return operation

    async def do(self, payload: Payload, lane: ThreadId = T) -> Operation:
        """Enqueues anything."""
        operation = self.operation(payload, lane)
        assert await self.store.outbox.enqueue([operation])
        return operation

    async def freeze(self, limit: int = 500, size: int = 1 << 20) -> OutgoingBatch | None:
        """The next batch."""
        device: DeviceId = await self.store.state.device_id()
        return await self.store.outbox.freeze(device, limit, size)

    async def frozen(self) -> OutgoingBatch:
        """The next batch, which there must be."""
        batch = await self.freeze()
        assert batch is not None
        return batch

    async def answer(self, operation: Operation, outcome: Outcome, **more: Any) -> ChangeSet:
        """The server's word on one operation."""
        return await self.store.outbox.settle([Result(operation.id, outcome, **more)])

    async def states(self) -> dict[str, tuple[OutboxState, int, str]]:
        """State, number and reason of every row that is not confirmed."""
        return {q.operation.id: (q.state, q.n, q.reason) for q in await self.store.outbox.unsent()}

    async def shown(self, thread_id: ThreadId = T) -> list[str]:
        """The texts on screen."""
        window = await self.store.timeline.newest(thread_id, 1000)
        return [entry.message.text for entry in window.entries]

    def mine(self, operation: Operation, **changes: Any) -> Message:
        """The message that the server made of a reply."""
        assert isinstance(operation.payload, Send)
        values = {"author": Author.AGENT, "agent_id": ME, "text": operation.payload.text, **changes}
        return self.message(operation.lane, operation.id, **values)

    def later(self, **delta: float) -> None:
        """Time passes."""
        self.clock.advance(timedelta(**delta).total_seconds())


def _id_of(entity: Entity) -> str:
    return str(getattr(entity, "id", None) or getattr(entity, "thread_id", ""))


@asynccontextmanager
async def open_desk(folder: Path) -> AsyncIterator[Desk]:
    """A desk that is closed at the end."""
    desk = Desk(folder / "braid.db")
    await desk.open()
    try:
        yield desk
    finally:
        await desk.store.close()
