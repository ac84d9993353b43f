"""The number on the rail's button: complaints that are late or nearly late, one's own; a lead's are all (K-2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import ChangeSet
from app.errors import KnownError
from app.services.complaint_values import BoardCard
from domain.complaints.ground import Ground
from domain.ids import AgentId, ComplaintId
from ui.background import Background
from ui.complaints.board_entry import Entry
from ui.ports import ComplaintPort, Services

TICK_MS = 15_000


class _Kept(NamedTuple):
    """All that is kept of a complaint: thousands of them cost next to nothing."""

    owner_id: AgentId | None
    near: datetime


class Badge(QObject):
    """Watches from the start of the window on, whether or not somebody ever opens the board.

    Signals:
        count_changed(int)
    """

    count_changed = Signal(int)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._service = services, services.complaints
        self._background = Background(services.tasks, self, self._troubled)
        self._kept: dict[ComplaintId, _Kept] = {}
        self._ground = Ground()
        self._count, self._asking, self._stale = 0, False, False
        self._dirty: set[ComplaintId] = set()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.count)
        self._stop = services.hub.subscribe(self.apply)

    def start(self) -> None:
        """Somebody is signed in: reads all of them."""
        self._clock.start()
        self._stale = True
        self._ask()

    def close(self) -> None:
        """Counts no more."""
        self._clock.stop()
        self._stop()

    def apply(self, changes: ChangeSet) -> None:
        """Reads what changed."""
        if changes.reset or "setting" in changes.shelf:
            self._stale = True
        self._dirty |= changes.complaints
        self._ask()

    def count(self) -> None:
        """How many there are now; says so when it is another number."""
        now, session = self._service.now(), self._services.session.current
        me = session.agent.id if session is not None else None
        all_ = self._service.may_lead()
        count = sum(one.near <= now and (all_ or one.owner_id == me) for one in self._kept.values())
        if count != self._count:
            self._count = count
            self.count_changed.emit(count)

    def _ask(self) -> None:
        if self._services.session.current is None:
            self._kept = {}
            self.count()
            return
        if self._asking:
            return
        if self._stale:
            self._asking, self._stale = True, False
            self._dirty.clear()
            self._background.run(_everything(self._service), self._read, self._unread)
        elif self._dirty:
            ids, self._dirty = tuple(self._dirty), set()
            self._asking = True
            self._background.run(_some(self._service, ids), self._read_some, self._unread)

    def _read(self, answer: tuple[Ground, Sequence[BoardCard]]) -> None:
        self._ground, cards = answer
        self._kept = {}
        for card in cards:
            self._keep(card)
        self._answered()

    def _read_some(self, answer: tuple[Sequence[ComplaintId], Mapping[ComplaintId, BoardCard]]) -> None:
        ids, cards = answer
        for complaint_id in ids:
            self._kept.pop(complaint_id, None)
            if complaint_id in cards:
                self._keep(cards[complaint_id])
        self._answered()

    def _keep(self, card: BoardCard) -> None:
        clock = Entry(card, self._ground).clock if card.complaint.is_open else None
        if clock is not None and not clock.stands:
            self._kept[card.complaint.id] = _Kept(card.complaint.owner_id, clock.near or clock.due)

    def _answered(self) -> None:
        self._asking = False
        self.count()
        self._ask()

    def _unread(self, _error: KnownError) -> None:
        # The board says what is wrong; a number that cannot be read stays as it was until the next change.
        self._asking = False

    def _troubled(self, _error: KnownError) -> None:
        self._asking = False


async def _everything(service: ComplaintPort) -> tuple[Ground, Sequence[BoardCard]]:
    return await service.ground(), await service.open_cards()


async def _some(
    service: ComplaintPort, ids: Sequence[ComplaintId]
) -> tuple[Sequence[ComplaintId], Mapping[ComplaintId, BoardCard]]:
    return ids, await service.cards(ids)
