"""Ports of what an agent looks at: the list, the messages, finding, colleagues."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from domain.agent import Agent
    from domain.channel import ChannelAccount
    from domain.emotion.assessment import Tier, Topic
    from domain.ids import AgentId, CustomerId, JoinId, MessageId, ThreadId
    from domain.inbox import Card, Folder, FolderCounts, ThreadRow
    from domain.order import Order
    from domain.presence import Activity, Handover
    from domain.search import SearchPage, SearchQuery
    from domain.timeline import Entry, Window


class InboxPort(Protocol):
    """The thread list and what can be done with a thread."""

    async def rows(self, folder: "Folder", limit: int, after: "ThreadRow | None" = None) -> "Sequence[ThreadRow]":
        """A page of a folder."""

    async def row(self, thread_id: "ThreadId") -> tuple["ThreadRow", "Folder | None"] | None:
        """One line and the folder it stands in now, None for another agent's; None when it is not here."""

    async def find(self, text: str, limit: int) -> "Sequence[ThreadRow]":
        """Threads whose customer matches."""

    async def counts(self) -> "FolderCounts":
        """How many lines each folder has."""

    async def card(self, thread_id: "ThreadId") -> "Card | None":
        """The customer's panel."""

    async def orders(self, customer_id: "CustomerId") -> "Sequence[Order]":
        """What the customer bought, newest first."""

    async def agents(self) -> "Sequence[Agent]":
        """The team, by name."""

    async def accounts(self) -> "Sequence[ChannelAccount]":
        """The channel accounts, by name."""

    async def assign(self, thread_id: "ThreadId", agent_id: "AgentId | None") -> None:
        """Gives it to somebody, or back to the queue."""

    async def resolve(self, thread_id: "ThreadId") -> None:
        """Marks it done."""

    async def reopen(self, thread_id: "ThreadId") -> None:
        """Opens it again."""

    async def snooze(self, thread_id: "ThreadId", until: "datetime") -> None:
        """Puts it out of sight until then."""

    async def mark_read(self, thread_id: "ThreadId", position: int) -> None:
        """This agent has read up to the position."""

    async def tag(self, thread_id: "ThreadId", add: "Sequence[str]" = (), remove: "Sequence[str]" = ()) -> None:
        """Adds and takes away tags."""

    async def correct(
        self, thread_id: "ThreadId", message_id: "MessageId", tier: "Tier", complaint: bool, topic: "Topic | None"
    ) -> None:
        """Says what a customer's message really is."""

    async def join(self, thread_id: "ThreadId", other_thread_id: "ThreadId") -> None:
        """Shows another thread inside this one."""

    async def undo_join(self, thread_id: "ThreadId", join_id: "JoinId") -> None:
        """Takes a join apart."""

    async def decline_join(self, thread_id: "ThreadId", join_id: "JoinId") -> None:
        """Says no to a suggestion."""


class SearchPort(Protocol):
    """Messages by what they say, whose they are and when they were written."""

    def read(self, typed: str) -> "SearchQuery":
        """What somebody means who types that."""

    async def local(self, query: "SearchQuery", limit: int, before: int | None = None) -> "SearchPage":
        """Hits on this computer, newest first."""

    async def remote(self, query: "SearchQuery", limit: int, before: int | None = None) -> "SearchPage":
        """Hits among everything the server has, newest first; raises Unreachable while offline."""


class TimelinePort(Protocol):
    """Windows of a thread's messages."""

    async def open(self, thread_id: "ThreadId") -> "Window":
        """Around the first unread message, or the end."""

    async def older(self, thread_id: "ThreadId", before: "Entry") -> "Window":
        """The entries before that one, from the server when needed."""

    async def around(
        self, thread_id: "ThreadId", message_id: "MessageId", progress: "Callable[[int], bool]"
    ) -> "Window | None":
        """Around a message, fetched when it is not here; `progress` hears how many came, False gives it up."""

    async def newer(self, thread_id: "ThreadId", after: "Entry") -> "Window":
        """The entries after that one."""

    async def newest(self, thread_id: "ThreadId") -> "Window":
        """The end of the thread."""

    async def entries(self, thread_id: "ThreadId", oldest: "Entry | None", limit: int) -> "Window":
        """The present state of what is on screen."""


class PresencePort(Protocol):
    """Who of the team is in which thread, and who asks for one (`app.services.presence`)."""

    @property
    def questions(self) -> tuple["Handover", ...]:
        """Colleagues who ask for a thread of mine, oldest first."""

    @property
    def kept(self) -> frozenset["ThreadId"]:
        """Threads that I asked for and whose holder keeps them."""

    def on_change(self, listener: "Callable[[], None]") -> "Callable[[], None]":
        """Tells that colleagues came, went or asked; returns the function that stops that."""

    def colleagues(self, thread_id: "ThreadId") -> tuple[tuple["AgentId", "Activity"], ...]:
        """Who else is in the thread now, those who type first."""

    def enter(self, thread_id: "ThreadId | None") -> None:
        """This agent has the thread in front of them, or none."""

    def rest(self, resting: bool) -> None:
        """Nobody is at this computer for a while, or somebody is again."""

    def typing(self) -> None:
        """A key was pressed in the composer."""

    async def take(self, thread_id: "ThreadId") -> bool:
        """Takes the thread when the rules allow it, else asks its holder; whether it was taken."""

    async def hand_over(self, question: "Handover") -> None:
        """Yes: the thread goes to who asked."""

    async def keep(self, thread_id: "ThreadId") -> None:
        """No, to everybody who asked."""
