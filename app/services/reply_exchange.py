"""Quick replies from files and into files: first a dry run that saves nothing, then the saving."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from app.errors import Refused
from app.exchange.files import read_file, write_file
from app.exchange.plan import ImportPlan, Rules, plan
from app.exchange.values import Found, Unreadable
from app.services.quick_replies import QuickReplyService
from domain.agent import Permission
from domain.templates.reply import QuickReply

Beside = Callable[..., Awaitable[Any]]


class ReplyExchange:
    """Import and export.

    Attributes:
        beside: runs a function beside the loop (`asyncio.to_thread`): large files take a second.
    """

    def __init__(self, replies: QuickReplyService, beside: Beside = asyncio.to_thread) -> None:
        self.replies = replies
        self.beside = beside

    async def look(self, path: Path) -> ImportPlan:
        """What taking the file over would do. Raises Refused with a code of `app.exchange.words.unreadable_words`."""
        return await self._guarded(self._look, path)  # type: ignore[no-any-return]

    async def take(self, planned: ImportPlan) -> int:
        """Saves what the dry run said; how many that were. Raises what `QuickReplyService.save` raises."""
        await self.replies.save(*planned.to_save)
        return len(planned.to_save)

    async def write(self, path: Path, replies: Iterable[QuickReply]) -> int:
        """Writes them to a file, by its ending CSV or JSON; how many. Raises Refused("disk")."""
        held = tuple(replies)
        await self._guarded(write_file, path, held)
        return len(held)

    def _look(self, path: Path) -> ImportPlan:
        found: Found = read_file(path)
        agent, service = self.replies.store.agent, self.replies
        shares = agent is not None and agent.may(Permission.SHARE_REPLIES)
        owner = agent.id if agent is not None else None
        return plan(found, service.all(), Rules(owner, shares, service.tools.ids.new, service.faults))

    async def _guarded(self, work: Callable[..., object], *arguments: object) -> Any:
        try:
            return await self.beside(work, *arguments)
        except Unreadable as error:
            raise Refused(str(error)) from error
