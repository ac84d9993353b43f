"""The team on a real local database: load known without network, presence not; threads moved, teams kept (R-1)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.clock import make_ids
from app.errors import Refused
from app.services.operations import Operator
from app.services.team import TeamService
from domain.agent import Role
from domain.ids import AgentId, ThreadId
from domain.setting import Setting
from domain.teams import KEY
from tests.fakes import world
from tests.support.workspace import KeptSecrets, Workspace

ME, ANN = world.ME.id, world.COLLEAGUE.id
ONE = world.thread(1).id


class Floor:
    """A workspace and its team service.

    Attributes:
        reports: what the service complained about.
    """

    def __init__(self, made: Workspace) -> None:
        self.made = made
        self.reports: list[Exception] = []
        operator = Operator(made.desk, make_ids(made.clock), made.clock)
        self.service = TeamService(made.desk, made.inbox, operator, self.reports.append)

    def says(self, people: object) -> None:
        """What the server answers to the question who is there."""
        self.made.gateway.answers["/v1/presence/people"] = people

    def play(self, role: Role) -> None:
        account = self.made.desk.account
        assert account is not None
        account.agent = replace(account.agent, role=role)

    async def lines(self) -> dict[AgentId, tuple[bool | None, bool, int, ThreadId | None]]:
        team = await self.service.team()
        return {line.agent.id: (line.present, line.away, line.open, line.viewing) for line in team}


@asynccontextmanager
async def a_floor(folder: Path, *more: object) -> AsyncIterator[Floor]:
    made = Workspace(folder, KeptSecrets())
    made.server.change(*more)
    await made.session.sign_in("https://support.example.com", "nok@example.com", "pass", True)
    await made.caught_up()
    try:
        yield Floor(made)
    finally:
        await made.close()
    assert not made.reports


async def test_presence_is_the_servers_and_the_load_this_computers(tmp_path: Path) -> None:
    async with a_floor(tmp_path) as floor:
        floor.says([{"agent_id": ME, "present": True, "away": False, "viewing": ONE}])
        assert await floor.lines() == {ME: (True, False, 3, ONE), ANN: (False, False, 0, None)}
        floor.says([{"agent_id": ANN, "present": True, "away": True, "viewing": None}])
        assert (await floor.lines())[ANN] == (True, True, 0, None)


@pytest.mark.parametrize("answer", [None, {}, [1, {"agent_id": 3}]])
async def test_an_answer_that_makes_no_sense_says_nothing(tmp_path: Path, answer: object) -> None:
    async with a_floor(tmp_path) as floor:
        floor.says(answer)
        assert (await floor.lines())[ME][0] in (None, False)


async def test_without_network_presence_is_unknown_and_the_load_is_not(tmp_path: Path) -> None:
    async with a_floor(tmp_path) as floor:
        await floor.made.cut_off()
        assert await floor.lines() == {ME: (None, False, 3, None), ANN: (None, False, 0, None)}


async def test_whoever_does_not_answer_is_not_on_the_list(tmp_path: Path) -> None:
    async with a_floor(tmp_path, replace(world.COLLEAGUE, role=Role.TRAINER)) as floor:
        assert list(await floor.lines()) == [ME]


async def test_threads_are_given_to_somebody_and_back_and_what_is_gone_is_left_out(tmp_path: Path) -> None:
    async with a_floor(tmp_path) as floor:
        await floor.made.cut_off()
        await floor.service.move([ONE, ThreadId("gone"), world.thread(2).id], ANN)
        assert (await floor.lines())[ANN][2] == 2
        assert {row.thread_id for row in await floor.service.threads_of(ANN)} == {ONE, world.thread(2).id}
        await floor.service.move([ONE], None)
        assert [row.thread_id for row in await floor.service.threads_of(None)] == [ONE]


async def test_agents_do_not_move_the_threads_of_others(tmp_path: Path) -> None:
    async with a_floor(tmp_path) as floor:
        floor.play(Role.AGENT)
        with pytest.raises(Refused):
            await floor.service.move([ONE], ANN)
        with pytest.raises(Refused):
            await floor.service.keep_teams({})


async def test_teams_are_kept_for_everybody(tmp_path: Path) -> None:
    async with a_floor(tmp_path) as floor:
        assert await floor.service.teams() == {}
        await floor.service.keep_teams({"Night": (ANN,)})
        assert await floor.service.teams() == {"Night": (ANN,)}
        assert not await floor.service.teams_lost()


async def test_a_setting_that_makes_no_sense_means_no_teams_and_is_told_once(tmp_path: Path) -> None:
    async with a_floor(tmp_path, Setting(KEY, "[1]", 0)) as floor:
        assert await floor.service.teams() == await floor.service.teams() == {}
        assert await floor.service.teams_lost()
        assert len(floor.reports) == 1
