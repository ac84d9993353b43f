"""Search in the inbox: what is taken from the results opens at its message; the other hits are a key away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import KnownError, Refused, Unreachable
from app.i18n import _, ngettext
from app.ports import SyncStatus
from domain.ids import ThreadId
from domain.search import SearchHit, SearchQuery
from ui.inbox.thread_finder import ThreadFinder, words_of
from ui.ports import Services
from ui.words import error_words

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace


class SearchDesk(QObject):
    """One for the inbox.

    Attributes:
        finder: of the open thread.
    """

    def __init__(self, services: Services, place: "InboxPlace") -> None:
        super().__init__(place)
        self._place = place
        self._thread_id: ThreadId | None = None
        middle = place.middle
        self.finder = ThreadFinder(services, middle.find_bar, middle.view, place.feeder)
        place.column.searcher.person_taken.connect(self._person_taken)
        place.column.searcher.hit_taken.connect(self.go_to)
        place.connection.changed.connect(self._connection_changed)
        place.thread_changed.connect(self._thread_changed)
        place.feeder.fetching.connect(self._fetching)
        place.feeder.unreached.connect(self._unreached)
        middle.jumping.acted.connect(place.feeder.give_up)

    def go_to(self, hit: SearchHit, query: SearchQuery) -> None:
        """The hit's thread with the hit in view; the other hits of the thread are a key away."""
        place = self._place
        place.middle.trouble.say("")
        if place.thread_id == hit.thread_id:
            place.feeder.jump(hit.message_id)
        else:
            place.open_thread(hit.thread_id, at=hit.message_id)
        words = words_of(query)
        if words:
            self.finder.look(words, hit)

    def _person_taken(self, thread_id: str) -> None:
        self._place.open_thread(ThreadId(thread_id))

    def _connection_changed(self, status: SyncStatus) -> None:
        self._place.column.searcher.connected(status.online)

    def _thread_changed(self) -> None:
        if self._place.thread_id != self._thread_id:
            self._thread_id = self._place.thread_id
            self.finder.forget()

    def _fetching(self, fetched: int) -> None:
        if fetched < 0:
            self._place.middle.jumping.say("")
            return
        words = ngettext(
            "Fetching older messages from the server: {count} so far",
            "Fetching older messages from the server: {count} so far",
            fetched,
        )
        self._place.middle.jumping.say(words.format(count=fetched), _("Stop"))

    def _unreached(self, error: KnownError) -> None:
        if isinstance(error, Unreachable):
            words = _("That message is on the server only. It opens when you are online again.")
        elif isinstance(error, Refused) and error.code == "too_far":
            words = _("That message lies very far back: 5,000 messages were fetched. Open it again to go on.")
        else:
            words = error_words(error)
        self._place.middle.trouble.say(words)
