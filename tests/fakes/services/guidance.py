"""The reply guide over the demo world: the real rules with small word lists."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from domain.complaint import Complaint
from domain.guidance.breaks import RoughBreaks
from domain.guidance.figures import Figures
from domain.guidance.findings import CheckId, Level, Part
from domain.guidance.gather import owed, situation
from domain.guidance.lexicon import Entries, Lexicon, Overlay, read_entries
from domain.guidance.review import Review, review
from domain.guidance.rules import Rules
from domain.guidance.situation import Situation
from domain.ids import ThreadId
from tests.fakes.demo import World
from tests.fakes.services.stepping import FakeClock
from tests.support.guide_words import RAW, STARTERS, language_of


class FakeGuidance:
    """Answers at once; a test sets `rules` and tells the listeners."""

    def __init__(self, world: World, clock: FakeClock) -> None:
        self.world, self.clock = world, clock
        self.rules = Rules()
        self.allowed = True
        self.is_due = self.ready = False
        self.complaints: Callable[[ThreadId], Iterable[Complaint]] = _none
        self.error: Exception | None = None
        self.reviews: list[str] = []
        self._listeners: list[Callable[[], None]] = []

    async def get_ready(self) -> None:
        self.ready = True

    async def load(self) -> None:
        self.ready = True

    async def situation(self, thread_id: ThreadId) -> Situation | None:
        card = self.world.cards.get(thread_id)
        if card is None:
            return None
        entries = sorted(self.world.entries.get(thread_id, []), key=lambda entry: entry.sort_key)
        about = situation(card, entries, (), "Li Hua", self.rules, self.clock.now())
        return replace(about, complaint=about.complaint or owed(self.complaints(thread_id)))

    def review(self, text: str, about: Situation) -> Review:
        self.reviews.append(text)
        lists = Lexicon(about.language, self.overlay(about.language).over(self.built_in(about.language)))
        return review(text, about, lists, RoughBreaks(), language_of)

    async def starters(self, thread_id: ThreadId, language: str) -> Mapping[Part, Sequence[str]]:
        return STARTERS.get(language, {})

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def may_change(self) -> bool:
        return self.allowed

    def languages(self) -> Sequence[str]:
        return tuple(sorted(RAW))

    def built_in(self, language: str) -> Entries:
        return read_entries(RAW.get(language, {}))

    def overlay(self, language: str) -> Overlay:
        return self.rules.overlays.get(language, Overlay())

    def due(self, language: str) -> bool:
        return self.is_due and self.overlay(language).reviewed is None

    async def set_levels(self, levels: Mapping[CheckId, Level]) -> None:
        self._take(replace(self.rules, levels=dict(levels)))

    async def set_figures(self, figures: Figures) -> None:
        self._take(replace(self.rules, figures=figures))

    async def set_overlay(self, language: str, overlay: Overlay) -> None:
        self._take(replace(self.rules, overlays=dict(self.rules.overlays) | {language: overlay}))

    def _take(self, rules: Rules) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        self.rules = rules
        for listener in tuple(self._listeners):
            listener()


def _none(_thread_id: ThreadId) -> Iterable[Complaint]:
    return ()
