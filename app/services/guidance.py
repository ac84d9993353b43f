"""The reply guide: what a thread's reply answers, what is said of a draft, and what the workspace has set for it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.changes import ChangeHub, ChangeSet
from app.errors import Refused
from app.services.desk import LAST, Desk
from app.services.operations import Operator
from app.tasks import TaskOwner
from domain.agent import Permission
from domain.compensation.limits import raised
from domain.guidance.breaks import RoughBreaks, WordBreaks
from domain.guidance.checks.language import LEAST, alike
from domain.guidance.figures import Figures, figures_text
from domain.guidance.findings import CheckId, Level, Part
from domain.guidance.gather import owed, situation
from domain.guidance.lexicon import NO_WORDS, Entries, Lexicon, Overlay, overlay_text
from domain.guidance.review import Review, review
from domain.guidance.rules import CHECKS_KEY, TIERS_KEY, Rules, levels_text, rules_of, words_key
from domain.guidance.situation import Situation
from domain.ids import SettingKey, ThreadId
from domain.operations import ChangeSetting
from domain.problems import Problem
from domain.shelf import lane_of_setting


@dataclass(frozen=True, slots=True)
class GuidanceTools:
    """What the service works with; all but `language_of` and `fill` are called beside the loop.

    Attributes:
        shipped: when the word lists of this version were last looked through.
        fill: fills the Liquid fields of texts for a thread; what has no value becomes a gap.
    """

    breaks: Callable[[], WordBreaks]
    languages: Callable[[], Sequence[str]]
    known: Callable[[str], str]
    built_in: Callable[[str], Entries]
    starters: Callable[[str], Mapping[Part, Sequence[str]]]
    language_of: Callable[[str], str]
    fill: Callable[[ThreadId, Sequence[str]], Awaitable[Sequence[str]]]
    shipped: date


class GuidanceService:
    """`situation` reads, `review` is immediate; changes of the settings renew everything by themselves.

    Attributes:
        rules: as the workspace has set them.
    """

    def __init__(self, desk: Desk, operator: Operator, hub: ChangeHub, tasks: TaskOwner, tools: GuidanceTools) -> None:
        self.desk, self.operator, self.tools = desk, operator, tools
        self.rules = Rules()
        self._lexicons: dict[str, Lexicon] = {}
        self._breaks: WordBreaks = RoughBreaks()
        self._built_in: dict[str, Entries] = {}
        self._tasks = tasks
        self._ready = False
        self._making = asyncio.Lock()
        self._asked = 0
        self._listeners: list[Callable[[], None]] = []
        hub.subscribe(self._changed)

    # While somebody writes.

    async def situation(self, thread_id: ThreadId) -> Situation | None:
        """What a reply answers there; None when the thread is not here."""
        await self.get_ready()
        account = await self.desk.opened()
        store = account.store
        card, window = await asyncio.gather(store.threads.card(thread_id), store.timeline.newest(thread_id, LAST))
        if card is None:
            return None
        orders = await store.shelf.orders(card.customer.id)
        about = situation(card, window.entries, orders, account.agent.name, self.rules, self.operator.clock.now())
        await self._prepare(self.tools.known(about.language))
        unanswered = owed(held.complaint for held in await store.complaints.of_thread(thread_id))
        limits = raised(about.limits, await store.shelf.offers(thread_id))
        return replace(about, complaint=about.complaint or unanswered, limits=limits)

    def review(self, text: str, about: Situation) -> Review:
        """What is said of a draft; a few milliseconds at most."""
        return review(text, about, self._lexicon(text, about), self._breaks, self.tools.language_of)

    async def starters(self, thread_id: ThreadId, language: str) -> Mapping[Part, Sequence[str]]:
        """Beginnings of sentences for each part of a reply, in the customer's language, fields filled in."""
        raw = await asyncio.to_thread(self.tools.starters, language)
        texts = [text for part in raw.values() for text in part]
        filled = iter(await self.tools.fill(thread_id, texts))
        return {part: tuple(next(filled) for _text in held) for part, held in raw.items()}

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Tells that the rules are other ones; returns the function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # What the workspace has set.

    async def get_ready(self) -> None:
        """Reads lists and settings, unless they are there or on their way."""
        async with self._making:
            if not self._ready:
                await self.load()

    async def load(self) -> None:
        """Reads lists and settings anew; of several at once the last one counts."""
        self._asked += 1
        asked = self._asked
        account = await self.desk.opened()
        rules = rules_of(await account.store.shelf.settings(), account.agent.role)
        if not self._built_in:
            self._breaks, self._built_in = await asyncio.to_thread(self._read)
        if asked != self._asked and self._ready:
            return
        self.rules, self._lexicons = rules, {}
        self._ready = True
        for listener in tuple(self._listeners):
            listener()

    def may_change(self) -> bool:
        """Whether this agent sets rules for everybody."""
        account = self.desk.account
        return account is not None and account.agent.may(Permission.CHANGE_SETTINGS)

    def languages(self) -> Sequence[str]:
        """Those with word lists."""
        return tuple(self._built_in)

    def built_in(self, language: str) -> Entries:
        """The lists of a language as they ship."""
        return self._built_in.get(language, {})

    def overlay(self, language: str) -> Overlay:
        """What the workspace changed in them."""
        return self.rules.overlays.get(language, Overlay())

    def due(self, language: str) -> bool:
        """Whether somebody should look through the lists again (Q-5)."""
        return self.overlay(language).due(self.operator.clock.now().date(), self.tools.shipped)

    async def set_levels(self, levels: Mapping[CheckId, Level]) -> None:
        """What each check may do. Raises Refused, StorageFull."""
        await self._set(CHECKS_KEY, levels_text(levels))

    async def set_figures(self, figures: Figures) -> None:
        """Word ranges, clocks and limits. Raises Refused, StorageFull."""
        await self._set(TIERS_KEY, figures_text(figures))

    async def set_overlay(self, language: str, overlay: Overlay) -> None:
        """Changes to the lists of a language. Raises Refused, StorageFull."""
        await self._set(words_key(language), overlay_text(overlay))

    # Inside.

    async def _set(self, key: SettingKey, value: str) -> None:
        if not self.may_change():
            raise Refused(Problem.NOT_ALLOWED)
        await self.operator.do(lane_of_setting(key), ChangeSetting(key, value))

    def _read(self) -> tuple[WordBreaks, dict[str, Entries]]:
        return self.tools.breaks(), {language: self.tools.built_in(language) for language in self.tools.languages()}

    async def _prepare(self, language: str) -> None:
        """Patterns are made before anybody types, and only of languages that customers write: they take long."""
        async with self._making:
            if language in self._built_in and language not in self._lexicons:
                held = self._lexicons
                held[language] = await asyncio.to_thread(self._made, language)

    def _made(self, language: str) -> Lexicon:
        entries, overlay = self._built_in[language], self.rules.overlays.get(language)
        made = Lexicon(language, overlay.over(entries) if overlay is not None else entries)
        review("warm 1", Situation(language=language), made, self._breaks, str)
        return made

    def _lexicon(self, text: str, about: Situation) -> Lexicon:
        """The lists of the customer's language; of the draft's own where that is clearly another one."""
        wanted = self.tools.known(about.language)
        if len(text) >= LEAST:
            written = self.tools.language_of(text)
            if written and not alike(written, about.language):
                wanted = self.tools.known(written) or wanted
        if wanted not in self._built_in:
            return NO_WORDS
        if wanted not in self._lexicons:
            self._lexicons[wanted] = self._made(wanted)
        return self._lexicons[wanted]

    def _changed(self, changes: ChangeSet) -> None:
        if self._ready and (changes.reset or "setting" in changes.shelf):
            self._tasks.spawn(self.load(), name="reply guide")
