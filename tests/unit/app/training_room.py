"""A learner at a real local database, and short words for what they do."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from app.clock import make_ids
from app.services.operations import Operator
from app.services.training import TrainingService
from app.services.training_values import Going
from domain.changes import TYPE_OF, Change, Entity, Page
from domain.ids import AssignmentId, PackId, SettingKey
from domain.setting import Setting
from domain.training import figures
from domain.training.answering import Answer, Timing, attempt
from domain.training.assigning import Assignment
from domain.training.item import DrillItem
from domain.training.pack import Edition, PackSource
from domain.training.results import Attempt, Ending
from domain.training.task import Deck, Task, Wanted
from tests.fakes import world
from tests.support.workspace import Workspace, offline

ME, ANN = world.ME.id, world.COLLEAGUE.id
EN = PackId("builtin-en")
MIXTURE = Wanted(seconds=300, items=0)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Room:
    """A workspace and its learner.

    Attributes:
        zone, language: where the learner is, and what the screens speak.
    """

    def __init__(self, made: Workspace) -> None:
        self.made = made
        self.zone, self.language = "Europe/Rome", "en"
        self.seq = 1_000
        made.clock.moment = MONDAY
        self.service = self.new_service()

    def new_service(self) -> TrainingService:
        """As after another start of the program."""
        operator = Operator(self.made.desk, make_ids(self.made.clock), self.made.clock)
        return TrainingService(operator, lambda: self.zone, lambda: self.language, Random(3))

    async def feed(self, *entities: Entity) -> None:
        """The server says so."""
        store = await self.made.desk.store()
        changes = []
        for entity in entities:
            self.seq += 1
            told = replace(entity, version=self.seq)
            id_ = str(getattr(told, "id", None) or getattr(told, "key", ""))
            changes.append(Change(self.seq, TYPE_OF[type(entity)], id_, told))
        await store.feed.apply(Page(tuple(changes), f"cursor-{self.seq}", False))

    async def set(self, **changes: Any) -> None:
        """The workspace sets its figures."""
        value = figures.write_figures(replace(figures.DEFAULTS, **changes))
        await self.feed(Setting(SettingKey(figures.KEY), value, 0))

    def going(self, wanted: Wanted = MIXTURE, *attempts: Attempt, seconds: float = 60.0) -> Going:
        """One go."""
        return Going(self.service.new_id(), wanted, self.service.now(), seconds, attempts)

    async def practise(
        self, wanted: Wanted = MIXTURE, right: Callable[[Task], bool] = bool, most: int = 999, seconds: float = 6.0
    ) -> list[tuple[Task, Attempt]]:
        """A whole go from the deck to its record."""
        done = self.tried(await self.service.deck(wanted), right, most, seconds)
        await self.service.finish(self.going(wanted, *(one for _task, one in done), seconds=len(done) * 10.0))
        return done

    def tried(
        self, deck: Deck, right: Callable[[Task], bool] = bool, most: int = 999, seconds: float = 6.0
    ) -> list[tuple[Task, Attempt]]:
        """Answers what the deck gives."""
        done: list[tuple[Task, Attempt]] = []
        while len(done) < most and (task := deck.next()) is not None:
            done.append((task, self.attempt(task, right(task), seconds)))
            deck.done(done[-1][1])
        return done

    def attempt(self, task: Task, right: bool = True, seconds: float = 6.0) -> Attempt:
        """What came of it now."""
        made = attempt(task, Answer(option=0), Timing(seconds), self.service.now(), figures.DEFAULTS)
        return replace(made, right=right, ending=Ending.DONE)

    def later(self, **span: float) -> None:
        """Time goes by."""
        self.made.clock.moment += timedelta(**span)

    async def waiting(self) -> list[str]:
        """Kinds of operations that have not left."""
        store = await self.made.desk.store()
        return [row.operation.kind for row in await store.outbox.unsent()]


def edition(items: tuple[DrillItem, ...], name: str = "pack-1", title: str = "Parcels") -> Edition:
    """Published by Ann."""
    return Edition(PackId(name), title, "", PackSource.WRITTEN, items, 3, ANN, MONDAY)


def assignment(pack_id: PackId, name: str = "5f6f2d8e-1c1b-4c2e-9a55-0a5d3b7c1f44", **changes: Any) -> Assignment:
    """This week, once, for this learner, by Ann."""
    days = (date(2026, 3, 2), date(2026, 3, 6))
    made = Assignment(AssignmentId(name), pack_id, None, (ME,), (), *days, 1, "", ANN)
    return replace(made, **changes)


@asynccontextmanager
async def a_room(folder: Path) -> AsyncIterator[Room]:
    """Signed in, caught up, and offline since."""
    async with offline(folder) as made:
        yield Room(made)
