"""Reads for the thread list and the panel beside it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal_column, select, tuple_

from domain.agent import Agent
from domain.channel import ChannelAccount, ChannelKind
from domain.ids import AgentId, ThreadId
from domain.inbox import AgentLoad, Card, Folder, FolderCounts, Recipient, ThreadRow
from domain.thread import ThreadStatus
from localdb import cards
from localdb.context import Context
from localdb.database import Database
from localdb.lines import rank_of
from localdb.tables import agent, channel_account, line
from localdb.values import AGENT, CHANNEL_ACCOUNT, clean, moment_or_none, tier_or_none, topic_or_none, words_from_json

_FIELDS = (
    line.c.thread_id,
    line.c.name,
    line.c.channel,
    line.c.snippet,
    line.c.snippet_author,
    line.c.at,
    line.c.waiting_since,
    line.c.status,
    line.c.assignee_id,
    line.c.snoozed_until,
    line.c.tags,
    line.c.unread,
    line.c.waiting,
    line.c.needs_person,
    line.c.draft,
    line.c.tier,
    line.c.topic,
    line.c.complaint,
)
_place = tuple_(line.c.rank, line.c.thread_id)
_behind = tuple_(bindparam("rank"), bindparam("behind"))
FIRST: Any = (
    select(*_FIELDS)
    .where(line.c.folder == bindparam("folder"))
    .order_by(line.c.rank, line.c.thread_id)
    .limit(bindparam("most"))
)
NEXT: Any = FIRST.where(_place > _behind)
ONE = select(*_FIELDS, line.c.folder).where(line.c.thread_id == bindparam("of"))
_MATCHES = (
    select(line.c.thread_id)
    .where(func.instr(line.c.words, bindparam("text")) > 0)
    .order_by(line.c.recency)
    .limit(bindparam("most"))
)
FIND = select(*_FIELDS).where(line.c.thread_id.in_(_MATCHES)).order_by(line.c.recency)
COUNTS = select(line.c.folder, func.count()).where(line.c.folder.is_not(None)).group_by(line.c.folder)
UNANSWERED = select(func.count()).where(
    line.c.folder == "mine", line.c.rank < literal_column(str(rank_of(None, None) >> 1))
)
UNREAD = select(func.count()).where(line.c.folder == "mine", line.c.unread > literal_column("0"))
LOADS = (
    select(line.c.assignee_id, func.count(), func.count(line.c.waiting_since), func.min(line.c.waiting_since))
    .where(line.c.status == literal_column("'open'"), line.c.assignee_id.is_not(None))
    .group_by(line.c.assignee_id)
)
HELD = (
    select(*_FIELDS)
    .where(line.c.status == literal_column("'open'"), line.c.assignee_id.is_not_distinct_from(bindparam("whose")))
    .order_by(line.c.rank, line.c.thread_id)
    .limit(bindparam("most"))
)
_AGENTS = select(*(agent.c[name] for name in AGENT.columns)).order_by(func.lower(agent.c.name), agent.c.id)
_ACCOUNTS = select(*(channel_account.c[name] for name in CHANNEL_ACCOUNT.columns)).order_by(
    func.lower(channel_account.c.name), channel_account.c.id
)


class SqlThreadReader:
    """Implements `app.ports.ThreadReader`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def rows(self, folder: Folder, limit: int, after: ThreadRow | None = None) -> Sequence[ThreadRow]:
        """The folder's lines from behind `after`."""
        return await self._database.read_first(rows, folder, limit, after)

    async def row(self, thread_id: ThreadId) -> tuple[ThreadRow, Folder | None] | None:
        """One line and its folder; no folder for what a colleague has in hand."""
        return await self._database.read(row, thread_id)

    async def find(self, text: str, limit: int) -> Sequence[ThreadRow]:
        """Threads whose name, handle, phone or tag contains the text, newest first."""
        return await self._database.read(find, text, limit)

    async def counts(self) -> FolderCounts:
        """How many lines each folder has."""
        return await self._database.read(counts)

    async def loads(self) -> Sequence[AgentLoad]:
        """What everybody who has open threads has in hand."""
        return await self._database.read(loads)

    async def held_by(self, agent_id: AgentId | None, limit: int) -> Sequence[ThreadRow]:
        """Open threads of somebody, or of the queue, in the order of the list."""
        return await self._database.read(held_by, agent_id, limit)

    async def card(self, thread_id: ThreadId) -> Card | None:
        """The customer's panel."""
        return await self._database.recall_first(cards.card, thread_id, self._context.me)

    async def recipients(self, thread_id: ThreadId) -> Sequence[Recipient] | None:
        """Where a reply in a root thread can go."""
        return await self._database.read_first(cards.recipients, thread_id)

    async def agents(self) -> Sequence[Agent]:
        """The team, by name."""
        return await self._database.recall(agents)

    async def accounts(self) -> Sequence[ChannelAccount]:
        """The team's channel accounts, by name."""
        return await self._database.read_first(accounts)


