"""The report on training: everything of one span and one choice, counted from one moment of the database (S-2, S-3)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, select

from backend.insights.meant import Meant, as_kept
from backend.storage.tables import training_attempt, training_item, training_practice
from backend.training import assignments
from backend.training.columns import TOPICS, Columns
from backend.training.people import Habit, Sitting, habits, sittings
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

_A, _P = training_attempt.c, training_practice.c


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

    def attempts(self, since: datetime, until: datetime) -> Columns:
        """Those that are meant and lie between."""
        where = [_P.last_at >= since, _P.began < until, _A.at >= since, _A.at < until, *self._named()]
        return Columns(self.connection, where)

    def _named(self) -> list[ColumnElement[bool]]:
        choice = self.choice
        asked = [(_A.kind, choice.kind), (_A.language, choice.language)]
        found = [column == wanted for column, wanted in asked if wanted]
        if choice.pack:
            items = select(training_item.c.number).where(training_item.c.pack_id == choice.pack)
            found.append(_A.item.in_(items))
        if self.agents is not None:
            found.append(_P.agent_id.in_(sorted(self.agents)))
        return found


class Counted:
    """The attempts of the span and of the one before, with who made them."""

    def __init__(self, chosen: Chosen) -> None:
        import numpy as np

        since, _ = span_before(chosen.choice)
        self._chosen, self._choice = chosen, chosen.choice
        self._columns = chosen.attempts(since, self._choice.until)
        self._sittings = sittings(chosen.connection, since, self._choice.until, chosen.agents)
        self._now: Chose = self._columns.at >= as_kept(self._choice.since)
        self.people = sorted({one.agent_id for one in self._sittings})
        numbers = {who: number for number, who in enumerate(self.people)}
        held = np.array([(one.number, numbers[one.agent_id]) for one in self._sittings], np.int64).reshape(-1, 2)
        self._agent: Numbers = held[np.searchsorted(held[:, 0], self._columns.practice), 1]

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

        numbers, place = np.unique(self._columns.item, return_inverse=True)
        results = zip(numbers.tolist(), self._columns.results(self._here(place), len(numbers)), strict=True)
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

        count = len(self.people)
        now = self._columns.results(self._here(self._agent), count)
        before = self._columns.results(np.where(self._now, -1, self._agent), count)
        sat = self._sat()
        lines = [
            _line(who, sat[who], known.get(who), result, earlier)
            for who, result, earlier in zip(self.people, now, before, strict=True)
            if sat[who] or result.attempts or earlier.attempts
        ]
        return tuple(sorted(lines, key=_most))

    def _here(self, group: "Numbers") -> "Numbers":
        import numpy as np

        return np.where(self._now, group, -1)

    def _sat(self) -> dict[str, list[Sitting]]:
        """What each began in the span and is meant."""
        choice = self._choice
        only = choice.kind or choice.pack or choice.language
        meant = set(self._columns.practice.tolist()) if only else set()
        found: dict[str, list[Sitting]] = defaultdict(list)
        since = as_kept(choice.since)
        for one in self._sittings:
            if since <= one.began and (not only or one.number in meant):
                found[one.agent_id].append(one)
        return found


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


def _line(who: str, sat: Sequence[Sitting], habit: Habit | None, result: Result, before: Result) -> LearnerLine:
    days = {day for one in sat if one.attempts for day in (one.day, one.last_day)}
    seconds = sum(one.ms for one in sat) / 1_000
    in_a_row, last = (habit.streak, habit.last) if habit is not None else (0, None)
    return LearnerLine(AgentId(who), len(sat), seconds, len(days), in_a_row, last, result, before)


def _days(choice: TrainingChoice, zone: ZoneInfo) -> list[date]:
    day, last = choice.since.astimezone(zone).date(), choice.until.astimezone(zone).date()
    return [day + timedelta(days=number) for number in range((last - day).days + 1)]


def _most(line: LearnerLine) -> tuple[int, str]:
    return -line.result.attempts, line.agent_id


def _quickest(line: Standing) -> tuple[float, str]:
    return line.median, line.agent_id
