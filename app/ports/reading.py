"""Reads of the local database: the thread list, the messages of a thread, finding."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from domain.agent import Agent
    from domain.channel import ChannelAccount
    from domain.complaints.card import BoardCard
    from domain.complaints.ground import Ground
    from domain.ids import AgentId, ComplaintId, CustomerId, MessageId, ThreadId
    from domain.inbox import AgentLoad, Card, Folder, FolderCounts, Recipient, ThreadRow
    from domain.offer import Offer
    from domain.order import Order
    from domain.review import ReviewItem
    from domain.search import SearchPage, SearchQuery
    from domain.setting import Setting
    from domain.templates.reply import QuickReply
    from domain.timeline import Entry, Window
    from domain.training.assigning import Assignment, Certificate, Coaching
    from domain.training.pack import Edition, Pack
    from domain.training.results import Practice
    from domain.warning import MeasureWarning


class ThreadReader(Protocol):
    """Reads for the thread list and the panel beside it."""

    async def rows(self, folder: "Folder", limit: int, after: "ThreadRow | None" = None) -> "Sequence[ThreadRow]":
        """The folder's lines, those who wait longest first, then the newest; at most `limit`, from behind `after`."""

    async def row(self, thread_id: "ThreadId") -> tuple["ThreadRow", "Folder | None"] | None:
        """One line and the folder it stands in now, None for that when a colleague has it in hand.

        None altogether when the thread is not here (or is joined into another).
        """

    async def find(self, text: str, limit: int) -> "Sequence[ThreadRow]":
        """Threads whose customer's name, handle, phone or tag contains the text, newest first."""

    async def counts(self) -> "FolderCounts":
        """How many lines each folder has."""

    async def loads(self) -> "Sequence[AgentLoad]":
        """What everybody who has open threads has in hand."""

    async def held_by(self, agent_id: "AgentId | None", limit: int) -> "Sequence[ThreadRow]":
        """Open threads of somebody, or of the queue; those who wait longest first, then the newest."""

    async def card(self, thread_id: "ThreadId") -> "Card | None":
        """The customer's panel; None when the thread is not here."""

    async def recipients(self, thread_id: "ThreadId") -> "Sequence[Recipient] | None":
        """Where a reply in it can go; where the customer wrote from last first. None when the thread is not here."""

    async def agents(self) -> "Sequence[Agent]":
        """The team, by name."""

    async def accounts(self) -> "Sequence[ChannelAccount]":
        """The team's channel accounts, by name."""


class TimelineReader(Protocol):
    """Reads for the thread view: indexed windows, never a whole thread."""

    async def open(self, thread_id: "ThreadId", limit: int) -> "Window":
        """The window around the first unread message, or the newest entries when all is read."""

    async def older(self, thread_id: "ThreadId", before: "Entry", limit: int) -> "Window":
        """The entries just before that one."""

    async def newer(self, thread_id: "ThreadId", after: "Entry", limit: int) -> "Window":
        """The entries just after that one."""

    async def newest(self, thread_id: "ThreadId", limit: int) -> "Window":
        """The end of the thread, with what has not left yet."""

    async def entries(self, thread_id: "ThreadId", oldest: "Entry | None", limit: int) -> "Window":
        """The present state of a window that begins at `oldest`, to refresh what is on screen after a change."""

    async def around(self, thread_id: "ThreadId", message_id: "MessageId", limit: int) -> "Window | None":
        """The window with that message in its middle; None when the thread does not hold it here (any more)."""

    async def gap(self, thread_id: "ThreadId") -> int | None:
        """Position before which the backend has messages that are not here; None when all are here."""


class ShelfReader(Protocol):
    """What every client holds whole, with what was done to it here and has not come back yet."""

    async def quick_replies(self) -> "Sequence[QuickReply]":
        """All that this agent can see, in no order."""

    async def settings(self) -> "Sequence[Setting]":
        """All that was set."""

    async def orders(self, customer_id: "CustomerId") -> "Sequence[Order]":
        """The customer's, newest first."""

    async def offers(self, thread_id: "ThreadId | None" = None) -> "Sequence[Offer]":
        """What was offered in that thread and in those joined into it, or anywhere; oldest first."""


class InsightReader(Protocol):
    """Warnings and the weekly review."""

    async def warnings(self) -> "Sequence[MeasureWarning]":
        """Those in force, newest first."""

    async def reviews(self, week: "date") -> "Sequence[ReviewItem]":
        """The conversations of the week that begins on that Monday, as they will be once everything here has left."""


class TrainingReader(Protocol):
    """Packs, assignments, practice; as they will be once everything here has left."""

    async def packs(self) -> "Sequence[Pack]":
        """Those that are worked on, by title; only those who may train have any."""

    async def editions(self) -> "Sequence[Edition]":
        """What was published and is offered, by title."""

    async def assignments(self) -> "Sequence[Assignment]":
        """All that this agent may see, newest first."""

    async def practice(self) -> "Sequence[Practice]":
        """This agent's own, oldest first."""

    async def coachings(self) -> "Sequence[Coaching]":
        """Words to learners that this agent may see, newest first."""

    async def certificates(self) -> "Sequence[Certificate]":
        """Those that this agent may see, newest first."""


class ComplaintReader(Protocol):
    """Complaints with what boards show beside them, as they will be once everything here has left."""

    async def open_cards(self) -> "Sequence[BoardCard]":
        """All that are open or paused, in no order."""

    async def cards(self, ids: "Collection[ComplaintId]") -> "Mapping[ComplaintId, BoardCard]":
        """These, in whatever state; what is not here is missing."""

    async def ended(self, limit: int, text: str = "") -> "Sequence[BoardCard]":
        """Resolved and closed ones, opened last first, with that text in title or customer."""

    async def follow_ups(self) -> "Sequence[BoardCard]":
        """Resolved ones whose customer is to be asked how it is, the most urgent first (K-6)."""

    async def of_thread(self, thread_id: "ThreadId") -> "Sequence[BoardCard]":
        """Those of a thread and of all that are shown with it, open ones first, then the newest."""

    async def recent(self, limit: int) -> "Sequence[BoardCard]":
        """Of all of them, opened last first."""

    async def ground(self) -> "Ground":
        """What the rules stand on: figures, hours, rates, people with what they own."""


class SearchReader(Protocol):
    """Looks through everything that this computer holds, newest first."""

    async def messages(self, query: "SearchQuery", limit: int, before: int | None = None) -> "SearchPage":
        """Messages that fit, at most `limit`, from below position `before` on; what waits here comes first."""
