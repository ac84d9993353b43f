"""From thread to thread: the line that is marked, its folder, the next unread one, and what follows one put away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from domain.ids import ThreadId
from domain.inbox import Folder, ThreadRow
from ui.background import Background
from ui.ports import Services

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace


class Steps(QObject):
    """Keeps the list in step with the thread on screen."""

    def __init__(self, services: Services, place: "InboxPlace") -> None:
        super().__init__(place)
        self._services = services
        self._place = place
        self._column = place.column
        self._leaving: ThreadId | None = None
        self._background = Background(services.tasks, self, place.trouble)
        self._column.loader.loaded.connect(self._list_loaded)
        self._column.loader.left.connect(self._left)
        self._column.searcher.active.connect(self._searching)
        place.deeds.leaving.connect(self._expect_leaving)

    def find(self, thread_id: ThreadId) -> None:
        """Marks a thread's line, wherever it stands; its folder comes with it."""
        self.select(thread_id)
        self._background.run(self._services.inbox.row(thread_id), self._found, latest="found")

    def select(self, thread_id: ThreadId) -> None:
        """Marks its line, or no line when it is in another folder."""
        self._column.list.choose(self._column.model.index_of(thread_id))

    def open_folder(self, folder: Folder) -> None:
        """Another folder; the thread on screen stays."""
        self._column.open_folder(folder)
        self._column.focus_entry()

    def step_unread(self, by: int) -> None:
        """The next line with something unread, below or above."""
        rows, now = self._column.model.rows, self._column.list.currentIndex().row()
        places = range(now + 1, len(rows)) if by > 0 else range(now - 1, -1, -1)
        for place in places:
            if rows[place].unread:
                self._column.list.choose(self._column.model.index(place, 0))
                return

    def _list_loaded(self) -> None:
        if self._place.thread_id is not None:
            self.select(self._place.thread_id)

    def _searching(self, active: bool) -> None:
        """What was found and opened is the line that is marked afterwards: keys act on the thread on screen."""
        thread_id = self._place.thread_id
        if not active and thread_id is not None and self._column.list.current_thread() != thread_id:
            self.find(thread_id)

    def _found(self, row: tuple[ThreadRow, Folder | None] | None) -> None:
        if row is None or row[0].thread_id != self._place.thread_id:
            return
        if self._column.searching:
            # Another folder would take what is typed; the end of the search asks again.
            return
        folder = row[1]
        if folder is not None and folder is not self._column.folder():
            self._column.open_folder(folder)

    def _expect_leaving(self, thread_id: str) -> None:
        self._leaving = ThreadId(thread_id)

    def _left(self, thread_id: str, place: int) -> None:
        """What the agent put away makes room for the line that took its place; what others move stays on screen."""
        if thread_id != self._leaving:
            return
        self._leaving = None
        count = self._column.model.rowCount()
        if count:
            self._column.list.choose(self._column.model.index(min(place, count - 1), 0))
        else:
            self._place.open_thread(None)
