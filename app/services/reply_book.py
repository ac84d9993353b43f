"""All quick replies of the workspace in memory: built in and saved, folded for the search, with what fields say."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from domain.folding import folded
from domain.ids import QuickReplyId
from domain.setting import Setting
from domain.templates.facts import KEY, read_facts
from domain.templates.index import ReplyIndex
from domain.templates.packs import with_saved
from domain.templates.reply import QuickReply, Scope
from domain.templates.subject import Facts

_SCOPES = (Scope.WORKSPACE, Scope.TEAM, Scope.PERSONAL)


class ReplyBook:
    """One state of them; `renewed` makes the next one, and keeps of this one what has not changed.

    Attributes:
        builtin: as they were delivered, by id. hidden: built-in ones that the workspace does not want.
        facts: what fields say of the shop. facts_broken: whether that was set and cannot be read; the usual holds.
    """

    def __init__(
        self, builtin: Sequence[QuickReply] = (), saved: Sequence[QuickReply] = (), before: "ReplyBook | None" = None
    ) -> None:
        self.builtin = {reply.id: reply for reply in builtin}
        self.saved = {reply.id: reply for reply in saved}
        hidden = {reply.id for reply in saved if not reply.wordings}
        self.hidden = tuple(reply for reply in builtin if reply.id in hidden)
        self.replies = with_saved(builtin, saved)
        self.by_id = {reply.id: reply for reply in self.replies}
        self.index: ReplyIndex = ReplyIndex(self.replies, before.index if before is not None else None)
        self.phrases = _phrases(self.replies)
        self.facts, self.facts_broken = Facts(), False

    async def renewed(
        self, builtin: Sequence[QuickReply], saved: Sequence[QuickReply], settings: Iterable[Setting]
    ) -> "ReplyBook":
        """The next state; folding 5,000 replies takes half a second, so it is done beside the loop."""
        book = await asyncio.to_thread(ReplyBook, builtin, saved, self)
        book.take_facts(settings)
        return book

    def take_facts(self, settings: Iterable[Setting]) -> None:
        """What the workspace says of itself, if it has said anything."""
        text = next((setting.value for setting in settings if setting.key == KEY), "")
        held = read_facts(text) if text else Facts()
        self.facts, self.facts_broken = held or Facts(), held is None

    @property
    def shortcuts(self) -> Mapping[str, QuickReplyId]:
        """Which reply each shortcut stands for."""
        return {reply.shortcut: reply.id for reply in self.replies}


def _phrases(replies: Iterable[QuickReply]) -> dict[str, QuickReplyId]:
    """Folded phrases that become a text; one's own go before the team's, these before everybody's."""
    ordered = sorted(replies, key=lambda reply: _SCOPES.index(reply.scope))
    return {folded(reply.expands): reply.id for reply in ordered if reply.expands.strip()}
