"""A learner's practice in memory, over the built-in packs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from app.changes import ChangeSet
from app.errors import Refused, StorageFull, Unreachable
from app.ports import Session
from app.services.training_values import Given, Going, Mine, PackCard, Progress, Today, Word
from app.training.builtin import builtin_pack
from app.words import best_spans
from app.words.things import Span
from domain.clock import Clock
from domain.ids import CoachingId, PracticeId
from domain.training.assigning import Certificate
from domain.training.figures import TrainingFigures
from domain.training.item import DrillItem, DrillKind
from domain.training.pack import Edition
from domain.training.progress import result_of, topic_lines
from domain.training.report import DayPoint, Result, Standing
from domain.training.results import Attempt
from domain.training.task import Deck, Task, Wanted

if TYPE_CHECKING:
    from tests.fakes.services.stepping import Gate

MIXED = (DrillKind.KEYWORDS, DrillKind.GIST, DrillKind.TRIAGE, DrillKind.REPLY, DrillKind.FLASH)


class ListDeck:
    """Tasks one after the other, as they stand."""

    def __init__(self, title: str, tasks: Sequence[Task], *, sized: bool = True) -> None:
        self._title, self._tasks, self._sized = title, list(tasks), sized
        self.results: list[Attempt] = []

    @property
    def title(self) -> str:
        return self._title

    @property
    def size(self) -> int:
        return len(self._tasks) if self._sized else 0

    def next(self) -> Task | None:
        return self._tasks[len(self.results)] if len(self.results) < len(self._tasks) else None

    def done(self, attempt: Attempt) -> None:
        self.results.append(attempt)


class FakeTraining:
    """Keeps the promises of its port; a test sets what it holds and looks at `noted` and `finished`.

    Attributes:
        full: nothing can be kept on this computer. offline: the team's table cannot be had.
        gate: when set, decks wait for it. languages: of the built-in packs that this learner sees.
        editions: published packs. given, said: assignments and words of trainers. seen: words that were read.
        tasks: what the next decks hold, instead of what the packs hold.
        handed_over: how often. whole: goes that can only be recorded when they end.
        told: the learner's progress, instead of what is counted from `finished`.
    """

    def __init__(self, tell: Callable[[ChangeSet], None], session: Callable[[], Session | None], clock: Clock) -> None:
        self._tell, self._session, self._clock = tell, session, clock
        self._ids = count(1)
        self.full = self.offline = False
        self.gate: Gate | None = None
        self.held_figures = TrainingFigures()
        self.lost_figures = False
        self.languages: tuple[str, ...] = ("en", "zh-Hans", "th")
        self.editions: list[Edition] = []
        self.given: list[Given] = []
        self.said: list[Word] = []
        self.seen: list[CoachingId] = []
        self.held_certificates: list[Certificate] = []
        self.standings: list[Standing] = []
        self.tasks: list[Task] | None = None
        self.told: Progress | None = None
        self.streak, self.due = 0, 0
        self.asked: list[Wanted] = []
        self.noted: list[Going] = []
        self.finished: list[Going] = []
        self.handed_over, self.whole = 0, 0

    def now(self) -> datetime:
        return self._clock.now()

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def new_id(self) -> PracticeId:
        return PracticeId(f"practice-{next(self._ids)}")

    async def figures(self) -> TrainingFigures:
        return self.held_figures

    async def figures_lost(self) -> bool:
        return self.lost_figures

    async def today(self) -> Today:
        seconds = sum(going.seconds for going in self.finished if going.began.date() == self.now().date())
        unseen = [word for word in self.said if word.coaching.seen_at is None]
        words = [word for word in unseen if word.coaching.id not in self.seen]
        return Today(self.held_figures.minutes, seconds, self.streak, self.due, list(self.given), words)

    async def packs(self) -> Sequence[PackCard]:
        return [self._card(edition) for edition in self._offered()]

    async def deck(self, wanted: Wanted) -> Deck:
        self.asked.append(wanted)
        if self.gate is not None:
            await self.gate
        tasks = self.tasks if self.tasks is not None else self._tasks(wanted)
        if wanted.repeat and self.tasks is None:
            tasks = tasks[: self.due]
        if not tasks:
            raise Refused("nothing_to_practise")
        shown = tasks[: wanted.items] if wanted.items else tasks
        named = next((edition.title for edition in self._offered() if edition.id == wanted.pack_id), "")
        return ListDeck(named, shown, sized=not wanted.seconds)

    async def inbox(self, wanted: Wanted) -> Sequence[Task]:
        tasks = [replace(task, kind=DrillKind.PRESSURE) for task in self._tasks(replace(wanted, kind=None))]
        if not tasks:
            raise Refused("nothing_to_practise")
        return tasks[: wanted.items or None]

    async def held_pace(self) -> float:
        return 0.0

    def words(self, text: str) -> Sequence[tuple[int, int]]:
        return [(span[0], span[1]) for span in _spans()(text)]

    async def note(self, going: Going) -> None:
        self._keep()
        self.noted.append(going)

    async def finish(self, going: Going) -> None:
        self._keep()
        if going.attempts:
            self.finished.append(going)
            self._tell(ChangeSet(shelf=frozenset({"practice"})))

    async def hand_over(self) -> int:
        self._keep()
        self.handed_over += 1
        return self.whole

    async def progress(self, mine: Mine) -> Progress:
        if self.told is not None:
            return replace(self.told, mine=mine)
        attempts = [attempt for going in self.finished for attempt in going.attempts if attempt.counts]
        curve = (DayPoint(self.now().date(), result_of(attempts)),) if attempts else ()
        seconds = sum(going.seconds for going in self.finished)
        wrong = sum(1 for attempt in attempts if not attempt.right)
        due = (self.due, wrong, 0, 0, 0, 0, 0)
        counted = (len(self.finished), seconds, self.streak, self.streak, result_of(attempts), Result())
        return Progress(mine, *counted, curve, topic_lines(attempts), due)

    async def words_to_me(self) -> Sequence[Word]:
        return list(self.said)

    async def saw(self, coaching_id: CoachingId) -> None:
        self.seen.append(coaching_id)
        self._tell(ChangeSet(shelf=frozenset({"coaching"})))

    async def certificates(self) -> Sequence[Certificate]:
        return list(self.held_certificates)

    async def team(self) -> Sequence[Standing]:
        if self.offline:
            raise Unreachable
        return list(self.standings) if self.held_figures.team_table else []

    def _keep(self) -> None:
        if self.full:
            raise StorageFull

    def _offered(self) -> list[Edition]:
        return [*(builtin_pack(language) for language in self.languages), *self.editions]

    def _tasks(self, wanted: Wanted) -> list[Task]:
        found = []
        for edition in self._offered():
            if wanted.pack_id in (None, edition.id):
                found += [
                    task_of(item, kind, edition, place)
                    for place, item in enumerate(edition.items)
                    if wanted.language in ("", item.language)
                    for kind in [wanted.kind or MIXED[place % len(MIXED)]]
                    if kind in item.kinds
                ]
        return found

    def _card(self, edition: Edition) -> PackCard:
        kinds: frozenset[DrillKind] = frozenset()
        for item in edition.items:
            kinds |= item.kinds
        done = {attempt.item_id for going in self.finished for attempt in going.attempts}
        seen = sum(1 for item in edition.items if item.id in done)
        given = (edition.id, edition.title, edition.note, edition.source, edition.number, edition.languages)
        return PackCard(*given, items=len(edition.items), kinds=kinds, seen=seen, due=min(self.due, len(edition.items)))


@lru_cache(maxsize=1)
def _spans() -> Callable[[str], list[Span]]:
    return best_spans()


def task_of(item: DrillItem, kind: DrillKind, edition: Edition, place: int = 0) -> Task:
    """That item to be done; the right option stands at another place each time."""
    options = len(item.replies if kind is DrillKind.REPLY else item.gists)
    turned = tuple((number + place) % options for number in range(options)) if options else ()
    asks = kind in {DrillKind.GIST, DrillKind.REPLY, DrillKind.FLASH}
    return Task(item, kind, edition.id, edition.number, 2, turned if asks else (), 250.0)
