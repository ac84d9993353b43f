"""A learner's practice: what to do next, what came of it, the curve; all of it without a connection (S-1, S-2)."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Final, TypeVar

from app.errors import AnswerLost, Refused
from app.ports import LocalStore
from app.services.desk import Account, Desk
from app.services.operations import Operator
from app.services.training_going import GoingKeeper
from app.services.training_values import Going, Mine, PackCard, Progress, Today, Word
from app.wire import read
from domain.ids import AgentId, CoachingId, PracticeId
from domain.training import acts
from domain.training.assigning import Assignment, Certificate
from domain.training.figures import KEY, TrainingFigures, is_readable, read_figures
from domain.training.item import DrillKind
from domain.training.pack import Edition
from domain.training.report import Standing as TeamStanding
from domain.training.results import Practice
from domain.training.streak import streak, zone_of
from domain.training.task import Deck, Task, Wanted

if TYPE_CHECKING:
    from app.training.book import LearnerBook
    from app.training.standing import Standing

NOTHING_TO_PRACTISE: Final = "nothing_to_practise"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Read:
    """What lies on this computer."""

    editions: Sequence[Edition]
    practices: Sequence[Practice]
    assignments: Sequence[Assignment]
    figures: TrainingFigures


class TrainingService:
    """Implements `ui.ports.TrainingPort`.

    What is counted is counted beside the loop; packs, word breaks and FSRS are loaded when somebody trains.

    Attributes:
        operator: its clock is the server's time. zone: IANA name of the zone that this computer is in.
        language: of the screens. random: what decks are shuffled with.
    """

    def __init__(
        self, operator: Operator, zone: Callable[[], str], language: Callable[[], str], random: Random
    ) -> None:
        self.operator, self.zone, self.language, self.random = operator, zone, language, random
        self._keeper = GoingKeeper(operator, zone)
        self._counting = asyncio.Lock()
        self._book: LearnerBook | None = None
        self._spans: Callable[[str], Sequence[tuple[int, int]]] | None = None

    @property
    def desk(self) -> Desk:
        """Whose practice it is."""
        return self.operator.desk

    def now(self) -> datetime:
        """The server's time, as well as it is known here."""
        return self.operator.clock.now()

    def monotonic(self) -> float:
        """Seconds since some fixed moment: what drills are timed by."""
        return self.operator.clock.monotonic()

    def new_id(self) -> PracticeId:
        """For the next go of practice."""
        return PracticeId(self.operator.ids.new())

    async def figures(self) -> TrainingFigures:
        """What drills are measured against; the defaults where nobody said so."""
        return read_figures(await _set(await self.desk.store()))

    async def figures_lost(self) -> bool:
        """Whether something that was set cannot be read, so that a default holds in its place."""
        return not is_readable(await _set(await self.desk.store()))

    async def today(self) -> Today:
        """Where this learner stands. What a killed program left unfinished is recorded first."""
        await self._keeper.recover()
        names = {agent.id: agent.name for agent in await (await self.desk.store()).threads.agents()}
        words = [word for word in await self.words_to_me() if word.coaching.seen_at is None]
        return await self._counted(_today, names, words)

    async def packs(self) -> Sequence[PackCard]:
        """Built-in ones in this agent's languages first, then what trainers published."""
        return await self._counted(_cards)

    async def deck(self, wanted: Wanted) -> Deck:
        """What there is to do. Raises Refused("nothing_to_practise") when there is nothing."""
        await self._keeper.recover()
        await asyncio.to_thread(self._words)
        deck = await self._counted(_deck, wanted, self._chance())
        if deck.next() is None:
            raise Refused(NOTHING_TO_PRACTISE)
        return deck

    async def inbox(self, wanted: Wanted) -> Sequence[Task]:
        """What an inbox under pressure is filled with. Raises Refused("nothing_to_practise")."""
        tasks = await self._counted(_inbox, wanted, self._chance())
        if not tasks:
            raise Refused(NOTHING_TO_PRACTISE)
        return tasks

    async def held_pace(self) -> float:
        """The fastest pace that this learner ever held under pressure, messages a minute; 0 for none."""
        return await self._counted(_held)

    def words(self, text: str) -> Sequence[tuple[int, int]]:
        """Where the words of a text stand: characters from, to; marks and spaces are in none. Any script."""
        return self._words()(text)

    async def note(self, going: Going) -> None:
        """Keeps what was done so far. Raises StorageFull."""
        await self._keeper.note(going)

    async def finish(self, going: Going) -> None:
        """It is over: kept here at once, told to the server in time; nothing without a single attempt."""
        await self._keeper.finish(going)

    async def hand_over(self) -> int:
        """Records what goes on as far as it got, so that it can leave; returns how many can only be recorded whole."""
        return await self._keeper.hand_over()

    async def progress(self, mine: Mine) -> Progress:
        """The learner's own curve."""
        return await self._counted(_progress, mine)

    async def words_to_me(self) -> Sequence[Word]:
        """All that trainers said, newest first."""
        account = await self.desk.opened()
        names = {agent.id: agent.name for agent in await account.store.threads.agents()}
        said = await account.store.training.coachings()
        return [Word(one, names.get(one.author, "")) for one in said if one.to == account.agent.id]

    async def saw(self, coaching_id: CoachingId) -> None:
        """The learner has read it. Raises StorageFull."""
        unseen = {word.coaching.id for word in await self.words_to_me() if word.coaching.seen_at is None}
        if coaching_id in unseen:
            await self.operator.do(acts.PRACTICE, acts.SeeCoaching(coaching_id))

    async def certificates(self) -> Sequence[Certificate]:
        """This learner's, newest first."""
        account = await self.desk.opened()
        held = await account.store.training.certificates()
        return [one for one in held if one.agent_id == account.agent.id]

    async def team(self) -> Sequence[TeamStanding]:
        """The team's last 30 days, fastest first; empty where the workspace shows none. Raises Unreachable."""
        if not (await self.figures()).team_table:
            return ()
        answer = await self.desk.gateway().request_json("POST", "/v1/training/team", {})
        try:
            return read(answer, list[TeamStanding])
        except ValueError as error:
            raise AnswerLost("unreadable") from error

    async def _counted(self, count: Callable[..., T], *more: object) -> T:
        """What that makes of where the learner stands, beside the loop; one at a time: they share what is folded."""
        account = await self.desk.opened()
        async with self._counting:
            ground = await self._ground(account)
            return await asyncio.to_thread(self._work, ground, count, more)

    async def _ground(self, account: Account) -> "_Read":
        reader, me = account.store.training, account.agent.id
        assignments = [one for one in await reader.assignments() if me in one.people and not one.ended]
        figures = read_figures(await _set(account.store))
        return _Read(await reader.editions(), await reader.practice(), assignments, figures)

    def _work(self, ground: "_Read", count: Callable[..., T], more: tuple[object, ...]) -> T:
        from app.training.book import LearnerBook, builtin_packs
        from app.training.standing import Standing

        book = self._book = self._book or LearnerBook()
        first, zone = self.language(), zone_of(self.zone())
        editions = [*builtin_packs(first), *ground.editions]
        learner = book.learner(ground.practices, ground.figures)
        standing = Standing(
            self.now(), zone, ground.figures, editions, ground.practices, ground.assignments, learner, first
        )
        return count(standing, *more)

    def _words(self) -> Callable[[str], Sequence[tuple[int, int]]]:
        if self._spans is None:
            from app.words import best_spans

            self._spans = best_spans()
        return self._spans

    def _chance(self) -> Random:
        """A deck's own: it goes on drawing while the next is made in another thread."""
        return Random(self.random.getrandbits(64))


