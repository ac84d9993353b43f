"""Builds big local databases fast: rows go straight into the tables, the way the feed would have put them there."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from domain.agent import Agent, Role
from domain.changes import Entity
from domain.channel import ChannelAccount, ChannelKind
from domain.customer import Customer, Identity
from domain.ids import AgentId, ChannelAccountId, CustomerId, IdentityId, MessageId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind
from domain.thread import ReadMark, Thread, ThreadStatus
from localdb import history, kept_state, lines, tables, values
from localdb.opened import OpenedStore
from localdb.sql import many, upsert

START = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
ACCOUNT = ChannelAccountId("account-0")
_BATCH = 5000
_TEXTS = (
    "Where is my parcel? It should have been here on Tuesday.",
    "我的訂單 20817 還沒到，可以幫我查一下嗎？",
    "พัสดุมาช้าอีกแล้ว ช่วยเช็คหน่อยครับ",
    "Thank you, that helps. One more question about the invoice, please.",
    "أين طلبي؟ لقد دفعت قبل أسبوع",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build.

    Attributes:
        messages: over all threads, in equal parts; positions rise with time, thread by thread in turn.
        joined: how many of the threads are shown in the thread before them.
        unread: newest messages of each thread behind the read mark.
        text: what the message at a position says; each is asked for once, in order.
    """

    me: AgentId
    threads: int
    messages: int
    joined: int = 0
    unread: int = 1
    text: Callable[[int], str] | None = None


def thread_id(number: int) -> ThreadId:
    """The id of the seeded thread of that number, from 0."""
    return ThreadId(f"thread-{number:06}")


def identity_id(number: int) -> IdentityId:
    """The id of its customer's identity."""
    return IdentityId(f"identity-{number:06}")


def message_id(position: int) -> MessageId:
    """The id of the seeded message at that position, from 1; spread like random ids are."""
    return MessageId(hashlib.blake2b(str(position).encode(), digest_size=16).hexdigest())


async def seed(store: OpenedStore, plan: Plan) -> None:
    """Fills an empty store, but not its search index: about 25,000 messages a second."""
    await store._database.write(fill, plan)


def fill(connection: Connection, plan: Plan) -> None:
    """Everything in the transaction of the connection."""
    numbers = range(plan.threads)
    agent = Agent(plan.me, "Ada", "ada@example.com", Role.AGENT, True, 1)
    account = ChannelAccount(ACCOUNT, ChannelKind.WHATSAPP, "Shop", "+49 30 1", True, 1)
    many(connection, upsert(tables.agent, "id"), [values.AGENT.row(agent)])
    many(connection, upsert(tables.channel_account, "id"), [values.CHANNEL_ACCOUNT.row(account)])
    many(connection, upsert(tables.customer, "id"), [values.CUSTOMER.row(_customer(n)) for n in numbers])
    many(connection, upsert(tables.identity, "id"), [values.IDENTITY.row(_identity(n)) for n in numbers])
    threads = [_thread(plan, n) for n in numbers]
    rows = [{"root_id": thread.root_id, "held_from": 0, **values.THREAD.row(thread)} for thread in threads]
    many(connection, tables.thread.insert(), rows)
    marks = [ReadMark(thread_id(n), plan.me, _last(plan, n) - plan.unread * plan.threads, 1) for n in numbers]
    many(connection, tables.read_mark.insert(), [values.READ_MARK.row(mark) for mark in marks])
    batch = []
    for message in _messages(plan):
        batch.append(values.MESSAGE.row(message))
        if len(batch) == _BATCH:
            many(connection, tables.message.insert(), batch)
            batch.clear()
    many(connection, tables.message.insert(), batch)
    kept_state.put(connection, kept_state.CURSOR, "seeded")
    lines.refresh_all(connection, plan.me)


def entities(plan: Plan) -> Iterator[Entity]:
    """The same as a server would tell it in a snapshot."""
    yield Agent(plan.me, "Ada", "ada@example.com", Role.AGENT, True, 1)
    yield ChannelAccount(ACCOUNT, ChannelKind.WHATSAPP, "Shop", "+49 30 1", True, 1)
    for number in range(plan.threads):
        yield from (_customer(number), _identity(number), _thread(plan, number))
    yield from _messages(plan)


def is_of(entity: Entity, number: int) -> bool:
    """Whether it belongs to the seeded thread of that number and nothing else does."""
    return thread_id(number) in (getattr(entity, "id", ""), getattr(entity, "thread_id", ""))


def hide_history(connection: Connection) -> None:
    """As after a snapshot: only the newest messages of each thread count as held."""
    history.after_snapshot(connection)


def _thread(plan: Plan, number: int) -> Thread:
    """Four in ten mine, four in the queue, one snoozed, one done; every other open one waits."""
    last = _last(plan, number)
    status = {8: ThreadStatus.SNOOZED, 9: ThreadStatus.RESOLVED}.get(number % 10, ThreadStatus.OPEN)
    return Thread(
        id=thread_id(number),
        customer_id=CustomerId(f"customer-{number:06}"),
        merged_into=thread_id(0) if 0 < number <= plan.joined else None,
        status=status,
        assignee_id=plan.me if number % 10 < 4 else None,
        snoozed_until=START + timedelta(days=400) if status is ThreadStatus.SNOOZED else None,
        waiting_since=_at(last) if number % 2 and status is ThreadStatus.OPEN else None,
        tags=("vip",) if number % 20 == 0 else (),
        last_message_id=message_id(last),
        last_position=last,
        last_inbound_position=last,
        last_at=_at(last),
        last_channel=ChannelKind.WHATSAPP.value,
        snippet=_TEXTS[number % len(_TEXTS)],
        snippet_author=Author.CUSTOMER.value,
        state_version=1,
        version=1,
    )


def _last(plan: Plan, number: int) -> int:
    """Position of the newest message of the thread of that number."""
    rounds = (plan.messages - number - 1) // plan.threads
    return rounds * plan.threads + number + 1


def _at(position: int) -> datetime:
    return START + timedelta(seconds=position)


def _customer(number: int) -> Customer:
    phone = f"+49151{number:07}"
    return Customer(CustomerId(f"customer-{number:06}"), f"Customer {number}", "en", phone, "", (), 1)


def _identity(number: int) -> Identity:
    return Identity(
        identity_id(number),
        CustomerId(f"customer-{number:06}"),
        thread_id(number),
        ACCOUNT,
        ChannelKind.WHATSAPP,
        f"49151{number:07}",
        f"+49 151 {number:07}",
        START,
        1,
    )


def _messages(plan: Plan) -> Iterator[Message]:
    for position in range(1, plan.messages + 1):
        number = (position - 1) % plan.threads
        ours = (position - 1) // plan.threads % 3 == 1
        yield Message(
            id=message_id(position),
            thread_id=thread_id(number),
            position=position,
            author=Author.AGENT if ours else Author.CUSTOMER,
            agent_id=plan.me if ours else None,
            kind=MessageKind.TEXT,
            channel=ChannelKind.WHATSAPP,
            identity_id=identity_id(number),
            text=plan.text(position) if plan.text else f"{_TEXTS[position % len(_TEXTS)]} ({position})",
            parts=(),
            reply_to=None,
            reactions=(),
            delivery=Delivery.DELIVERED if ours else Delivery.NONE,
            delivery_problem="",
            at=_at(position),
            edited_at=None,
            deleted_at=None,
            version=position,
        )
