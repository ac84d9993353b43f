"""All open complaints, held while the place is there: read once, and then only what changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from app.changes import ChangeSet
from app.errors import KnownError
from app.services.complaint_values import BoardCard
from domain.agent import Agent
from domain.complaints.ground import Ground
from domain.ids import AgentId, ComplaintId, ThreadId
from ui.background import Background
from ui.complaints.board_entry import Entry
from ui.ports import ComplaintPort, Services


class Book(QObject):
    """Reads in turn: while one question is out, what changes meanwhile is asked for after it.

    Signals:
        changed: other complaints, or other facts about them.
        ended: some are not open any more.
        failed(KnownError): it could not be read.

    Attributes:
        entries: by complaint, in no order. people: who can own one. ready: whether it was read.
    """

    changed = Signal()
    ended = Signal()
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._service = services.complaints
        self._background = Background(services.tasks, self, self._troubled)
        self.entries: dict[ComplaintId, Entry] = {}
        self.people: Sequence[Agent] = ()
        self.ground = Ground()
        self.ready = False
        self._by_thread: dict[ThreadId, set[ComplaintId]] = {}
        self._asking, self._stale = False, False
        self._dirty: set[ComplaintId] = set()

    def load(self) -> None:
        """Everything again."""
        self._stale = True
        self._ask()

    def apply(self, changes: ChangeSet) -> None:
        """What a write changed: only that is read again."""
        if changes.reset or changes.people or "setting" in changes.shelf:
            self.load()
            return
        self._dirty |= changes.complaints
        for thread_id in changes.threads:
            self._dirty |= self._by_thread.get(thread_id, set())
        self._ask()

    def name_of(self, agent_id: AgentId | None) -> str:
        """A colleague's name, "" for nobody."""
        return next((agent.name for agent in self.people if agent.id == agent_id), "")

    def _ask(self) -> None:
        if self._asking:
            return
        if self._stale:
            self._asking, self._stale = True, False
            self._dirty.clear()
            self._background.run(_everything(self._service), self._read, self._unread)
        elif self._dirty and self.ready:
            ids, self._dirty = tuple(self._dirty), set()
            self._asking = True
            self._background.run(_some(self._service, ids), self._read_some, self._unread)

    def _read(self, answer: tuple[Ground, Sequence[Agent], Sequence[BoardCard]]) -> None:
        self.ground, self.people, cards = answer
        self.entries = {card.complaint.id: Entry(card, self.ground) for card in cards}
        self._by_thread = {}
        for card in cards:
            self._by_thread.setdefault(card.root_id, set()).add(card.complaint.id)
        self.ready = True
        self.changed.emit()
        self._answered()

    def _read_some(self, answer: tuple[Sequence[ComplaintId], Mapping[ComplaintId, BoardCard]]) -> None:
        ids, cards = answer
        gone = False
        for complaint_id in ids:
            before, card = self.entries.pop(complaint_id, None), cards.get(complaint_id)
            if before is not None:
                self._by_thread.get(before.card.root_id, set()).discard(complaint_id)
            if card is not None and card.complaint.is_open:
                self.entries[complaint_id] = Entry(card, self.ground)
                self._by_thread.setdefault(card.root_id, set()).add(complaint_id)
            else:
                gone = True
        self.changed.emit()
        if gone:
            self.ended.emit()
        self._answered()

    def _answered(self) -> None:
        self._asking = False
        self._ask()

    def _unread(self, error: KnownError) -> None:
        self._asking = False
        self.failed.emit(error)

    def _troubled(self, error: KnownError) -> None:
        self.failed.emit(error)


async def _everything(service: ComplaintPort) -> tuple[Ground, Sequence[Agent], Sequence[BoardCard]]:
    return await service.ground(), await service.people(), await service.open_cards()


async def _some(
    service: ComplaintPort, ids: Sequence[ComplaintId]
) -> tuple[Sequence[ComplaintId], Mapping[ComplaintId, BoardCard]]:
    return ids, await service.cards(ids)