async def _set(store: LocalStore) -> str:
    settings = await store.shelf.settings()
    return next((one.value for one in settings if one.key == KEY), "")


def _today(standing: "Standing", names: dict[AgentId, str], words: Sequence[Word]) -> Today:
    from app.training.showing import given_of

    return Today(
        minutes=standing.figures.minutes,
        seconds=standing.seconds_today(),
        streak=streak(standing.days, standing.today),
        due=len(standing.due()),
        given=given_of(standing, names),
        words=words,
    )


def _cards(standing: "Standing") -> Sequence[PackCard]:
    from app.training.showing import cards_of

    return cards_of(standing)


def _progress(standing: "Standing", mine: Mine) -> Progress:
    from app.training.showing import progress_of

    return progress_of(standing, mine)


def _deck(standing: "Standing", wanted: Wanted, random: Random) -> Deck:
    from app.training.dealing import deck_of

    return deck_of(standing, wanted, random)


def _inbox(standing: "Standing", wanted: Wanted, random: Random) -> Sequence[Task]:
    from app.training.dealing import inbox_of

    return inbox_of(standing, wanted, random)


def _held(standing: "Standing") -> float:
    from domain.training.pressure_score import held

    goes = ([one for one in go.attempts if one.kind is DrillKind.PRESSURE] for go in standing.practices)
    return max(map(held, goes), default=0.0)
