"""Reports on training, the team's table, and everything that was ever published of a pack (S-2, S-3)."""

from dataclasses import replace
from datetime import datetime, timedelta

from backend.storage.database import Database
from backend.training import live, packs
from backend.training.people import habits
from backend.training.report import Chosen, report_of, standings
from backend.training.standing import figures
from domain.clock import Clock
from domain.training.pack import Edition
from domain.training.report import Effect, Standing, TrainingChoice, TrainingReport

_FRESH = timedelta(minutes=5)
"""Reports are at most so old (M); whether training shows is counted from many weeks and changes slowly."""

_MOST_HELD = 50

Key = tuple[frozenset[str] | None, str]


class Training:
    """Counts for trainers, and for the team where the workspace wants it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._effects: dict[Key, tuple[datetime, Effect]] = {}

    def report(self, choice: TrainingChoice) -> TrainingReport:
        """Counted now. Raises `backend.insights.meant.NotCounted` for a choice that makes no sense."""
        with self._database.read() as connection:
            report, chosen = report_of(connection, choice, self._clock.now())
            return replace(report, effect=self._effect(chosen))

    def team(self) -> list[Standing]:
        """Nobody, unless the workspace shows them to each other."""
        with self._database.read() as connection:
            if not figures(connection).team_table:
                return []
            return standings(connection, self._clock.now())

    def editions(self, pack_id: str) -> list[Edition]:
        """Newest first."""
        with self._database.read() as connection:
            return packs.editions(connection, pack_id)

    def _effect(self, chosen: Chosen) -> Effect:
        key = (chosen.agents, chosen.choice.zone)
        known = self._effects.get(key)
        if known is not None and timedelta(0) <= chosen.now - known[0] < _FRESH:
            return known[1]
        firsts = {who: habit.first for who, habit in habits(chosen.connection, chosen.now).items()}
        found = live.shown(chosen.connection, firsts, chosen.agents, chosen.zone, chosen.now)
        if len(self._effects) >= _MOST_HELD:
            self._effects = {}
        self._effects[key] = (chosen.now, found)
        return found
