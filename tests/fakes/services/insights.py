"""Insights over the demo world: measures of any span, and what a lead does with them, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.changes import ChangeSet
from app.errors import Refused, Unreachable
from app.services.insight_values import Held, MeasureRules, TeamLine
from domain.ids import AgentId, ThreadId
from domain.inbox import Folder, ThreadRow
from domain.measures.figures import InsightFigures
from domain.measures.report import Behind, Choice, Report, ThreadBehind
from domain.problems import Problem
from domain.review import MarkReview, ReviewItem
from domain.thread import ThreadStatus
from domain.warning import MeasureWarning
from tests.fakes import insights_demo
from tests.fakes.demo import World
from tests.fakes.services.stepping import FakeClock, Gate


class FakeInsights:
    """Answers at once; a test sets `offline`, `error`, `gate` or `told`, and looks at `calls`.

    Attributes:
        offline: reports that were seen before are stale then, others Unreachable.
        told: what the next reports are, instead of the demo's.
        gate: when set, reports wait for it.
    """

    def __init__(self, world: World, tell: Callable[[ChangeSet], None], clock: FakeClock) -> None:
        self.world, self.tell, self.clock = world, tell, clock
        self.offline = False
        self.error: Exception | None = None
        self.told: Report | None = None
        self.gate: Gate | None = None
        self.held_rules = MeasureRules()
        self.calls: list[tuple[object, ...]] = []
        self.in_force = insights_demo.warnings()
        self.weeks: dict[date, list[ReviewItem]] = {}
        self.held_teams, self.lost_teams = dict(insights_demo.TEAMS), False
        self._kept: dict[Choice, Held[Report]] = {}

    async def report(self, choice: Choice) -> Held[Report]:
        self.calls.append(("report", choice))
        if self.gate is not None:
            await self.gate
        self._fail()
        if self.offline:
            if choice not in self._kept:
                raise Unreachable
            return replace(self._kept[choice], stale=True)
        agents = [agent for agent in self.world.agents if agent.active]
        counted = self.told or insights_demo.report_of(choice, agents, self.clock.now())
        self._kept[choice] = Held(counted, self.clock.now())
        return self._kept[choice]

    async def behind(self, choice: Choice, number: Behind, what: str = "") -> Sequence[ThreadBehind]:
        self.calls.append(("behind", choice, number, what))
        self._fail()
        if self.offline:
            raise Unreachable
        rows = [row for row, _folder in self.world.rows.values() if choice.channel in ("", row.channel)]
        return [
            ThreadBehind(row.thread_id, row.name, row.channel.value, row.at, _value(number, place))
            for place, row in enumerate(rows)
            if row.at is not None
        ]

    async def rules(self) -> MeasureRules:
        return self.held_rules

    async def keep_figures(self, figures: InsightFigures) -> None:
        self._fail()
        if not self.held_rules.may_change:
            raise Refused(Problem.NOT_ALLOWED)
        self.held_rules = replace(self.held_rules, figures=figures, unreadable=False)
        self.tell(ChangeSet(shelf=frozenset({"setting"})))

    async def warnings(self) -> Sequence[MeasureWarning]:
        self._fail()
        return sorted(self.in_force, key=lambda one: one.since, reverse=True)

    async def team(self) -> Sequence[TeamLine]:
        self._fail()
        return [self._line(number, agent.id) for number, agent in enumerate(self.world.agents) if agent.active]

    async def teams(self) -> dict[str, tuple[AgentId, ...]]:
        return dict(self.held_teams)

    async def teams_lost(self) -> bool:
        return self.lost_teams

    async def keep_teams(self, teams: dict[str, tuple[AgentId, ...]]) -> None:
        self._fail()
        self.held_teams = dict(teams)
        self.tell(ChangeSet(shelf=frozenset({"setting"})))

    async def threads_of(self, agent_id: AgentId | None) -> Sequence[ThreadRow]:
        self._fail()
        held = [row for row, _folder in self.world.rows.values() if row.assignee_id == agent_id]
        return sorted((row for row in held if row.status is ThreadStatus.OPEN), key=_longest)

    async def move(self, threads: Sequence[ThreadId], to: AgentId | None) -> None:
        self._fail()
        self.calls.append(("move", tuple(threads), to))
        for thread_id in threads:
            row, folder = self.world.rows[thread_id]
            place = Folder.QUEUE if to is None else folder
            self.world.rows[thread_id] = (replace(row, assignee_id=to), place)
        self.tell(ChangeSet(threads=frozenset(threads)))

    async def review(self, week: date) -> Sequence[ReviewItem]:
        self._fail()
        return list(self.weeks.get(week, ()))

    async def draw(self, week: date, size: int, seed: int) -> None:
        self.calls.append(("draw", week, size, seed))
        self._fail()
        if self.offline:
            raise Unreachable
        self.weeks[week] = insights_demo.review(week, size, seed)
        self.tell(ChangeSet(shelf=frozenset({"review"})))

    async def mark(self, item: ReviewItem, mark: MarkReview) -> None:
        self._fail()
        said = replace(
            item,
            verdict=mark.verdict,
            comment=mark.comment,
            training=mark.training,
            vocabulary=mark.vocabulary,
            reviewed_by=self.world.agents[0].id,
            reviewed_at=self.clock.now(),
        )
        week = self.weeks[item.week]
        week[[held.id for held in week].index(item.id)] = said
        self.tell(ChangeSet(shelf=frozenset({"review"})))

    def _line(self, number: int, agent_id: AgentId) -> TeamLine:
        agent = next(one for one in self.world.agents if one.id == agent_id)
        mine = [row for row, _folder in self.world.rows.values() if row.assignee_id == agent_id]
        held = [row for row in mine if row.status is ThreadStatus.OPEN]
        waits = [row.waiting_since for row in held if row.waiting_since is not None]
        oldest = min(waits, default=None)
        viewing = held[0].thread_id if held else None
        present = None if self.offline else number != 2
        return TeamLine(agent, present, number == 1, len(held), len(waits), oldest, viewing)

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


def _longest(row: ThreadRow) -> tuple[bool, float]:
    at = row.waiting_since or row.at
    return row.waiting_since is None, at.timestamp() if at is not None else 0.0


def _value(number: Behind, place: int) -> float:
    """Slowest first; points of ratings; seconds otherwise."""
    if number in (Behind.CSAT, Behind.NPS):
        return float(1 + place % 3)
    return timedelta(minutes=90).total_seconds() / (place + 1)
