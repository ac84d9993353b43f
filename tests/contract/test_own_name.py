"""Everybody changes their own name: one that can be read, for the whole team, and only while they are signed in."""

from pathlib import Path

import httpx
import pytest

from backend.accounts.own_name import rename_own
from backend.errors import Refusal
from domain.agent import Role
from tests.support.backend import Who, a_backend


async def own_name(who: Who, name: str) -> httpx.Response:
    return await who.ask("PUT", "/v1/me/name", json={"name": name})


async def test_another_name_of_one_s_own_reaches_everybody_by_the_feed(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        me, colleague = server.sign_in(), server.sign_in()
        _, cursor = await colleague.state()
        answer = await own_name(me, " \u202eAnna\u200b   Mara\u200cthi\n ")
        assert (answer.status_code, answer.json()["name"]) == (200, "Anna Mara\u200cthi")
        assert (await me.ask("GET", "/v1/me")).json() == answer.json()
        news, _ = await colleague.state(cursor)
        assert news["agent", me.agent.id]["name"] == "Anna Mara\u200cthi"
        noted = server.rows("SELECT agent_id, subject, detail FROM audit WHERE action = 'name_changed'")
        assert noted == [(me.agent.id, me.agent.id, f"{me.agent.name} -> Anna Mara\u200cthi")]


@pytest.mark.parametrize(("name", "code"), [(" ", "no_name"), ("\u200b…", "no_name"), ("x" * 101, "invalid")])
async def test_a_name_is_one_that_can_be_read(tmp_path: Path, name: str, code: str) -> None:
    async with a_backend(tmp_path) as server:
        admin = server.sign_in(Role.ADMIN)
        answer = await own_name(admin, name)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        answer = await admin.ask("PATCH", f"/v1/agents/{admin.agent.id}", json={"name": name})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert (await admin.ask("GET", "/v1/me")).json()["name"] == admin.agent.name


async def test_who_was_signed_out_meanwhile_keeps_their_name(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent()
        caller = server.caller(agent)
        with server.services.database.write() as tx:
            server.services.sessions.end_all(tx, agent.id, "changed_by_admin")
        with pytest.raises(Refusal) as refused:
            rename_own(server.services, caller, "Somebody else")
        assert refused.value.status == 401
        assert server.rows("SELECT name FROM agent WHERE id = ?", agent.id) == [(agent.name,)]
