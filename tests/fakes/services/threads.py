"""The list, the messages, finding and colleagues over the demo world."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from app.changes import ChangeSet
from app.errors import Refused
from domain.agent import Agent
from domain.channel import ChannelAccount
from domain.customer import JoinState
from domain.emotion.assessment import Tier, Topic
from domain.excerpt import excerpt
from domain.folding import folded, matches
from domain.ids import AgentId, CustomerId, JoinId, MessageId, ThreadId
from domain.inbox import Card, Folder, FolderCounts, ThreadRow
from domain.message import Author, MessageKind
from domain.order import Order
from domain.presence import Activity, Handover
from domain.problems import Problem
from domain.search import SearchHit, SearchPage, SearchQuery, searched_text
from domain.search_words import parse
from domain.thread import ThreadStatus
from domain.timeline import Entry, Window
from tests.fakes.demo import ME, NOW, World

if TYPE_CHECKING:
    from tests.fakes.services.stepping import Gate


class FakeInbox:
    """The thread list over the demo world."""

    def __init__(self, world: World, tell: Callable[[ChangeSet], None]) -> None:
        self.world, self.tell = world, tell
        self.gates: dict[str, Gate] = {}
        self.calls: list[tuple[Any, ...]] = []
        self.error: Exception | None = None

    async def rows(self, folder: Folder, limit: int, after: ThreadRow | None = None) -> Sequence[ThreadRow]:
        self.calls.append(("rows", folder, limit))
        await self._pass("rows")
        held = sorted((row for row, where in self.world.rows.values() if where is folder), key=_order)
        start = 1 + [row.thread_id for row in held].index(after.thread_id) if after else 0
        return held[start : start + limit]

    async def row(self, thread_id: ThreadId) -> tuple[ThreadRow, Folder | None] | None:
        await self._pass("row")
        return self.world.rows.get(thread_id)

    async def find(self, text: str, limit: int) -> Sequence[ThreadRow]:
        await self._pass("find")
        wanted = text.casefold()
        found = [
            row for row, _folder in self.world.rows.values() if wanted in row.name.casefold() or wanted in row.tags
        ]
        return found[:limit]

    async def counts(self) -> FolderCounts:
        held = [(row, folder) for row, folder in self.world.rows.values()]
        number = {folder: sum(where is folder for _row, where in held) for folder in Folder}
        mine = [row for row, folder in held if folder is Folder.MINE]
        return FolderCounts(
            number[Folder.MINE],
            number[Folder.QUEUE],
            number[Folder.SNOOZED],
            number[Folder.DONE],
            sum(row.waiting_since is not None for row in mine),
            sum(row.unread > 0 for row in mine),
        )

    async def card(self, thread_id: ThreadId) -> Card | None:
        await self._pass("card")
        return self.world.cards.get(thread_id)

    async def orders(self, customer_id: CustomerId) -> Sequence[Order]:
        return [order for order in self.world.orders if order.customer_id == customer_id]

    async def agents(self) -> Sequence[Agent]:
        return [agent for agent in self.world.agents if agent.active]

    async def accounts(self) -> Sequence[ChannelAccount]:
        return self.world.accounts

    async def assign(self, thread_id: ThreadId, agent_id: AgentId | None) -> None:
        where = Folder.QUEUE if agent_id is None else Folder.MINE if agent_id == ME else None
        self._move(("assign", thread_id, agent_id), thread_id, where, assignee_id=agent_id)

    async def resolve(self, thread_id: ThreadId) -> None:
        self._move(("resolve", thread_id), thread_id, Folder.DONE, status=ThreadStatus.RESOLVED, waiting_since=None)

    async def reopen(self, thread_id: ThreadId) -> None:
        self._move(("reopen", thread_id), thread_id, Folder.MINE, status=ThreadStatus.OPEN, snoozed_until=None)

    async def snooze(self, thread_id: ThreadId, until: datetime) -> None:
        call = ("snooze", thread_id, until)
        self._move(call, thread_id, Folder.SNOOZED, status=ThreadStatus.SNOOZED, snoozed_until=until)

    async def mark_read(self, thread_id: ThreadId, position: int) -> None:
        self.calls.append(("mark_read", thread_id, position))
        row, folder = self.world.rows[thread_id]
        self.world.rows[thread_id] = (replace(row, unread=0), folder)
        self.tell(ChangeSet(threads=frozenset({thread_id})))

    async def tag(self, thread_id: ThreadId, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        self.calls.append(("tag", thread_id, tuple(add), tuple(remove)))
        card = self.world.cards[thread_id]
        tags = tuple(tag for tag in (*card.thread.tags, *add) if tag not in remove)
        self.world.cards[thread_id] = replace(card, thread=replace(card.thread, tags=tags))
        self.tell(ChangeSet(threads=frozenset({thread_id})))

    async def correct(
        self, thread_id: ThreadId, message_id: MessageId, tier: Tier, complaint: bool, topic: Topic | None
    ) -> None:
        self.calls.append(("correct", thread_id, message_id, tier, complaint, topic))

    async def join(self, thread_id: ThreadId, other_thread_id: ThreadId) -> None:
        self._joined(("join", thread_id, other_thread_id), thread_id, JoinState.JOINED, other=other_thread_id)

    async def undo_join(self, thread_id: ThreadId, join_id: JoinId) -> None:
        self._joined(("undo_join", thread_id, join_id), thread_id, JoinState.UNDONE, join_id)

    async def decline_join(self, thread_id: ThreadId, join_id: JoinId) -> None:
        self._joined(("decline_join", thread_id, join_id), thread_id, JoinState.DECLINED, join_id)

    def _joined(
        self,
        call: tuple[Any, ...],
        thread_id: ThreadId,
        state: JoinState,
        join_id: JoinId | None = None,
        other: ThreadId | None = None,
    ) -> None:
        self.calls.append(call)
        card = self.world.cards[thread_id]
        changed = tuple(
            (replace(join, state=state) if join_id == join.id or other == join.joined_thread_id else join, name)
            for join, name in card.joins
        )
        in_force = {JoinState.JOINED, JoinState.SUGGESTED}
        self.world.cards[thread_id] = replace(card, joins=tuple(pair for pair in changed if pair[0].state in in_force))
        self.tell(ChangeSet(threads=frozenset({thread_id}), timelines=frozenset({thread_id})))

    def _move(self, call: tuple[Any, ...], thread_id: ThreadId, where: Folder | None, **fields: Any) -> None:
        self.calls.append(call)
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        row, _folder = self.world.rows[thread_id]
        changed = replace(row, **fields)
        card = self.world.cards[thread_id]
        kept = {name: value for name, value in fields.items() if hasattr(card.thread, name)}
        self.world.cards[thread_id] = replace(card, thread=replace(card.thread, **kept))
        if where is None:
            del self.world.rows[thread_id]
        else:
            self.world.rows[thread_id] = (changed, where)
        self.tell(ChangeSet(threads=frozenset({thread_id})))

    async def _pass(self, name: str) -> None:
        gate = self.gates.get(name)
        if gate is not None:
            await gate


def _order(row: ThreadRow) -> tuple[int, float, str]:
    if row.waiting_since is not None:
        return (0, row.waiting_since.timestamp(), row.thread_id)
    return (1, -(row.at.timestamp() if row.at else 0.0), row.thread_id)


class FakeTimeline:
    """Windows of 50 entries."""

    limit = 50

    def __init__(self, world: World) -> None:
        self.world = world
        self.gates: dict[ThreadId, Gate] = {}
        self.error: Exception | None = None
        self.around_error: Exception | None = None
        self.around_gate: Gate | None = None

    async def open(self, thread_id: ThreadId) -> Window:
        if thread_id in self.gates:
            await self.gates[thread_id]
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return self._window(thread_id, None)

    async def older(self, thread_id: ThreadId, before: Entry) -> Window:
        held = self._held(thread_id)
        end = next((index for index, entry in enumerate(held) if entry.id == before.id), 0)
        start = max(0, end - self.limit)
        return Window(tuple(held[start:end]), start > 0, True, False, None)

    async def around(
        self, thread_id: ThreadId, message_id: MessageId, progress: Callable[[int], bool]
    ) -> Window | None:
        if self.around_error is not None:
            error, self.around_error = self.around_error, None
            raise error
        if self.around_gate is not None:
            if not progress(100):
                return None
            await self.around_gate
            if not progress(200):
                return None
        held = self._held(thread_id)
        at = next((index for index, entry in enumerate(held) if entry.id == message_id), None)
        if at is None:
            raise Refused(Problem.MESSAGE_GONE)
        start, end = max(0, at - 25), at + 25
        return Window(tuple(held[start:end]), start > 0, end < len(held), False, None)

    async def newer(self, thread_id: ThreadId, after: Entry) -> Window:
        held = self._held(thread_id)
        start = next((index + 1 for index, entry in enumerate(held) if entry.id == after.id), len(held))
        return Window(tuple(held[start : start + self.limit]), True, start + self.limit < len(held), False, None)

    async def newest(self, thread_id: ThreadId) -> Window:
        return self._window(thread_id, None)

    async def entries(self, thread_id: ThreadId, oldest: Entry | None, limit: int) -> Window:
        return self._window(thread_id, oldest)

    def _window(self, thread_id: ThreadId, oldest: Entry | None) -> Window:
        held = self._held(thread_id)
        start = max(0, len(held) - self.limit)
        if oldest is not None:
            start = next((index for index, one in enumerate(held) if one.sort_key >= oldest.sort_key), len(held))
        unread = self.world.rows[thread_id][0].unread if thread_id in self.world.rows else 0
        inbound = [entry for entry in held if entry.message.author is Author.CUSTOMER]
        first = inbound[-unread].id if unread and unread <= len(inbound) else None
        return Window(tuple(held[start:]), start > 0, False, False, first)

    def _held(self, thread_id: ThreadId) -> list[Entry]:
        return sorted(self.world.entries.get(thread_id, []), key=_sort_key)


def _sort_key(entry: Entry) -> tuple[int, int, int]:
    return entry.sort_key


@dataclass
class FakePresence:
    """Colleagues whom a test moves; a thread of somebody else is asked for."""

    def __init__(self, inbox: FakeInbox) -> None:
        self.inbox = inbox
        self.questions: tuple[Handover, ...] = ()
        self.kept: frozenset[ThreadId] = frozenset()
        self.here: dict[ThreadId, tuple[tuple[AgentId, Activity], ...]] = {}
        self.calls: list[tuple[Any, ...]] = []
        self.error: Exception | None = None
        self._listeners: list[Callable[[], None]] = []

    def tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def colleagues(self, thread_id: ThreadId) -> tuple[tuple[AgentId, Activity], ...]:
        return self.here.get(thread_id, ())

    def enter(self, thread_id: ThreadId | None) -> None:
        self.calls.append(("enter", thread_id))

    def rest(self, resting: bool) -> None:
        self.calls.append(("rest", resting))

    def typing(self) -> None:
        self.calls.append(("typing",))

    async def take(self, thread_id: ThreadId) -> bool:
        self.calls.append(("take", thread_id))
        if self.error is not None:
            raise self.error
        if self.inbox.world.cards[thread_id].thread.assignee_id in (None, ME):
            await self.inbox.assign(thread_id, ME)
            return True
        return False

    async def hand_over(self, question: Handover) -> None:
        self.calls.append(("hand_over", question))
        self.questions = ()
        self.tell()

    async def keep(self, thread_id: ThreadId) -> None:
        self.calls.append(("keep", thread_id))
        self.questions = ()
        self.tell()


class FakeSearch:
    """Looks through the demo world's entries; words and the open thread narrow. The server has nothing more."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.elsewhere: list[SearchHit] = []
        self.gate: Gate | None = None
        self.error: Exception | None = None
        self.complete = True

    def read(self, typed: str) -> SearchQuery:
        return parse(typed, NOW.date(), lambda day: datetime.combine(day, time(), UTC))

    async def local(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        await self._pass()
        fits = [hit for entries in self.world.entries.values() for entry in entries if (hit := self._hit(entry, query))]
        return self._page(fits, limit, before)

    async def remote(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        await self._pass()
        return self._page(self.elsewhere, limit, before)

    async def _pass(self) -> None:
        if self.gate is not None:
            await self.gate
        if self.error is not None:
            error, self.error = self.error, None
            raise error

    def _page(self, found: list[SearchHit], limit: int, before: int | None) -> SearchPage:
        fits = [hit for hit in found if before is None or hit.position < before]
        fits.sort(key=lambda hit: (hit.position == 0, hit.position), reverse=True)
        return SearchPage(tuple(fits[:limit]), len(fits) > limit, self.complete)

    def _hit(self, entry: Entry, query: SearchQuery) -> SearchHit | None:
        message = entry.message
        text = searched_text(message.text, message.parts)
        if query.empty or message.kind is MessageKind.EVENT or not matches(folded(text), map(folded, query.words)):
            return None
        if query.thread_id not in (None, message.thread_id):
            return None
        row, _folder = self.world.rows[message.thread_id]
        line, marks = excerpt(text, query.words)
        return SearchHit(
            thread_id=message.thread_id,
            message_id=message.id,
            position=message.position,
            at=message.at,
            channel=message.channel,
            author=message.author,
            kind=message.kind,
            name=row.name,
            author_name=entry.author_name,
            excerpt=line,
            marks=marks,
        )
