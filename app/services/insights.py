"""Insights: reports of the server, the last ones without it; warnings, the weekly review, the team (M, M-1, R-1)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from app.errors import AnswerLost, Refused, Throttled, Unreachable
from app.services.desk import Desk
from app.services.insight_values import Held, MeasureRules, TeamLine
from app.services.operations import Operator
from app.services.report_cache import ReportCache, shape_of
from app.wire import plain, read
from domain.agent import Permission
from domain.ids import AgentId, ThreadId
from domain.inbox import ThreadRow
from domain.measures.figures import DEFAULTS, KEY, InsightFigures, figures_text, read_figures
from domain.measures.report import Behind, Choice, Report, ThreadBehind
from domain.operations import ChangeSetting
from domain.problems import Problem
from domain.review import MarkReview, ReviewItem
from domain.shelf import lane_of_setting
from domain.warning import MeasureWarning
from domain.working_time import ALWAYS, read_hours
from domain.working_time import KEY as HOURS_KEY

T = TypeVar("T")


class Team(Protocol):
    """Who works, and on what (`app.services.team`)."""

    async def team(self) -> Sequence[TeamLine]:
        """Load and presence of everybody who answers."""

    async def teams(self) -> dict[str, tuple[AgentId, ...]]:
        """The workspace's teams by name."""

    async def teams_lost(self) -> bool:
        """Whether what was set makes no sense, so that there are none."""

    async def keep_teams(self, teams: dict[str, tuple[AgentId, ...]]) -> None:
        """Other teams."""

    async def threads_of(self, agent_id: AgentId | None) -> Sequence[ThreadRow]:
        """Open threads of somebody, or of the queue."""

    async def move(self, threads: Sequence[ThreadId], to: AgentId | None) -> None:
        """Gives threads to somebody, or back to the queue."""


class InsightsService:
    """Reports and samples are the server's; the rest is read and done on this computer.

    Attributes:
        zone: IANA name of the time zone whose weeks are reviewed.
    """

    def __init__(self, desk: Desk, operator: Operator, team: Team, zone: Callable[[], str]) -> None:
        self.desk, self.operator, self.people, self.zone = desk, operator, team, zone
        self._cache = ReportCache("insights", Report)

    async def report(self, choice: Choice) -> Held[Report]:
        """Counted now; without a connection the last one of that shape. Raises Unreachable when there is none."""
        state, now = (await self.desk.store()).state, self.operator.clock.now()
        filters = (choice.channel, choice.agent, choice.team, choice.language, choice.topic)
        shape = shape_of(choice.since, choice.until, choice.zone, filters, now)
        try:
            answer = await self._ask("/v1/insights/report", plain(choice))
        except (Unreachable, AnswerLost, Throttled) as error:
            kept = await self._cache.find(state, shape)
            if kept is None:
                raise Unreachable from error
            return Held(kept, kept.at, stale=True)
        report = _read(answer, Report)
        await self._cache.keep(state, shape, report)
        return Held(report, report.at)

    async def behind(self, choice: Choice, number: Behind, what: str = "") -> Sequence[ThreadBehind]:
        """At most 200 threads. Raises Unreachable."""
        asked = {"choice": plain(choice), "number": number.value, "what": what}
        return _read(await self._ask("/v1/insights/threads", asked), list[ThreadBehind])

    async def rules(self) -> MeasureRules:
        """What measures should reach (Settings `insights`, `hours`); the defaults where nobody said so."""
        settings = await (await self.desk.store()).shelf.settings()
        held = {setting.key: setting.value for setting in settings}
        account = self.desk.account
        may_change = account is not None and account.agent.may(Permission.CHANGE_SETTINGS)
        figures = _figures(held.get(KEY))
        return MeasureRules(figures or DEFAULTS, _zone(held.get(HOURS_KEY)), may_change, unreadable=figures is None)

    async def keep_figures(self, figures: InsightFigures) -> None:
        """Other figures for everybody. Raises Refused, StorageFull."""
        if not (await self.desk.opened()).agent.may(Permission.CHANGE_SETTINGS):
            raise Refused(Problem.NOT_ALLOWED)
        await self.operator.do(lane_of_setting(KEY), ChangeSetting(KEY, figures_text(figures)))

    async def warnings(self) -> Sequence[MeasureWarning]:
        """Those in force, newest first."""
        return await (await self.desk.store()).insights.warnings()

    async def team(self) -> Sequence[TeamLine]:
        """Load and presence of everybody who answers."""
        return await self.people.team()

    async def teams(self) -> dict[str, tuple[AgentId, ...]]:
        """The workspace's teams by name."""
        return await self.people.teams()

    async def teams_lost(self) -> bool:
        """Whether what was set makes no sense, so that there are none."""
        return await self.people.teams_lost()

    async def keep_teams(self, teams: dict[str, tuple[AgentId, ...]]) -> None:
        """Other teams. Raises Refused, StorageFull."""
        await self.people.keep_teams(teams)

    async def threads_of(self, agent_id: AgentId | None) -> Sequence[ThreadRow]:
        """Open threads of somebody, or of the queue; those who wait longest first."""
        return await self.people.threads_of(agent_id)

    async def move(self, threads: Sequence[ThreadId], to: AgentId | None) -> None:
        """Gives threads to somebody, or back to the queue."""
        await self.people.move(threads, to)

    async def review(self, week: date) -> Sequence[ReviewItem]:
        """The sampled conversations of the week that begins on that Monday."""
        return await (await self.desk.store()).insights.reviews(week)

    async def draw(self, week: date, size: int, seed: int) -> None:
        """Has the server sample a week (again). Raises Unreachable, Refused."""
        wanted = {"week": week.isoformat(), "zone": self.zone(), "size": size, "seed": seed}
        await self._ask("/v1/reviews", wanted)

    async def mark(self, item: ReviewItem, mark: MarkReview) -> None:
        """What the lead says of it; durable at once, also offline. Raises StorageFull."""
        await self.operator.do(item.thread_id, mark)

    async def _ask(self, path: str, asked: object) -> object:
        return await self.desk.gateway().request_json("POST", path, asked)


def _figures(text: str | None) -> InsightFigures | None:
    try:
        return read_figures(text) if text else DEFAULTS
    except (ValueError, TypeError, RecursionError):
        return None


def _zone(text: str | None) -> str:
    try:
        return (read_hours(text) if text is not None else ALWAYS).zone
    except (ValueError, TypeError, RecursionError):
        return ALWAYS.zone


def _read(answer: object, kind: type[T]) -> T:
    try:
        return read(answer, kind)
    except ValueError as error:
        raise AnswerLost("unreadable") from error