def _line(found: Any) -> ThreadRow:
    return ThreadRow(
        thread_id=ThreadId(found[0]),
        name=found[1],
        channel=ChannelKind(found[2]),
        snippet=found[3],
        snippet_author=found[4],
        at=moment_or_none(found[5]),
        waiting_since=moment_or_none(found[6]),
        status=ThreadStatus(found[7]),
        assignee_id=AgentId(found[8]) if found[8] else None,
        snoozed_until=moment_or_none(found[9]),
        tags=words_from_json(found[10]),
        unread=found[11],
        waiting=found[12],
        needs_person=bool(found[13]),
        draft=found[14],
        tier=tier_or_none(found[15]),
        topic=topic_or_none(found[16]),
        complaint=bool(found[17]),
    )


def rows(connection: Connection, folder: Folder, limit: int, after: ThreadRow | None) -> list[ThreadRow]:
    """One screenful of a folder."""
    values: dict[str, Any] = {"folder": folder.value, "most": limit}
    if after is None:
        return [_line(found) for found in connection.execute(FIRST, values)]
    values |= {"rank": rank_of(after.waiting_since, after.at), "behind": after.thread_id}
    return [_line(found) for found in connection.execute(NEXT, values)]


def row(connection: Connection, thread_id: ThreadId) -> tuple[ThreadRow, Folder | None] | None:
    """One line; None when it is not a root that is here."""
    found = connection.execute(ONE, {"of": thread_id}).one_or_none()
    return None if found is None else (_line(found), Folder(found.folder) if found.folder else None)


def find(connection: Connection, text: str, limit: int) -> list[ThreadRow]:
    """Case-folded containment; a phone number is found however it is punctuated."""
    wanted = " ".join(clean(text).casefold().split())
    digits = "".join(c for c in wanted if c.isdigit())
    if not wanted:
        return []
    if len(digits) >= 3 and all(c in "+()-./ " or c.isdigit() for c in wanted):
        wanted = digits.lstrip("0") or digits
    return [_line(found) for found in connection.execute(FIND, {"text": wanted, "most": limit})]


def counts(connection: Connection) -> FolderCounts:
    """Every folder's size."""
    sizes: dict[str, int] = {row[0]: row[1] for row in connection.execute(COUNTS)}
    return FolderCounts(
        mine=sizes.get("mine", 0),
        queue=sizes.get("queue", 0),
        snoozed=sizes.get("snoozed", 0),
        done=sizes.get("done", 0),
        mine_unanswered=connection.execute(UNANSWERED).scalar_one(),
        mine_unread=connection.execute(UNREAD).scalar_one(),
    )


def loads(connection: Connection) -> list[AgentLoad]:
    """By assignee."""
    return [
        AgentLoad(AgentId(found[0]), found[1], found[2], moment_or_none(found[3]))
        for found in connection.execute(LOADS)
    ]


def held_by(connection: Connection, agent_id: AgentId | None, limit: int) -> list[ThreadRow]:
    """The same lines as the list's."""
    return [_line(found) for found in connection.execute(HELD, {"whose": agent_id, "most": limit})]


def agents(connection: Connection) -> list[Agent]:
    """Everybody."""
    return [AGENT.entity(found) for found in connection.execute(_AGENTS)]


def accounts(connection: Connection) -> list[ChannelAccount]:
    """Every account."""
    return [CHANNEL_ACCOUNT.entity(found) for found in connection.execute(_ACCOUNTS)]
