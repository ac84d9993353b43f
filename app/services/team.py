"""The team: who is there, who has how much in hand, and giving threads to somebody else (R-1, R-3)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.errors import KnownError, Refused
from app.services.desk import Desk
from app.services.inbox import InboxService
from app.services.insight_values import TeamLine
from app.services.operations import Operator
from domain.agent import Agent, Permission
from domain.ids import AgentId, ThreadId
from domain.inbox import AgentLoad, ThreadRow
from domain.operations import ChangeSetting
from domain.problems import Problem
from domain.shelf import lane_of_setting
from domain.teams import KEY, Teams, read_teams, teams_text

MOST_THREADS = 500


@dataclass(frozen=True, slots=True)
class _Person:
    """Where somebody is, as the server says; `present` is None when nobody does."""

    present: bool | None
    away: bool = False
    viewing: ThreadId | None = None


_GONE, _UNKNOWN = _Person(present=False), _Person(present=None)


class TeamService:
    """Load is known without network, presence is not.

    Attributes:
        report: is told of a setting that makes no sense, once for each value.
    """

    def __init__(
        self, desk: Desk, inbox: InboxService, operator: Operator, report: Callable[[Exception], None]
    ) -> None:
        self.desk, self.inbox, self.operator, self.report = desk, inbox, operator, report
        self._told = ""

    async def team(self) -> Sequence[TeamLine]:
        """Everybody who answers, by name."""
        store = await self.desk.store()
        agents, loads, people = await asyncio.gather(store.threads.agents(), store.threads.loads(), self._people())
        held = {load.agent_id: load for load in loads}
        return [_line(agent, held.get(agent.id), people) for agent in agents if agent.may(Permission.ANSWER)]

    async def threads_of(self, agent_id: AgentId | None) -> Sequence[ThreadRow]:
        """Open threads of somebody, or of the queue; those who wait longest first."""
        return await (await self.desk.store()).threads.held_by(agent_id, MOST_THREADS)

    async def teams(self) -> dict[str, tuple[AgentId, ...]]:
        """The workspace's teams by name; none when the setting makes no sense."""
        return await self._read() or {}

    async def teams_lost(self) -> bool:
        """Whether what was set makes no sense, so that there are none."""
        return await self._read() is None

    async def _read(self) -> dict[str, tuple[AgentId, ...]] | None:
        settings = await (await self.desk.store()).shelf.settings()
        text = next((setting.value for setting in settings if setting.key == KEY and setting.value), "")
        try:
            return read_teams(text) if text else {}
        except (ValueError, TypeError, RecursionError) as error:
            if text != self._told:
                self._told = text
                self.report(error)
            return None

    async def keep_teams(self, teams: Teams) -> None:
        """Other teams. Raises Refused, StorageFull."""
        if not (await self.desk.opened()).agent.may(Permission.CHANGE_SETTINGS):
            raise Refused(Problem.NOT_ALLOWED)
        await self.operator.do(lane_of_setting(KEY), ChangeSetting(KEY, teams_text(teams)))

    async def move(self, threads: Sequence[ThreadId], to: AgentId | None) -> None:
        """Gives threads to somebody, or back to the queue; what is gone meanwhile is left out. Raises StorageFull."""
        if not (await self.desk.opened()).agent.may(Permission.ASSIGN_OTHERS):
            raise Refused(Problem.NOT_ALLOWED)
        for thread_id in threads:
            try:
                await self.inbox.assign(thread_id, to)
            except Refused:
                continue

    async def _people(self) -> Mapping[str, _Person] | None:
        """Who is connected; None when nobody knows."""
        engine = self.desk.engine
        if engine is None or not engine.status.online:
            return None
        try:
            answer = await self.desk.gateway().request_json("GET", "/v1/presence/people")
        except KnownError:
            return None
        if not isinstance(answer, list):
            return None
        return {str(one.get("agent_id")): _person(one) for one in answer if isinstance(one, dict)}


def _person(said: dict[str, object]) -> _Person:
    viewing = said.get("viewing")
    thread = ThreadId(viewing) if isinstance(viewing, str) and viewing else None
    return _Person(said.get("present") is True, said.get("away") is True, thread)


def _line(agent: Agent, load: AgentLoad | None, people: Mapping[str, _Person] | None) -> TeamLine:
    person = people.get(agent.id, _GONE) if people is not None else _UNKNOWN
    held = load or AgentLoad(agent.id, 0, 0, None)
    return TeamLine(agent, person.present, person.away, held.open, held.waiting, held.oldest_wait, person.viewing)
