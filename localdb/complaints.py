"""Reads complaints with what boards show beside them; what was done here and has not come back yet is foretold."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from domain.complaint import Complaint, ComplaintState
from domain.complaints.card import BoardCard
from domain.complaints.ground import Ground
from domain.folding import folded
from domain.ids import AgentId, ComplaintId, ThreadId
from localdb.complaint_ground import IS_OPEN, STATE, ground
from localdb.complaint_prediction import Foretold, foretold
from localdb.context import Context
from localdb.database import Database
from localdb.history import root_of
from localdb.sql import id_list, listed, literal, one_of
from localdb.tables import SHELF, line, thread
from localdb.threads import agents
from localdb.values import COMPLAINT, tier_or_none

_shelf = SHELF["complaint"]
_PLACE = (thread.c.root_id, line.c.name, line.c.tier)
_ALL: Any = (
    select(_shelf.c.body, *_PLACE)
    .outerjoin(thread, thread.c.id == _shelf.c.owner)
    .outerjoin(line, line.c.thread_id == thread.c.root_id)
)
_OPEN = _ALL.where(IS_OPEN)
_BY_IDS = _ALL.where(_shelf.c.id.in_(listed()))
_ENDED = _ALL.where(one_of(STATE, "resolved", "closed")).order_by(_shelf.c.id.desc())
_NEWEST = _ALL.order_by(_shelf.c.id.desc()).limit(bindparam("most"))
_RESOLVED = _ALL.where(literal("resolved") == STATE)
_HOMES = select(thread.c.id).where(thread.c.root_id == bindparam("root"))
_OF_THREAD = _ALL.where(_shelf.c.owner.in_(_HOMES))
_OF_ROOTS = select(_shelf.c.id).where(
    _shelf.c.owner.in_(select(thread.c.id).where(thread.c.root_id.in_(listed()))), IS_OPEN
)
_PLACES: Any = (
    select(thread.c.id, *_PLACE).outerjoin(line, line.c.thread_id == thread.c.root_id).where(thread.c.id.in_(listed()))
)


class SqlComplaintReader:
    """Implements `app.ports.ComplaintReader`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def open_cards(self) -> Sequence[BoardCard]:
        """All that are open or paused, in no order."""
        return await self._database.read(open_cards, self._context.me)

    async def cards(self, ids: Collection[ComplaintId]) -> Mapping[ComplaintId, BoardCard]:
        """These, in whatever state."""
        return await self._database.read(cards, ids, self._context.me)

    async def ended(self, limit: int, text: str = "") -> Sequence[BoardCard]:
        """Resolved and closed ones, opened last first."""
        return await self._database.read(ended, limit, text, self._context.me)

    async def follow_ups(self) -> Sequence[BoardCard]:
        """Resolved ones, the most urgent first."""
        return await self._database.read(follow_ups, self._context.me)

    async def of_thread(self, thread_id: ThreadId) -> Sequence[BoardCard]:
        """Those of a root thread, open ones first, then the newest."""
        return await self._database.recall(of_thread, thread_id, self._context.me)

    async def recent(self, limit: int) -> Sequence[BoardCard]:
        """Of all of them, opened last first."""
        return await self._database.read(recent, limit, self._context.me)

    async def ground(self) -> Ground:
        """What the rules stand on."""
        return await self._database.recall(ground)


def open_cards(connection: Connection, me: AgentId) -> list[BoardCard]:
    """Those of the shelf and those foretold."""
    held = _Cards(connection, me)
    return [card for card in held.of(connection.execute(_OPEN)) if card.complaint.is_open]


def cards(connection: Connection, ids: Collection[ComplaintId], me: AgentId) -> dict[ComplaintId, BoardCard]:
    """By id."""
    held = _Cards(connection, me)
    found = held.of(connection.execute(_BY_IDS, {"ids": id_list(ids)}))
    return {card.complaint.id: card for card in found if card.complaint.id in ids}


