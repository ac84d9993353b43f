"""Quick replies for the screens: the real service over a store in memory, loaded without a thread."""

from collections.abc import Callable, Sequence
from typing import Any

from app.changes import ChangeHub
from app.services.quick_replies import QuickReplyService, ReplyTools
from app.services.reply_book import ReplyBook
from app.services.reply_uses import ReplyUses
from app.services.reply_values import Spawner
from app.templates.formats import LocaleFormats
from app.templates.liquid import LiquidRenderer
from app.templates.words import field_words
from domain.clock import Clock
from domain.ids import IdSource
from domain.templates.reply import QuickReply
from tests.fakes.demo import NOW, World
from tests.fakes.replies import FakeReplyStore, builtin


async def at_once(work: Callable[..., Any], *arguments: object) -> Any:
    """In the place of a thread."""
    return work(*arguments)


class ManualTimer:
    """Rings when the test says so."""

    def cancel(self) -> None:
        return


class FakeQuickReplies(QuickReplyService):
    """Everything is there from the start; `load` reads the store at once.

    Attributes:
        memory: what is kept, for the test to look at and to change.
    """

    def __init__(
        self, world: World, hub: ChangeHub, tasks: Spawner, clock: Clock, delivered: Sequence[QuickReply] | None = None
    ) -> None:
        self.memory = FakeReplyStore(world, hub.tell)
        self.delivered = builtin() if delivered is None else tuple(delivered)
        ids = IdSource(lambda: int(NOW.timestamp() * 1000), lambda bits: (1 << bits) // 3)
        renderer = LiquidRenderer(field_words)
        tools = ReplyTools(ids, clock, renderer, LocaleFormats(NOW.tzinfo), lambda: self.delivered, lambda _texts: None)
        uses = ReplyUses(self.memory, tasks, lambda _seconds, _call: ManualTimer(), self._report)
        super().__init__(self.memory, uses, hub, tasks, tools)
        self._builtin = self.delivered
        self.reports: list[Exception] = []
        self.read()

    async def load(self) -> None:
        self.read()
        await self.uses.load()
        for listener in tuple(self._listeners):
            listener()

    def read(self) -> None:
        """Takes over what the memory holds."""
        self.book = ReplyBook(self.delivered, tuple(self.memory.saved.values()), self.book)
        self.book.take_facts(self.memory.kept_settings)

    def _report(self, error: Exception) -> None:
        self.reports.append(error)
