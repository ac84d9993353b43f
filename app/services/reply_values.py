"""What the quick-reply service hands out: hits, filled texts, what a thread's replies have to fit."""

from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.agent import Agent
from domain.ids import AgentId, CustomerId, QuickReplyId, SettingKey, ThreadId
from domain.inbox import Card
from domain.message import Part
from domain.operations import ReplyUse
from domain.order import Order
from domain.setting import Setting
from domain.templates.choosing import Situation
from domain.templates.gaps import Gap
from domain.templates.index import Match
from domain.templates.ranking import Ranking
from domain.templates.reply import QuickReply, Wording


class Fit(StrEnum):
    """What a hit fits especially; the screen has words for each."""

    TIER = "tier"
    TRAIT = "trait"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette.

    Attributes:
        wording: the one that is meant for this customer.
        fits: what it fits especially, the strongest first.
    """

    reply: QuickReply
    wording: Wording
    match: Match
    fits: tuple[Fit, ...] = ()

    @property
    def title(self) -> str:
        """What the palette calls it: in the agent's language, as the reply itself has it."""
        return self.reply.title or self.wording.title or self.reply.shortcut


@dataclass(frozen=True, slots=True)
class Insertion:
    """A reply, ready for the composer.

    Attributes:
        gaps: what still has to be filled in. values: start and end of what was, in characters.
        language: BCP 47 tag of the wording, "" when it serves any.
        files: attachments that go with it.
        too_long: whether the channel takes no message of that length.
    """

    reply_id: QuickReplyId
    text: str
    gaps: tuple[Gap, ...] = ()
    values: tuple[tuple[int, int], ...] = ()
    language: str = ""
    files: tuple[Part, ...] = ()
    too_long: bool = False


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What replies have to fit in one thread; made when it is opened, good until the replies or the card change.

    Attributes:
        thread_id: None for the editor's sample customer.
        values: what goes into the fields. filled, hits: what was worked out already.
    """

    thread_id: ThreadId | None
    situation: Situation
    values: Mapping[str, str]
    ranking: Ranking
    filled: dict[QuickReplyId, Insertion] = field(default_factory=dict)
    hits: dict[tuple[QuickReplyId, Match], Hit | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastReply:
    """A saved state of a reply; `reply` is None when it was removed then."""

    version: int
    at: datetime
    agent_id: AgentId | None
    reply: QuickReply | None


@dataclass(frozen=True, slots=True)
class Recent:
    """What was said last in a thread.

    Attributes:
        texts: newest first. language: of the customer's newest message of which that is known, "" when it is of none.
    """

    texts: tuple[str, ...] = ()
    language: str = ""


class Spawner(Protocol):
    """Starts work on the loop (`app.tasks.TaskOwner`)."""

    def spawn(self, work: Coroutine[Any, Any, Any], name: str | None = None) -> object:
        """Starts a coroutine."""


class ReplyStore(Protocol):
    """Where quick replies are kept, and what fields are filled from (`app.services.reply_store`)."""

    @property
    def agent(self) -> Agent | None:
        """Who is signed in."""

    def replies(self) -> Awaitable[Sequence[QuickReply]]:
        """What was saved and this agent can see; waits until the account is open."""

    def settings(self) -> Awaitable[Sequence[Setting]]:
        """What the workspace has set."""

    def orders(self, customer_id: CustomerId) -> Awaitable[Sequence[Order]]:
        """A customer's."""

    def card(self, thread_id: ThreadId) -> Awaitable[Card | None]:
        """Who it is."""

    def recent(self, thread_id: ThreadId) -> Awaitable[Recent]:
        """What was said last in the thread."""

    def save(self, replies: Sequence[QuickReply]) -> Awaitable[None]:
        """Queues them, all or none."""

    def remove(self, reply_ids: Sequence[QuickReplyId]) -> Awaitable[None]:
        """Queues their removal."""

    def set(self, key: SettingKey, value: str) -> Awaitable[None]:
        """Queues that something is set for everybody, as JSON text."""

    def count(self, uses: Sequence[ReplyUse]) -> Awaitable[None]:
        """Queues that they were used."""

    def history(self, reply_id: QuickReplyId) -> Awaitable[Sequence[PastReply]]:
        """Every saved state, newest first; online only."""

    def own_uses(self) -> Awaitable[Mapping[QuickReplyId, int]]:
        """How often this agent used each on this computer."""

    def keep_own_uses(self, uses: Mapping[QuickReplyId, int]) -> Awaitable[None]:
        """Keeps that."""
