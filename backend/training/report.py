"""The report on training: everything of one span and one choice, counted from one moment of the database (S-2, S-3)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from backend.insights.meant import Meant, as_kept
from backend.storage.tables import training_item
from backend.training import assignments
from backend.training.columns import Columns
from backend.training.goes import Goes, Sat
from backend.training.packed import TOPICS
from backend.training.people import Habit, habits
from domain.ids import AgentId, DrillItemId, PackId
from domain.measures.report import Choice
from domain.training.counting import LEAST_OF_STANDING, STANDING_SPAN, span_before, worst_items
from domain.training.effect import DAYS
from domain.training.progress import strength
from domain.training.report import (
    DayPoint,
    Effect,
    ItemLine,
    LearnerLine,
    Result,
    Standing,
    TopicLine,
    TrainingChoice,
    TrainingReport,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Chose = NDArray[np.bool_]


class Chosen:
    """A choice at work. Raises `backend.insights.meant.NotCounted` for one that makes no sense.

    Attributes:
        agents: ids of those who are meant, None for everybody.
    """

    def __init__(self, connection: Connection, choice: TrainingChoice, now: datetime) -> None:
        asked = Choice(choice.since, choice.until, choice.zone, agent=choice.agent, team=choice.team)
        meant = Meant(connection, asked, now)
        self.connection, self.now, self.zone, self.agents = connection, now, meant.zone, meant.agents
        since, until = choice.since.astimezone(UTC), choice.until.astimezone(UTC)
        self.choice = replace(choice, since=since, until=until)

    def items(self) -> set[int] | None:
        """Numbers of those of the pack, None where none is meant."""
        if not self.choice.pack:
            return None
        numbers = select(training_item.c.number).where(training_item.c.pack_id == self.choice.pack)
        return set(self.connection.execute(numbers).scalars())


class Counted:
    """The attempts of the span and of the one before, with who made them."""

    def __init__(self, chosen: Chosen) -> None:
        self._chosen, self._choice = chosen, chosen.choice
        since, until = span_before(chosen.choice)[0], chosen.choice.until
        self._goes = Goes(chosen.connection, since, until, chosen.agents)
        self._columns = Columns(self._goes, since, until, chosen.choice, chosen.items())
        self._now: Chose = self._columns.at >= as_kept(self._choice.since)

    def total(self) -> tuple[Result, Result]:
        """Of the span, and of the one before."""
        return self._columns.together(self._now), self._columns.together(~self._now)

    def topics(self) -> tuple[TopicLine, ...]:
        """The weakest first."""
        results = self._columns.results(self._here(self._columns.topic), len(TOPICS))
        found = [TopicLine(name, one) for name, one in zip(TOPICS, results, strict=True) if one.attempts]
        return tuple(sorted(found, key=strength))

    def items(self) -> tuple[ItemLine, ...]:
        """Those that go wrong most."""
        import numpy as np

        met = np.bincount(self._columns.item) > 0
        numbers, places = np.flatnonzero(met).tolist(), np.cumsum(met) - 1
        results = zip(numbers, self._columns.results(self._here(places[self._columns.item]), len(numbers)), strict=True)
        rows = self._chosen.connection.execute(select(training_item))
        names = {row.number: (PackId(row.pack_id), DrillItemId(row.item_id)) for row in rows}
        return worst_items([ItemLine(*names[number], result) for number, result in results])

    def curve(self) -> tuple[DayPoint, ...]:
        """By days of the choice's zone."""
        import numpy as np

        days = _days(self._choice, self._chosen.zone)
        begins = [as_kept(datetime.combine(day, time(), self._chosen.zone)) for day in days]
        place = np.searchsorted(begins, self._columns.at, side="right") - 1
        results = self._columns.results(self._here(place), len(days))
        return tuple(DayPoint(day, one) for day, one in zip(days, results, strict=True) if one.attempts)

    def learners(self, known: Mapping[str, Habit]) -> tuple[LearnerLine, ...]:
        """Everybody who practised in the span or in the one before; who did most first."""
        import numpy as np

        people = self._goes.people
        who = self._goes.who[self._columns.go]
        now = self._columns.results(self._here(who), len(people))
        before = self._columns.results(np.where(self._now, -1, who), len(people))
        lines = [
            _line(*one, known.get(one[0]))
            for one in zip(people, self._goes.sat(self._begun()), now, before, strict=True)
            if one[1].sessions or one[2].attempts or one[3].attempts
        ]
        return tuple(sorted(lines, key=_most))

    def _here(self, group: "Numbers") -> "Numbers":
        import numpy as np

        return np.where(self._now, group, -1)

    def _begun(self) -> "Chose":
        """The goes that were begun in the span and are meant."""
        import numpy as np

        begun: Chose = self._goes.began >= as_kept(self._choice.since)
        if self._choice.kind or self._choice.pack or self._choice.language:
            begun = begun & (np.bincount(self._columns.go, minlength=len(begun)) > 0)
        return begun


def report_of(connection: Connection, choice: TrainingChoice, now: datetime) -> tuple[TrainingReport, Chosen]:
    """All but whether it shows in live work, of what the connection sees."""
    chosen = Chosen(connection, choice, now)
    counted = Counted(chosen)
    result, before = counted.total()
    report = TrainingReport(
        chosen.choice,
        now,
        result,
        before,
        counted.learners(habits(connection, now)),
        counted.topics(),
        counted.items(),
        counted.curve(),
        assignments.lines(connection, chosen.choice, chosen.zone, chosen.agents),
        Effect(DAYS),
    )
    return report, chosen


def standings(connection: Connection, now: datetime) -> list[Standing]:
    """The team's table of the last days, the quickest first; only of those who practised enough."""
    choice = TrainingChoice(now - STANDING_SPAN, now, "UTC")
    counted = Counted(Chosen(connection, choice, now))
    lines = counted.learners({})
    shown = [
        Standing(line.agent_id, line.result.attempts, line.result.median)
        for line in lines
        if line.result.attempts >= LEAST_OF_STANDING and line.result.median > 0
    ]
    return sorted(shown, key=_quickest)


def _line(who: str, sat: Sat, result: Result, before: Result, habit: Habit | None) -> LearnerLine:
    in_a_row, last = (habit.streak, habit.last) if habit is not None else (0, None)
    return LearnerLine(AgentId(who), sat.sessions, sat.seconds, sat.days, in_a_row, last, result, before)


def _days(choice: TrainingChoice, zone: ZoneInfo) -> list[date]:
    day, last = choice.since.astimezone(zone).date(), choice.until.astimezone(zone).date()
    return [day + timedelta(days=number) for number in range((last - day).days + 1)]


def _most(line: LearnerLine) -> tuple[int, str]:
    return -line.result.attempts, line.agent_id


def _quickest(line: Standing) -> tuple[float, str]:
    return line.median, line.agent_id
