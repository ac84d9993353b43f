"""Keeps the thread list in step with the local database: pages, keyed updates, counts."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.changes import ChangeSet
from app.errors import KnownError
from domain.ids import ThreadId
from domain.inbox import Folder, FolderCounts, ThreadRow
from ui.background import Background
from ui.models.threads import ThreadModel
from ui.ports import InboxPort, Services

PAGE = 200
FEW = 40
"""Up to so many changed threads are read one by one; with more, the whole window is read again."""

Found = list[tuple[ThreadId, tuple[ThreadRow, Folder | None] | None]]


class ListLoader(QObject):
    """Reads one folder into the model.

    Signals:
        loaded: the folder's first page is in the model.
        counted(FolderCounts): the folders hold that many.
        left(ThreadId, place): a line left this folder; it stood at that place.
        troubled(KnownError): the local database could not be read.
    """

    loaded = Signal()
    counted = Signal(object)
    left = Signal(str, int)
    troubled = Signal(object)

    def __init__(self, services: Services, model: ThreadModel, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = Folder.MINE
        self.model = model
        self._inbox = services.inbox
        self._background = Background(services.tasks, self, self._failed)
        self._extending = False
        self._ready = False

    @property
    def ready(self) -> bool:
        """Whether the folder's first page has arrived."""
        return self._ready

    def show(self, folder: Folder) -> None:
        """Another folder, from its top."""
        if folder is not self.folder:
            self.folder = folder
            self._ready = False
            self.model.replace((), complete=False)
        self.reload()

    def reload(self) -> None:
        """Everything held, once more, and the counts."""
        self._extending = False
        self._background.forget("extend")
        self._background.forget("update")
        limit = max(PAGE, len(self.model.rows))
        self._background.run(_page(self._inbox, self.folder, limit), self._replaced, latest="reload")
        self._count()

    def extend(self) -> None:
        """The next page, unless it is on its way or there is none."""
        if self._extending or self.model.complete or not self.model.rows or not self._ready:
            return
        self._extending = True
        work = _page(self._inbox, self.folder, PAGE, self.model.rows[-1])
        self._background.run(work, self._extended, latest="extend")

    def apply(self, changes: ChangeSet) -> None:
        """What a write changed."""
        if changes.reset or len(changes.threads) > FEW:
            self.reload()
        elif changes.threads:
            self._background.run(_lines(self._inbox, self.folder, changes.threads), self._updated)
            self._count()

    def _count(self) -> None:
        self._background.again(self._inbox.counts, self._counted, "counts")

    def _counted(self, counts: FolderCounts) -> None:
        self.counted.emit(counts)

    def _replaced(self, answer: tuple[Folder, int, Sequence[ThreadRow]]) -> None:
        folder, limit, rows = answer
        if folder is self.folder:
            self.model.replace(rows, complete=len(rows) < limit)
            self._ready = True
            self.loaded.emit()

    def _extended(self, answer: tuple[Folder, int, Sequence[ThreadRow]]) -> None:
        folder, limit, rows = answer
        self._extending = False
        if folder is self.folder:
            self.model.extend(rows, complete=len(rows) < limit)

    def _updated(self, answer: tuple[Folder, Found]) -> None:
        folder, found = answer
        if folder is not self.folder or not self._ready:
            return
        for thread_id, here in found:
            if here is not None and here[1] is folder:
                self.model.update(here[0])
                continue
            place = self.model.index_of(thread_id).row()
            if place >= 0:
                self.model.drop(thread_id)
                self.left.emit(thread_id, place)

    def _failed(self, error: KnownError) -> None:
        self._extending = False
        self.troubled.emit(error)


async def _page(
    inbox: InboxPort, folder: Folder, limit: int, after: ThreadRow | None = None
) -> tuple[Folder, int, Sequence[ThreadRow]]:
    return folder, limit, await inbox.rows(folder, limit, after)


async def _lines(inbox: InboxPort, folder: Folder, thread_ids: frozenset[ThreadId]) -> tuple[Folder, Found]:
    return folder, [(thread_id, await inbox.row(thread_id)) for thread_id in thread_ids]
