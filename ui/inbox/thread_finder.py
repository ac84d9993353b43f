"""Find in the open thread: hits of this computer at once, the server's older ones after a pause, one step at a time."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from app.errors import KnownError
from app.i18n import _
from domain.search import SearchHit, SearchPage, SearchQuery
from ui.background import Background
from ui.inbox.searcher import PAUSE_MS, FromServer, from_server
from ui.inbox.timeline_feeder import TimelineFeeder
from ui.ports import Services
from widgets.find_bar import FindBar
from widgets.thread_view.view import ThreadView

HELD = 500
"""Hits of this computer that are counted; nobody steps through more."""


class ThreadFinder(QObject):
    """Between the find bar, the services and the thread view."""

    def __init__(self, services: Services, bar: FindBar, view: ThreadView, feeder: TimelineFeeder) -> None:
        super().__init__(feeder)
        self._services = services
        self._bar = bar
        self._view = view
        self._feeder = feeder
        self._query = SearchQuery()
        self._hits: list[SearchHit] = []
        self._at = -1
        self._more = self._more_there = self._offline = False
        self._aim: SearchHit | None = None
        self._background = Background(services.tasks, bar, self._failed)
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.ask_server)
        bar.typed.connect(self._typed)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.close)

    @property
    def open(self) -> bool:
        """Whether the bar is on screen."""
        return self._bar.isVisible()

    def show(self, words: str = "") -> None:
        """Opens the bar, with these words if any."""
        if self._feeder.thread_id is not None:
            self._bar.open(words)

    def look(self, words: str, at: SearchHit) -> None:
        """The thread was opened at a hit: from there the agent can go on from hit to hit."""
        self._aim = at
        self._bar.show()
        if words == self._bar.field.text():
            self._typed(words)
        else:
            self._bar.field.setText(words)

    def close(self) -> None:
        """Away with the bar and its marks; the thread stays where it is."""
        held = self._bar.field.hasFocus()
        self.forget()
        if held:
            self._view.setFocus()

    def forget(self) -> None:
        """Another thread."""
        self._bar.hide()
        self._begin("")

    def step(self, by: int) -> None:
        """The next older hit (1) or the next newer one (-1), round and round; opens the bar when it is closed."""
        if not self._bar.isVisible():
            self.show()
            self._typed(self._bar.field.text())
            return
        if not self._hits:
            return
        if by > 0 and self._at == len(self._hits) - 1 and self._more_there:
            self.ask_server()
            return
        self._at = (self._at + by) % len(self._hits)
        self._go()

    def _typed(self, text: str) -> None:
        if self._bar.isVisible():
            self._begin(text)

    def _begin(self, text: str) -> None:
        for name in ("here", "there"):
            self._background.forget(name)
        self.pause.stop()
        self._hits, self._at = [], -1
        self._more = self._more_there = self._offline = False
        thread_id, query = self._feeder.thread_id, self._services.search.read(text)
        self._query = replace(query, thread_id=thread_id) if thread_id is not None else SearchQuery()
        if query.empty or thread_id is None:
            self._query = SearchQuery()
            self._view.mark_words(())
            self._bar.say("", hits=False)
            return
        self._view.mark_words(query.words)
        self._background.run(self._services.search.local(self._query, HELD), self._found_here, latest="here")

    def _found_here(self, page: SearchPage) -> None:
        self._take(page.hits)
        self._more = page.more
        if self._aim is not None:
            self._take((self._aim,))
            self._at = [hit.message_id for hit in self._hits].index(self._aim.message_id)
            self._aim = None
        if self._at < 0 and self._hits:
            self._at = 0
            self._go()
        self._say()
        self.pause.start()

    def ask_server(self) -> None:
        """For older hits of this thread."""
        if not self._services.waiting.status.online:
            self._offline = True
            self._say()
            return
        below = min((hit.position for hit in self._hits if hit.position), default=None) if self._more_there else None
        work = from_server(self._services.search, self._query, below)
        self._background.run(work, self._found_there, latest="there")

    def _found_there(self, answer: FromServer) -> None:
        went_on, before = self._more_there, len(self._hits)
        self._more_there = answer.more
        self._take(answer.hits)
        if self._hits and (self._at < 0 or (went_on and len(self._hits) > before)):
            self._at = max(0, self._at + 1)
            self._go()
        self._say()

    def _take(self, hits: Sequence[SearchHit]) -> None:
        known = {hit.message_id for hit in self._hits}
        now = self._hits[self._at].message_id if self._at >= 0 else None
        self._hits += [hit for hit in hits if hit.message_id not in known]
        self._hits.sort(key=_order, reverse=True)
        if now is not None:
            self._at = next(at for at, hit in enumerate(self._hits) if hit.message_id == now)

    def _go(self) -> None:
        self._say()
        self._feeder.jump(self._hits[self._at].message_id)

    def _say(self) -> None:
        if not self._hits:
            here = _("No hits on this computer; you are offline") if self._offline else _("No hits")
            self._bar.say(here, hits=False)
            return
        count = f"{len(self._hits)}+" if self._more or self._more_there else str(len(self._hits))
        words = _("{number} of {count} on this computer") if self._offline else _("{number} of {count}")
        self._bar.say(words.format(number=self._at + 1, count=count), hits=True)

    def _failed(self, _error: KnownError) -> None:
        # What this computer found stands; the bar says that it is not all.
        self._offline = True
        self._say()


def words_of(query: SearchQuery) -> str:
    """What a query looks for inside messages, as somebody would type it."""
    quoted = (f'"{word}"' if " " in word else word for word in query.words)
    return " ".join((*quoted, query.order)).strip()


def _order(hit: SearchHit) -> tuple[bool, int]:
    return (hit.position == 0, hit.position)
