"""Searches while somebody types: this computer at once, the server after a pause; stale answers are dropped."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import KnownError
from app.i18n import _
from domain.ids import MessageId
from domain.inbox import ThreadRow
from domain.search import SearchHit, SearchPage, SearchQuery
from ui.background import Background
from ui.inbox.search_panel import SearchPanel
from ui.inbox.search_words import narrowing
from ui.ports import SearchPort, Services
from ui.words import error_words
from widgets.search_list.lines import LineKind, SearchLine, heading, note

PEOPLE, PAGE, SERVER_PAGE = 5, 30, 50
PAUSE_MS = 300
LOOKS = 5
"""So many pages of the server are looked through for a hit that is not on this computer."""
HELD_AT_ONCE = 200


@dataclass
class Found:
    """What is known of one query so far.

    Attributes:
        local_more, remote_more: whether older hits exist behind the last.
        below: the position that the server is asked from next, None for its newest.
        asking: whether the server's answer is out; asked: whether it ever answered.
        trouble: why the server did not answer, in words.
    """

    query: SearchQuery = field(default_factory=SearchQuery)
    people: Sequence[ThreadRow] = ()
    local: list[SearchHit] = field(default_factory=list)
    local_here: bool = False
    local_more: bool = False
    complete: bool = True
    remote: list[SearchHit] = field(default_factory=list)
    remote_more: bool = False
    below: int | None = None
    asking: bool = False
    asked: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class FromServer:
    """Hits of the server that are not on this computer, whether there are more, and from where on."""

    hits: Sequence[SearchHit]
    more: bool
    below: int | None


class Searcher(QObject):
    """Between the search field, the panel and the services.

    Signals:
        active(bool): somebody searches, or does no longer.
        person_taken(ThreadId), hit_taken(SearchHit, SearchQuery)
    """

    active = Signal(bool)
    person_taken = Signal(str)
    hit_taken = Signal(object, object)

    def __init__(self, services: Services, panel: SearchPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._panel = panel
        self._text = ""
        self._found = Found()
        self._old: Found | None = None
        self._background = Background(services.tasks, self, self._failed)
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.ask_server)
        panel.list.taken.connect(self._taken)
        panel.list.more_wanted.connect(self._extend)

    @property
    def query(self) -> SearchQuery:
        """What is looked for now."""
        return self._found.query

    @property
    def settled(self) -> bool:
        """Whether this computer and the server have both answered."""
        return self._found.local_here and self._found.asked and not self._found.asking

    def typed(self, text: str) -> None:
        """Another text in the field; an empty one ends the search."""
        was, self._text = bool(self._text), text.strip()
        for name in ("people", "local", "server", "more"):
            self._background.forget(name)
        self.pause.stop()
        if not self._text:
            self._found, self._old = Found(), None
            self._panel.model.show(())
            if was:
                self.active.emit(False)
            return
        if not was:
            self.active.emit(True)
        self._begin(self._services.search.read(self._text))

    def connected(self, online: bool) -> None:
        """The connection came or went: what the server could not answer is asked again."""
        if self._text and online and self._found.trouble:
            self.ask_server()
        elif self._text and not online and not self._found.asked:
            self._show()

    def ask_server(self) -> None:
        """Now."""
        found = self._found
        if found.asking or found.query.empty:
            return
        found.trouble = ""
        if not self._services.waiting.status.online:
            found.trouble = _("You are offline: the server is asked as soon as the connection is back.")
            self._show()
            return
        found.asking = True
        work = from_server(self._services.search, found.query, found.below)
        self._background.run(work, self._server_found, self._server_failed, latest="server")
        self._show()

    def _begin(self, query: SearchQuery) -> None:
        if query == self._found.query and self._found.local_here:
            self._show()
            self._go_on(query)
            return
        # What was found for the text before stays on screen until something new is there.
        self._old = self._found if self._found.local_here else self._old
        self._found = Found(query)
        self._panel.show_narrowing(narrowing(query))
        if query.empty:
            self._old = None
            self._show()
            return
        self._go_on(query)

    def _go_on(self, query: SearchQuery) -> None:
        named = " ".join((*query.people, *query.words))
        others = (query.order, query.channels, query.tags, query.authors, query.tiers, query.after, query.before)
        if named and not any(others):
            self._background.run(self._services.inbox.find(named, PEOPLE), self._people_found, latest="people")
        work = self._services.search.local(query, PAGE)
        self._background.run(work, self._locally_found, self._locally_failed, latest="local")
        self.pause.start()

    def _people_found(self, people: Sequence[ThreadRow]) -> None:
        self._found.people = people
        self._show()

    def _locally_found(self, page: SearchPage) -> None:
        found = self._found
        found.local, found.local_more, found.complete = list(page.hits), page.more, page.complete
        found.local_here = True
        self._show()
        self._panel.list.choose_first()

    def _locally_failed(self, error: KnownError) -> None:
        self._found.local_here = True
        self._failed(error)

    def _server_found(self, answer: FromServer) -> None:
        found = self._found
        found.remote += answer.hits
        found.remote_more, found.below = answer.more, answer.below
        found.asking, found.asked = False, True
        self._show()

    def _server_failed(self, error: KnownError) -> None:
        self._found.asking = False
        self._failed(error)

    def _failed(self, error: KnownError) -> None:
        self._found.trouble = error_words(error)
        self._show()

    def _extend(self) -> None:
        """The end of the list is near: older hits of the server, or of this computer where that comes last."""
        found = self._found
        if found.asked and found.remote_more and not found.asking and not found.trouble:
            self.ask_server()
        elif found.local_more and not found.remote and not found.asking and found.asked:
            self._more_local()

    def _more_local(self) -> None:
        last = self._found.local[-1].position if self._found.local else None
        work = self._services.search.local(self._found.query, PAGE, last)
        self._background.run(work, self._more_found, latest="more")

    def _more_found(self, page: SearchPage) -> None:
        known = {hit.message_id for hit in self._found.local}
        self._found.local += [hit for hit in page.hits if hit.message_id not in known]
        self._found.local_more = page.more
        self._show()

    def _taken(self, line: SearchLine) -> None:
        if line.kind is LineKind.MORE:
            self._more_local()
        elif line.person is not None:
            self.person_taken.emit(line.person.thread_id)
        elif line.hit is not None:
            self.hit_taken.emit(line.hit, self._found.query)

    def _show(self) -> None:
        found = self._found
        if self._old is not None and not found.local_here:
            return
        self._old = None
        view = self._panel.list
        chosen = view.current()
        self._panel.model.show(lines_of(found, self._text))
        if chosen is None or not view.choose_key(chosen.key):
            view.choose_first()


def lines_of(found: Found, text: str) -> list[SearchLine]:
    """Everything that is known, as lines."""
    if found.query.empty:
        return [note("hint", _("Type a name, words of a message, or one of the filters above."))]
    lines = []
    if found.people:
        people = [SearchLine(LineKind.PERSON, f"person {row.thread_id}", person=row) for row in found.people]
        lines = [heading("people", _("People")), *people]
    lines += _here(found) + _there(found)
    settled = found.local_here and found.asked and not found.trouble
    if settled and not (found.people or found.local or found.remote):
        lines = [note("nothing", _("Nothing found for “{text}”.").format(text=text))]
        if not found.complete:
            lines.append(_indexing())
    return lines


def _here(found: Found) -> list[SearchLine]:
    if not found.local_here:
        return []
    lines = [heading("here", _("Messages on this computer")), *(_hit(hit) for hit in found.local)]
    if not found.local:
        lines.append(note("none here", _("None on this computer.")))
    if found.local_more:
        lines.append(SearchLine(LineKind.MORE, "more here", _("Show more on this computer")))
    if not found.complete:
        lines.append(_indexing())
    return lines


def _there(found: Found) -> list[SearchLine]:
    title = heading("there", _("On the server"))
    hits = [_hit(hit, remote=True) for hit in found.remote]
    if found.trouble:
        return [title, *hits, note("trouble", found.trouble)]
    if found.asking:
        return [title, *hits, note("asking", _("Asking the server…"))]
    return [title, *hits] if hits else []


def _indexing() -> SearchLine:
    return note("indexing", _("Older messages on this computer are still being indexed; more may turn up."))


def _hit(hit: SearchHit, *, remote: bool = False) -> SearchLine:
    return SearchLine(LineKind.HIT, f"hit {hit.message_id}", hit=hit, remote=remote)


async def from_server(search: SearchPort, query: SearchQuery, below: int | None) -> FromServer:
    """The server's next hits that are not on this computer."""
    for _look in range(LOOKS):
        page = await search.remote(query, SERVER_PAGE, below)
        held = await _held(search, query, page.hits)
        fresh = [hit for hit in page.hits if hit.message_id not in held]
        below = page.hits[-1].position if page.hits else below
        if fresh or not page.more:
            return FromServer(fresh, page.more, below)
    return FromServer((), True, below)


async def _held(search: SearchPort, query: SearchQuery, hits: Sequence[SearchHit]) -> set[MessageId]:
    """Those that this computer finds too, by its own index."""
    held: set[MessageId] = set()
    before = hits[0].position + 1 if hits else 0
    while hits:
        page = await search.local(query, HELD_AT_ONCE, before)
        held |= {hit.message_id for hit in page.hits}
        placed = [hit.position for hit in page.hits if hit.position]
        if not page.more or not placed or placed[-1] <= hits[-1].position:
            break
        before = placed[-1]
    return held