def ended(connection: Connection, limit: int, text: str, me: AgentId) -> list[BoardCard]:
    """Reads no further than needed."""
    held, wanted = _Cards(connection, me), folded(text)
    found: list[BoardCard] = []
    for card in held.of(connection.execute(_ENDED)):
        if card.complaint.is_open or not _fits(card, wanted):
            continue
        found.append(card)
        if len(found) - len(held.foretold.complaints) >= limit:
            break
    return sorted(found, key=_id, reverse=True)[:limit]


def recent(connection: Connection, limit: int, me: AgentId) -> list[BoardCard]:
    """In whatever state."""
    found = _Cards(connection, me).of(connection.execute(_NEWEST, {"most": limit}))
    return sorted(found, key=_id, reverse=True)[:limit]


def follow_ups(connection: Connection, me: AgentId) -> list[BoardCard]:
    """By when the customer has to be asked."""
    found = _Cards(connection, me).of(connection.execute(_RESOLVED))
    waiting = [card for card in found if card.complaint.state is ComplaintState.RESOLVED]
    return sorted(waiting, key=_follow_up)


def of_thread(connection: Connection, thread_id: ThreadId, me: AgentId) -> list[BoardCard]:
    """With those of threads that are joined into it."""
    root = root_of(connection, thread_id)
    found = _Cards(connection, me).of(connection.execute(_OF_THREAD, {"root": root}))
    here = [card for card in found if card.root_id == root]
    return sorted(sorted(here, key=_received, reverse=True), key=_is_over)


def of_roots(connection: Connection, roots: Iterable[str]) -> frozenset[ComplaintId]:
    """The open complaints whose cards show these threads."""
    return frozenset(map(ComplaintId, connection.execute(_OF_ROOTS, {"ids": id_list(roots)}).scalars()))


class _Cards:
    """Makes cards of rows; those foretold stand in for what the shelf holds, and come along where it holds none."""

    def __init__(self, connection: Connection, me: AgentId) -> None:
        self.connection = connection
        self.foretold: Foretold = foretold(connection, me)
        self.agents = {agent.id: agent for agent in agents(connection)}

    def of(self, rows: Iterable[Any]) -> Iterator[BoardCard]:
        """The rows' cards, and those of everything foretold, each once."""
        changed = self.foretold.complaints
        yield from self._changed(changed)
        for body, *place in rows:
            held = COMPLAINT.value(body)
            if held.id not in changed:
                yield self._card(held, *place)

    def _changed(self, changed: Mapping[ComplaintId, Complaint]) -> Iterator[BoardCard]:
        if not changed:
            return
        ids = {"ids": id_list({one.thread_id for one in changed.values()})}
        places = {id_: place for id_, *place in self.connection.execute(_PLACES, ids)}
        for one in changed.values():
            yield self._card(one, *places.get(one.thread_id, (None, None, None)))

    def _card(self, held: Complaint, root: str | None, name: str | None, tier: str | None) -> BoardCard:
        owner = self.agents.get(held.owner_id) if held.owner_id is not None else None
        return BoardCard(
            held,
            ThreadId(root or held.thread_id),
            name or "",
            owner.name if owner is not None else "",
            owner.role if owner is not None else None,
            tier_or_none(tier),
            held.id in self.foretold.pending,
        )


def _fits(card: BoardCard, wanted: str) -> bool:
    return not wanted or wanted in folded(card.complaint.title) or wanted in folded(card.customer)


def _id(card: BoardCard) -> str:
    return card.complaint.id


def _received(card: BoardCard) -> tuple[datetime, str]:
    return card.complaint.received_at, card.complaint.id


def _is_over(card: BoardCard) -> bool:
    return not card.complaint.is_open


def _follow_up(card: BoardCard) -> tuple[datetime, str]:
    return card.complaint.follow_up_due or card.complaint.received_at, card.complaint.id
