"""Measures that are amiss lie on the shelf for the leads, since when and with the threads behind them (M, R-1, M-2)."""

from pathlib import Path
from typing import Any

import pytest

from domain.agent import Role
from domain.ids import SettingKey
from domain.measures.figures import DEFAULTS, InsightFigures, figures_text
from domain.measures.figures import KEY as INSIGHTS
from domain.shelf import lane_of_setting
from tests.support.backend import BackendRig, Home, Json, a_backend

MINUTE = 60


class Team:
    """A server, and a lead who looks."""

    def __init__(self, server: BackendRig) -> None:
        self.server = server
        self.lead = server.sign_in(Role.LEAD)

    async def set(self, **figures: Any) -> None:
        name, value = SettingKey(INSIGHTS), figures_text(InsightFigures(**{"least": 2, **figures}))
        assert (await self.lead.do("change_setting", lane_of_setting(name), key=name, value=value))[
            "outcome"
        ] == "applied"

    async def answered_after(self, seconds: float, *homes: Home) -> None:
        self.server.clock.advance(seconds)
        self.lead = self.server.sign_in(Role.LEAD)
        for home in homes:
            await self.lead.send(home)

    async def seen(self, role: Role = Role.LEAD) -> dict[str, Json]:
        entities, _ = await self.server.sign_in(role).state()
        return {id_: entity for (kind, id_), entity in entities.items() if kind == "warning"}

    def look(self) -> int:
        return self.server.services.warnings.look()


async def test_slow_answers_warn_until_they_are_quick_again(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        team = Team(server)
        await team.set(window=1)
        homes = [server.customer(f"c{number}") for number in range(3)]
        await team.answered_after(5 * MINUTE, *homes)
        assert team.look() > 0
        since = server.clock.now()
        found = (await team.seen())["response"]
        assert (found["value"], found["limit"]) == (300, 90)
        assert set(found["threads"]) == {home.thread for home in homes}
        server.clock.advance(MINUTE)
        assert team.look() == 0, "the same warning is told once"
        assert (await team.seen())["response"]["since"] == since.isoformat().replace("+00:00", "Z")
        server.clock.advance(2 * 60 * MINUTE)
        assert team.look() > 0
        assert "response" not in await team.seen()


async def test_who_may_not_see_insights_sees_no_warning(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        team = Team(server)
        await team.set()
        await team.answered_after(5 * MINUTE, *(server.customer(f"c{number}") for number in range(3)))
        team.look()
        assert await team.seen(Role.AGENT) == {}
        assert "response" in await team.seen(Role.ADMIN)


async def test_more_than_five_that_wait_for_one_agent(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        team = Team(server)
        await team.set(unanswered=2)
        agent = team.lead.agent.id
        for number in range(3):
            home = server.customer(f"c{number}")
            assert (await team.lead.do("assign", home, assignee_id=agent, state_version=0))["outcome"] == "applied"
            team.look()
            assert (f"unanswered:{agent}" in await team.seen()) is (number == 2)
        found = (await team.seen())[f"unanswered:{agent}"]
        assert (found["value"], found["about"], len(found["threads"])) == (3, agent, 3)


@pytest.mark.parametrize(("scores", "warns"), [((5, 5, 1), False), ((3, 3, 4), True), ((1,), False)])
async def test_unhappy_customers(tmp_path: Path, scores: tuple[int, ...], warns: bool) -> None:
    async with a_backend(tmp_path) as server:
        team = Team(server)
        await team.set()
        at = int(server.clock.now().timestamp() * 1_000_000)
        with server.services.database.write() as tx:
            for number, score in enumerate(scores):
                home = server.rows("SELECT id FROM thread")
                row = (f"r{number}", home[0][0] if home else "", "csat", score, at, at)
                sql = "INSERT INTO rating (id, thread_id, kind, score, asked_at, answered_at) VALUES (?, ?, ?, ?, ?, ?)"
                tx.connection.exec_driver_sql(sql, row)
        server.clock.advance(MINUTE)
        team.look()
        assert ("csat" in await team.seen()) is warns


def test_the_usual_limits_are_those_of_the_field() -> None:
    usual = (DEFAULTS.response, DEFAULTS.first_contact, DEFAULTS.csat, DEFAULTS.peak_share, DEFAULTS.unanswered)
    assert usual == (90, 75, 35, 90, 5)
