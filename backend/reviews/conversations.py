"""A week's conversations, read from their messages: what was said, by whom, in which mood."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from backend.shelf.keeping import value_of
from backend.storage.tables import customer, message, shelf, thread
from backend.threads.work import CHUNK
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.ids import AgentId, MessageId, ThreadId
from domain.measures.sampling import Candidate
from domain.measures.turning import Said
from domain.message import Author, MessageKind
from domain.offer import Offer

_MESSAGES: Select[Any] = select(
    message.c.root_id,
    message.c.id,
    message.c.author,
    message.c.agent_id,
    message.c.kind,
    message.c.channel,
    message.c.arrived_at,
    message.c.assessment,
).where(~message.c.discarded, message.c.kind != MessageKind.EVENT)


@dataclass(slots=True)
class Conversation:
    """One thread's week.

    Attributes:
        said: customers' messages and answers, in their order. agents: how many answers of each.
        worst: the sharpest tier. channel: where the customer wrote first.
    """

    thread_id: ThreadId
    said: list[Said] = field(default_factory=list)
    agents: Counter[AgentId] = field(default_factory=Counter)
    worst: Tier | None = None
    topic: Topic | None = None
    complaint: bool = False
    channel: str = ""

    @property
    def answered(self) -> bool:
        """Whether both sides said something."""
        return bool(self.channel) and any(one.answers for one in self.said)

    @property
    def candidate(self) -> Candidate:
        """What it stands for: channel, mood, complaint."""
        mood = self.worst.value if self.worst else "unknown"
        return Candidate(self.thread_id, " ".join((self.channel, mood, "complaint" if self.complaint else "question")))

    def take(self, row: Row[Any]) -> None:
        """The next message."""
        author, kind = Author(row.author), MessageKind(row.kind)
        assessment = row.assessment if isinstance(row.assessment, Assessment) else None
        tier = assessment.tier if assessment and author is Author.CUSTOMER else None
        answers = author is Author.AGENT and kind is not MessageKind.NOTE
        self.said.append(Said(MessageId(row.id), author, row.arrived_at, tier, answers))
        if answers and row.agent_id:
            self.agents[AgentId(row.agent_id)] += 1
        if author is Author.CUSTOMER:
            self.channel = self.channel or row.channel
            self._feel(assessment)

    def _feel(self, assessment: Assessment | None) -> None:
        if assessment is None:
            return
        if self.worst is None or assessment.tier.rank > self.worst.rank:
            self.worst = assessment.tier
        self.topic = self.topic or assessment.topic
        self.complaint = self.complaint or assessment.complaint


def of_week(connection: Connection, since: datetime, until: datetime) -> list[Conversation]:
    """Those in which a customer and the team both said something from `since` on and before `until`."""
    roots = select(thread.c.id).where(thread.c.last_at >= since, thread.c.merged_into.is_(None))
    ids = list(connection.execute(roots).scalars())
    return [found for found in _read(connection, ids, since, until) if found.answered]


def offers_of(connection: Connection, root_id: ThreadId) -> list[Offer]:
    """What was offered in that thread and in all that is joined into it."""
    homes = select(thread.c.id).where((thread.c.id == root_id) | (thread.c.merged_into == root_id))
    query: Select[Any] = select(shelf.c.type, shelf.c.body).where(shelf.c.type == "offer", shelf.c.owner.in_(homes))
    return [value for value in map(value_of, connection.execute(query)) if isinstance(value, Offer)]


def name_of(connection: Connection, root_id: ThreadId) -> str:
    """The customer's name."""
    query = select(customer.c.name).join(thread, thread.c.customer_id == customer.c.id)
    return connection.execute(query.where(thread.c.id == root_id)).scalar() or ""


def _read(connection: Connection, ids: list[str], since: datetime, until: datetime) -> Iterator[Conversation]:
    for start in range(0, len(ids), CHUNK):
        found: dict[str, Conversation] = {}
        mine = message.c.root_id.in_(ids[start : start + CHUNK])
        span = (message.c.arrived_at >= since) & (message.c.arrived_at < until)
        for row in connection.execute(_MESSAGES.where(mine, span).order_by(message.c.position)):
            found.setdefault(row.root_id, Conversation(ThreadId(row.root_id))).take(row)
        yield from found.values()
