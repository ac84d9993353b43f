"""The thread list, the customer's panel, and what an agent does to a whole thread."""

from collections.abc import Sequence
from datetime import datetime

from app.errors import Refused
from app.services.desk import Desk
from app.services.operations import Operator
from domain.agent import Agent
from domain.channel import ChannelAccount
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, CustomerId, JoinId, MessageId, ThreadId
from domain.inbox import Card, Folder, FolderCounts, ThreadRow
from domain.operations import (
    Assign,
    CorrectAssessment,
    DeclineJoin,
    JoinThreads,
    MarkRead,
    Reopen,
    Resolve,
    Snooze,
    Tag,
    UndoJoin,
)
from domain.order import Order
from domain.problems import Problem


class InboxService:
    """Reads wait until the local database is open; commands return when they are durable on this computer."""

    def __init__(self, desk: Desk, operator: Operator) -> None:
        self.desk = desk
        self.operator = operator

    async def rows(self, folder: Folder, limit: int, after: ThreadRow | None = None) -> Sequence[ThreadRow]:
        """A page of the folder."""
        return await (await self.desk.store()).threads.rows(folder, limit, after)

    async def row(self, thread_id: ThreadId) -> tuple[ThreadRow, Folder | None] | None:
        """One line and where it stands now; None when it is not in the list."""
        return await (await self.desk.store()).threads.row(thread_id)

    async def find(self, text: str, limit: int) -> Sequence[ThreadRow]:
        """Threads by customer."""
        return await (await self.desk.store()).threads.find(text, limit)

    async def counts(self) -> FolderCounts:
        """How many lines each folder has."""
        return await (await self.desk.store()).threads.counts()

    async def card(self, thread_id: ThreadId) -> Card | None:
        """The customer's panel; None when the thread is not here."""
        return await (await self.desk.store()).threads.card(thread_id)

    async def orders(self, customer_id: CustomerId) -> Sequence[Order]:
        """What the customer bought, newest first."""
        return await (await self.desk.store()).shelf.orders(customer_id)

    async def agents(self) -> Sequence[Agent]:
        """The team."""
        return await (await self.desk.store()).threads.agents()

    async def accounts(self) -> Sequence[ChannelAccount]:
        """The team's channel accounts."""
        return await (await self.desk.store()).threads.accounts()

    async def assign(self, thread_id: ThreadId, agent_id: AgentId | None) -> None:
        """Gives the thread to somebody, or back to the queue with None. Raises Refused("thread_gone")."""
        await self.operator.do(thread_id, Assign(agent_id, await self._state(thread_id)))

    async def resolve(self, thread_id: ThreadId) -> None:
        """Nothing more to do here. Raises Refused("thread_gone")."""
        await self.operator.do(thread_id, Resolve(await self._state(thread_id)))

    async def reopen(self, thread_id: ThreadId) -> None:
        """Something to do after all; also ends a snooze. Raises Refused("thread_gone")."""
        await self.operator.do(thread_id, Reopen(await self._state(thread_id)))

    async def snooze(self, thread_id: ThreadId, until: datetime) -> None:
        """Out of sight until then (aware, UTC). Raises Refused("thread_gone")."""
        await self.operator.do(thread_id, Snooze(until, await self._state(thread_id)))

    async def mark_read(self, thread_id: ThreadId, position: int) -> None:
        """This agent has read up to there."""
        if position > 0:
            await self.operator.do(thread_id, MarkRead(position))

    async def tag(self, thread_id: ThreadId, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Puts tags on and takes them off."""
        added, removed = _tags(add), _tags(remove)
        if added or removed:
            await self.operator.do(thread_id, Tag(added, removed))

    async def correct(
        self, thread_id: ThreadId, message_id: MessageId, tier: Tier, complaint: bool, topic: Topic | None
    ) -> None:
        """An agent says what a customer's message really is; kept, and learned from (E-1)."""
        await self.operator.do(thread_id, CorrectAssessment(message_id, tier, complaint, topic))

    async def join(self, thread_id: ThreadId, other_thread_id: ThreadId) -> None:
        """Shows the other thread inside this one (C-2); can be undone."""
        await self.operator.do(thread_id, JoinThreads(other_thread_id))

    async def undo_join(self, thread_id: ThreadId, join_id: JoinId) -> None:
        """Takes a join apart again."""
        await self.operator.do(thread_id, UndoJoin(join_id))

    async def decline_join(self, thread_id: ThreadId, join_id: JoinId) -> None:
        """Says no to a suggested join."""
        await self.operator.do(thread_id, DeclineJoin(join_id))

    async def _state(self, thread_id: ThreadId) -> int:
        """The state version the agent decided by; the backend refuses when it has moved since."""
        card = await self.card(thread_id)
        if card is None:
            raise Refused(Problem.THREAD_GONE)
        return card.thread.state_version


def _tags(names: Sequence[str]) -> tuple[str, ...]:
    cleaned = (" ".join(name.split()).casefold() for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))
