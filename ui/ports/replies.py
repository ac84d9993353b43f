"""Port of quick replies: the palette, key expansion and the editor (Q)."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from app.exchange.plan import ImportPlan
    from app.services.reply_values import Hit, Insertion, PastReply, ReplyContext
    from domain.channel import ChannelKind
    from domain.ids import QuickReplyId, ThreadId
    from domain.templates.choosing import Situation
    from domain.templates.proposal import Proposal
    from domain.templates.rendering import Fault
    from domain.templates.reply import QuickReply
    from domain.templates.review import ToReview
    from domain.templates.subject import Facts, Subject


class QuickReplyPort(Protocol):
    """Quick replies (`app.services.quick_replies`); what is no coroutine is worked out at once, in memory."""

    async def load(self) -> None:
        """Reads everything; from then on changes come by themselves."""

    def on_change(self, listener: "Callable[[], None]") -> "Callable[[], None]":
        """Tells that the replies are other ones; returns the function that stops that."""

    def all(self) -> "Sequence[QuickReply]":
        """Every reply that can be used."""

    def reply(self, reply_id: "QuickReplyId") -> "QuickReply | None":
        """One of them."""

    def hidden(self) -> "Sequence[QuickReply]":
        """Built-in replies that the workspace does not want."""

    def is_builtin(self, reply_id: "QuickReplyId") -> bool:
        """Whether it was delivered with the program."""

    async def context(self, thread_id: "ThreadId", channel: "ChannelKind | None" = None) -> "ReplyContext":
        """What replies have to fit in a thread; ask again when the card or the replies change."""

    def on_channel(self, context: "ReplyContext", channel: "ChannelKind | None") -> "ReplyContext":
        """The same for another channel."""

    def sample(self, situation: "Situation", subject: "Subject") -> "ReplyContext":
        """A context for a customer that is made up."""

    def search(self, typed: str, context: "ReplyContext", limit: int = 50) -> tuple["Hit", ...]:
        """Those that are meant, the best first; the usual ones for ""."""

    def fill(self, reply: "QuickReply", context: "ReplyContext") -> "Insertion":
        """Its text for the customer, ready for the composer."""

    def fill_text(self, text: str, context: "ReplyContext") -> "Insertion":
        """A wording that is not saved yet, likewise."""

    def phrase(self, typed: str) -> "QuickReply | None":
        """The reply that a folded phrase becomes as soon as it is typed."""

    def count(self, reply_id: "QuickReplyId", *, edited: bool = False) -> None:
        """It went out to a customer; edited when its text was changed before."""

    def own_uses(self, reply_id: "QuickReplyId") -> int:
        """How often this agent used it on this computer."""

    def faults(self, text: str) -> tuple["Fault", ...]:
        """What is wrong with a wording."""

    def may_change(self, reply: "QuickReply") -> bool:
        """Whether this agent may."""

    def taken(self, reply: "QuickReply") -> bool:
        """Whether another reply of its scope has its shortcut."""

    def new(self) -> "QuickReply":
        """An empty one of this agent's own."""

    def propose(self, text: str, context: "ReplyContext") -> tuple["QuickReply", "Proposal"]:
        """One made of a message that was sent."""

    async def save(self, *replies: "QuickReply") -> None:
        """Keeps them, offline too."""

    async def remove(self, reply: "QuickReply") -> None:
        """Takes it away, or hides a built-in one."""

    async def as_delivered(self, reply_id: "QuickReplyId") -> None:
        """A built-in reply as it came with the program."""

    async def still_right(self, replies: "Collection[QuickReply]") -> None:
        """Somebody has read them and found them right."""

    def review(self) -> tuple["ToReview", ...]:
        """Those that somebody should look at again."""

    @property
    def facts(self) -> "Facts":
        """What the workspace says of itself in its replies."""

    @property
    def facts_broken(self) -> bool:
        """Whether it was set and cannot be read: what is usual holds then."""

    async def save_facts(self, facts: "Facts") -> None:
        """Says it for everybody."""

    async def history(self, reply_id: "QuickReplyId") -> "Sequence[PastReply]":
        """What it was before, newest first; online only."""


class ReplyExchangePort(Protocol):
    """Files of quick replies (`app.services.reply_exchange`)."""

    async def look(self, path: "Path") -> "ImportPlan":
        """A dry run; saves nothing. Raises Refused with a code of `app.exchange.words.unreadable_words`."""

    async def take(self, planned: "ImportPlan") -> int:
        """Saves what the dry run said; how many that were."""

    async def write(self, path: "Path", replies: "Iterable[QuickReply]") -> int:
        """Writes them, by the ending as CSV or JSON; how many that were."""
