"""Fills the palette: people from the local database, actions from the command table, ranked as one types."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.i18n import _
from domain.ids import ThreadId
from domain.inbox import ThreadRow
from ui.background import Background
from ui.commands import Command
from ui.keymap import Keymap
from ui.ports import Services
from widgets.chips import channel_name
from widgets.palette import Palette
from widgets.palette_hits import PaletteItem

PEOPLE, ACTIONS = 8, 8
GOOD = 72.0
"""Score of rapidfuzz from which an action counts as meant."""
FUZZY_FROM = 3
"""Shorter queries are like too much."""


class Finder(QObject):
    """Between the palette, the services and the commands.

    Signals:
        thread_chosen(ThreadId), command_chosen(str)
    """

    thread_chosen = Signal(str)
    command_chosen = Signal(str)

    def __init__(
        self, services: Services, palette: Palette, possible: Callable[[], Sequence[Command]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.keymap = Keymap({}, {})
        self._services = services
        self._palette = palette
        self._possible = possible
        self._people: Sequence[ThreadRow] = ()
        self._recent: list[str] = []
        self._query = ""
        self._background = Background(services.tasks, self, self._unfound)
        palette.typed.connect(self._typed)
        palette.chosen.connect(self._chosen)

    def _typed(self, query: str) -> None:
        self._query = query.strip()
        wanted = self._query
        if wanted.startswith(">") or not wanted:
            self._background.forget("find")
            self._people = ()
        else:
            self._background.run(self._services.inbox.find(wanted, PEOPLE), self._found, latest="find")
        self._show()

    def _found(self, people: Sequence[ThreadRow]) -> None:
        self._people = people
        self._show()

    def _unfound(self, _error: Exception) -> None:
        self._found(())

    def _show(self) -> None:
        items: list[PaletteItem] = []
        if self._people:
            items += [PaletteItem("", _("People").upper()), *(_person(row) for row in self._people)]
        actions = ranked(self._possible(), self._query.lstrip("> "), self._recent)
        if actions:
            items += [PaletteItem("", _("Actions").upper()), *(self._action(command) for command in actions)]
        if not items:
            items = [PaletteItem("", _("Nothing found"))]
        self._palette.show_items(items)

    def _action(self, command: Command) -> PaletteItem:
        keys = self.keymap.shown(command.id)
        return PaletteItem(f"command:{command.id}", command.text, keys=keys[0].replace("+", " ") if keys else "")

    def _chosen(self, key: str) -> None:
        kind, _separator, name = key.partition(":")
        if kind == "thread":
            self.thread_chosen.emit(ThreadId(name))
            return
        self._recent = [name, *(old for old in self._recent if old != name)][:ACTIONS]
        self.command_chosen.emit(name)


def ranked(commands: Sequence[Command], query: str, recent: Sequence[str]) -> list[Command]:
    """The commands that are meant, best first; without a query those used last, then the table's order."""
    if not query:
        return sorted(commands, key=lambda command: recent.index(command.id) if command.id in recent else len(recent))
    scored = [(score_of(query.casefold(), command.text.casefold()), -place) for place, command in enumerate(commands)]
    best = sorted((pair for pair in scored if pair[0] > 0), reverse=True)[:ACTIONS]
    return [commands[-place] for _score, place in best]


def score_of(query: str, text: str) -> float:
    """How well a query means a text: its beginning beats a word's beginning beats its middle beats a likeness."""
    if text.startswith(query):
        return 250.0
    words = text.split()
    if any(word.startswith(query) for word in words):
        return 200.0
    if all(any(word.startswith(asked) for word in words) for asked in query.split()):
        return 180.0
    if query in text:
        return 150.0
    if len(query) < FUZZY_FROM:
        return 0.0
    from rapidfuzz import fuzz

    word = max((fuzz.ratio(query, word, score_cutoff=GOOD) for word in text.split()), default=0.0)
    return max(word, fuzz.token_sort_ratio(query, text, score_cutoff=GOOD))


def _person(row: ThreadRow) -> PaletteItem:
    chip, kind = (_("needs you"), "high") if row.needs_person else ("", "neutral")
    if not chip and row.unread:
        chip, kind = str(row.unread), "accent"
    detail = " · ".join((channel_name(row.channel), row.snippet))
    return PaletteItem(f"thread:{row.thread_id}", row.name, detail, row.thread_id, chip, kind)
