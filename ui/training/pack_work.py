"""What is done to the pack that is open: read, kept, saved, taken out and put back; the page shows what comes of it."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from domain.agent import Agent
from domain.ids import AgentId, DrillItemId, PackId
from domain.training.item import DrillItem
from domain.training.pack import Edition, Pack
from domain.training.validity import flaws
from ui.background import Background
from ui.ports import Services
from ui.training.pack_values import Row, edition_rows, rows

Read = tuple[Pack | None, Sequence[DrillItem], int, Sequence[Agent]]


@dataclass
class Open:
    """What is open.

    Attributes:
        edition: instead of a pack, one that can only be looked at.
    """

    pack: Pack | None = None
    edition: Edition | None = None
    drafts: dict[DrillItemId, DrillItem] = field(default_factory=dict)
    checkers: int = 2
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Its name."""
        shown = self.pack or self.edition
        return shown.title if shown is not None else ""

    def rows(self) -> tuple[Row, ...]:
        """Its items as the list has them."""
        if self.pack is not None:
            return rows(self.pack, list(self.drafts.values()), self.checkers)
        return edition_rows(self.edition) if self.edition is not None else ()


class PackWork(QObject):
    """One pack at a time.

    Signals:
        changed: there is something else to be shown.
        saved(DrillItemId), removed: that is done. gone: the pack is not here any more.
        troubled(KnownError): something was not done, and nothing was lost.
    """

    changed = Signal()
    saved = Signal(str)
    removed = Signal()
    gone = Signal()
    troubled = Signal(object)

    def __init__(self, services: Services, owner: QObject) -> None:
        super().__init__(owner)
        self._services, self._packs = services, services.packs
        self._background = Background(services.tasks, self, self.troubled.emit)
        self.open = Open()
        self._wanted: PackId | None = None
        self._removed: tuple[PackId, DrillItem, bool] | None = None

    @property
    def me(self) -> AgentId | None:
        """Who works here."""
        session = self._services.session.current
        return session.agent.id if session is not None else None

    @property
    def can_undo(self) -> bool:
        """Whether something was taken out of this pack just now."""
        return self._removed is not None and self.open.pack is not None and self._removed[0] == self.open.pack.id

    def show_pack(self, pack_id: PackId) -> None:
        """That one, as soon as it is read."""
        self._removed, self._wanted = None, pack_id
        self.reload()

    def show_edition(self, edition: Edition) -> None:
        """One that can only be looked at."""
        self._background.forget("pack")
        self._wanted = None
        self.open = Open(edition=edition)
        self.changed.emit()

    def reload(self) -> None:
        """The same one, fresh; the one that was asked for last, also while it is still being read."""
        if self._wanted is not None:
            self._background.run(self._read(self._wanted), self._take, latest="pack")

    def new_id(self) -> DrillItemId:
        """For a new item."""
        return self._packs.new_item_id()

    def keep(self, item: DrillItem) -> None:
        """What is written so far, on this computer; nothing where it is as the pack has it."""
        pack = self.open.pack
        if pack is None:
            return
        entry = pack.entry(item.id)
        if entry is not None and entry.item == item:
            if self.open.drafts.pop(item.id, None) is not None:
                self._background.run(self._packs.drop_draft(pack.id, item.id))
        elif self.open.drafts.get(item.id) != item:
            self.open.drafts[item.id] = item
            self._background.run(self._packs.keep_draft(pack.id, item))

    def save(self, item: DrillItem) -> None:
        """Into the pack, for everybody who trains; what is not whole stays here."""
        if self.open.pack is not None and not flaws(item):
            self._run(self._save(self.open.pack.id, item), self.saved.emit)

    def discard(self, item_id: DrillItemId) -> None:
        """As the pack has it."""
        if self.open.pack is not None:
            self.open.drafts.pop(item_id, None)
            self._run(self._packs.drop_draft(self.open.pack.id, item_id))

    def remove(self, row: Row) -> None:
        """Takes an item out; `undo` puts it back."""
        pack = self.open.pack
        if pack is not None:
            self.open.drafts.pop(row.item.id, None)
            self._removed = (pack.id, row.item, row.entry is not None)
            self._run(self._remove(pack.id, row), self._gone_now)

    def undo(self) -> None:
        """What was taken out last comes back; others have to check its key again."""
        if self._removed is not None and self.can_undo:
            (pack_id, item, was_in), self._removed = self._removed, None
            put = was_in and not flaws(item)
            work = self._packs.put(pack_id, [item]) if put else self._packs.keep_draft(pack_id, item)
            self._run(work, self._gone_now)

    def check(self, item: DrillItem, comment: str, *, agrees: bool) -> None:
        """What this person says of a key."""
        if self.open.pack is not None:
            self._run(self._check(self.open.pack.id, item, comment, agrees), self.saved.emit)

    def _run(self, work: Coroutine[Any, Any, Any], done: Callable[..., None] | None = None) -> None:
        self._background.run(work, done or self._done)

    def _done(self, _nothing: object) -> None:
        self.reload()

    def _gone_now(self, _nothing: object) -> None:
        self.removed.emit()
        self.reload()

    async def _read(self, pack_id: PackId) -> Read:
        packs = self._packs
        drafts = await packs.drafts(pack_id)
        return await packs.pack(pack_id), drafts, await packs.checkers(), await self._services.inbox.agents()

    def _take(self, found: Read) -> None:
        pack, drafts, checkers, agents = found
        if pack is None:
            self._wanted = None
            self.gone.emit()
            return
        names: dict[str, str] = {agent.id: agent.name for agent in agents}
        self.open = Open(pack, None, {item.id: item for item in drafts}, checkers, names)
        self.changed.emit()

    async def _save(self, pack_id: PackId, item: DrillItem) -> DrillItemId:
        await self._packs.put(pack_id, [item])
        await self._packs.drop_draft(pack_id, item.id)
        return item.id

    async def _remove(self, pack_id: PackId, row: Row) -> None:
        if row.entry is not None:
            await self._packs.drop(pack_id, row.item.id)
        await self._packs.drop_draft(pack_id, row.item.id)

    async def _check(self, pack_id: PackId, item: DrillItem, comment: str, agrees: bool) -> DrillItemId:
        await self._packs.check(pack_id, item, agrees, comment)
        return item.id
