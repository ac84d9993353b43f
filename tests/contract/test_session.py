"""Sign-in, refresh and sessions: S1 to S4, S22."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

import httpx
import pytest
from argon2 import PasswordHasher

from backend.accounts.agents import AgentChange, Agents
from backend.accounts.passwords import Passwords
from backend.accounts.sign_in import SignIn
from backend.accounts.throttle import FREE_FAILURES, Throttle
from backend.storage.database import Database
from domain.agent import Role
from tests.support.backend import PASSWORD, BackendRig, Json, Who, a_backend


async def sign_in(server: BackendRig, email: str, password: str = PASSWORD) -> httpx.Response:
    body = {"email": email, "password": password, "device_name": "laptop"}
    return await server.http.post("/v1/session", json=body)


async def refresh(server: BackendRig, token: str) -> httpx.Response:
    return await server.http.post("/v1/session/refresh", json={"refresh_token": token})


async def me(server: BackendRig, tokens: Json) -> int:
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    return (await server.http.get("/v1/me", headers=headers)).status_code


async def test_signing_in(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        answer = await sign_in(server, agent.email.upper())
        tokens = answer.json()
        assert (answer.status_code, tokens["expires_in"], tokens["agent"]["id"]) == (200, 900, agent.id)
        assert await me(server, tokens) == 200
        kept = server.rows("SELECT hash FROM session_token")
        assert not {tokens["access_token"], tokens["refresh_token"]} & {hash_ for (hash_,) in kept}
        assert "hash" not in answer.text
        assert [action for (action,) in server.rows("SELECT action FROM audit")][-1] == "signed_in"


async def test_an_access_token_lives_a_quarter_of_an_hour(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        tokens = (await sign_in(server, server.agent(password=PASSWORD).email)).json()
        server.clock.advance(899)
        assert await me(server, tokens) == 200
        server.clock.advance(1)
        assert await me(server, tokens) == 401


async def test_the_same_answer_for_a_wrong_password_and_an_unknown_name(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        nobody = server.agent()
        answers = [
            await sign_in(server, agent.email, "wrong"),
            await sign_in(server, "nobody@example.com", "wrong"),
            await sign_in(server, nobody.email, ""),
        ]
        assert {(answer.status_code, answer.content) for answer in answers} == {(401, answers[0].content)}
        assert answers[0].json()["code"] == "signed_out"


async def test_guessing_takes_longer_and_longer_and_nobody_is_locked_out(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        waits = []
        for _ in range(7):
            answer = await sign_in(server, agent.email, "wrong")
            while answer.status_code == 429:
                waits.append(int(answer.headers["Retry-After"]))
                server.clock.advance(waits[-1])
                answer = await sign_in(server, agent.email, "wrong")
            assert answer.status_code == 401
        assert waits == [1, 2, 4]
        blocked = await sign_in(server, agent.email)
        assert (blocked.status_code, blocked.json()["code"]) == (429, "throttled")
        server.clock.advance(8)
        assert (await sign_in(server, agent.email)).status_code == 200


async def test_one_address_that_tries_many_names_is_slowed_down_too(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        for number in range(20):
            assert (await sign_in(server, f"{number}@example.com", "x")).status_code == 401
        assert (await sign_in(server, "another@example.com", "x")).status_code == 429


async def test_refreshing_rotates_and_the_previous_token_is_good_for_a_minute(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        first = (await sign_in(server, server.agent(password=PASSWORD).email)).json()
        second = (await refresh(server, first["refresh_token"])).json()
        assert second["refresh_token"] != first["refresh_token"]
        server.clock.advance(60)
        third = await refresh(server, first["refresh_token"])
        assert third.status_code == 200, "the answer was lost, so the client asks again with what it has"
        assert await me(server, third.json()) == 200


async def test_a_replaced_token_that_comes_back_late_ends_the_whole_family(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        first = (await sign_in(server, server.agent(password=PASSWORD).email)).json()
        second = (await refresh(server, first["refresh_token"])).json()
        server.clock.advance(61)
        assert (await refresh(server, first["refresh_token"])).json()["code"] == "signed_out"
        assert await me(server, second) == 401
        assert (await refresh(server, second["refresh_token"])).status_code == 401
        assert server.rows("SELECT count(*) FROM audit WHERE action = 'refresh_reused'") == [(1,)]


async def test_a_session_ends_for_good_after_its_lifetime(tmp_path: Path) -> None:
    async with a_backend(tmp_path, session_lifetime=timedelta(hours=1)) as server:
        tokens = (await sign_in(server, server.agent(password=PASSWORD).email)).json()
        server.clock.advance(50 * 60)
        tokens = (await refresh(server, tokens["refresh_token"])).json()
        assert tokens["expires_in"] == 600
        server.clock.advance(600)
        assert (await refresh(server, tokens["refresh_token"])).status_code == 401


async def test_listing_and_ending_sessions(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        one, two = [(await sign_in(server, agent.email)).json() for _ in range(2)]
        here = Who(server, agent, one["access_token"])
        listed = (await here.ask("GET", "/v1/sessions")).json()["sessions"]
        assert sorted(session["current"] for session in listed) == [False, True]
        other = next(session["id"] for session in listed if not session["current"])
        stranger = server.sign_in()
        assert (await stranger.ask("DELETE", f"/v1/sessions/{other}")).status_code == 404
        assert (await here.ask("DELETE", f"/v1/sessions/{other}")).status_code == 204
        assert (await me(server, two), await me(server, one)) == (401, 200)
        assert (await here.ask("DELETE", "/v1/session")).status_code == 204
        assert await me(server, one) == 401


async def test_weak_passwords_are_refused_in_words(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin = server.sign_in(Role.ADMIN)
        for number, password in enumerate(("short", "password123", "aaaaaaaaaaaa")):
            body = {"name": "x", "email": f"{number}@example.com", "password": password}
            answer = await admin.ask("POST", "/v1/agents", json=body)
            assert (answer.status_code, answer.json()["code"]) == (422, "weak_password")
            assert password not in answer.text


class Watching(PasswordHasher):
    """Notes whether anybody could write while it hashed."""

    def __init__(self, database: Database) -> None:
        super().__init__(time_cost=1, memory_cost=1024, parallelism=1)
        self.could_write: list[bool] = []
        self._database = database

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.could_write.append(not self._database._lock.locked())
        return super().hash(password, salt=salt)


async def test_nobody_waits_for_the_hash_of_a_new_password(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        hasher = Watching(server.services.database)
        agents = Agents(server.clock, server.services.new_id, Passwords(hasher))
        server.services = replace(server.services, agents=agents)
        admin = server.sign_in(Role.ADMIN)
        new = {"name": "x", "email": "x@example.com", "password": PASSWORD}
        made = await admin.ask("POST", "/v1/agents", json=new)
        changed = await admin.ask("PATCH", f"/v1/agents/{made.json()['id']}", json={"password": "another good phrase"})
        assert (made.status_code, changed.status_code) == (201, 200)
        assert hasher.could_write == [True, True]
        assert (await sign_in(server, "x@example.com", "another good phrase")).status_code == 200


async def test_what_else_is_wrong_is_said_before_a_weak_password(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin, known = server.sign_in(Role.ADMIN), server.agent()
        there = await admin.ask("POST", "/v1/agents", json={"name": "x", "email": known.email, "password": "short"})
        nobody = await admin.ask("PATCH", "/v1/agents/nobody", json={"password": ""})
        empty = await admin.ask("PATCH", f"/v1/agents/{known.id}", json={"password": ""})
        assert [answer.status_code for answer in (there, nobody, empty)] == [409, 404, 422]


async def test_guesses_that_come_at_once_are_no_way_around_the_wait(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        answers = await asyncio.gather(*(sign_in(server, agent.email, f"guess number {n}") for n in range(24)))
        assert Counter(answer.status_code for answer in answers) == {401: FREE_FAILURES, 429: 24 - FREE_FAILURES}
        server.clock.advance(1)
        assert (await sign_in(server, agent.email)).status_code == 200


class Pausing(PasswordHasher):
    """Of old settings; does something when it has checked the first password."""

    def __init__(self, then: Callable[[], object]) -> None:
        super().__init__(time_cost=1, memory_cost=1024, parallelism=1)
        self._then: Callable[[], object] | None = then

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's own name
        checked = super().verify(hash, password)
        then, self._then = self._then, None
        if then is not None:
            then()
        return checked

    def check_needs_rehash(self, hash: str | bytes) -> bool:  # noqa: A002 - argon2's own name
        return True


@pytest.mark.parametrize(
    ("change", "status"), [({"password": "another good phrase"}, 401), ({"active": False}, 401), ({"name": "New"}, 200)]
)
async def test_what_was_changed_while_a_password_was_checked_counts(tmp_path: Path, change: Json, status: int) -> None:
    async with a_backend(tmp_path) as server:
        agent, services = server.agent(password=PASSWORD), server.services

        def changed() -> None:
            chosen = change.get("password")
            new = replace(AgentChange(**change), password=services.agents.passwords.chosen(chosen) if chosen else None)
            with services.database.write() as tx:
                services.agents.change(tx, None, agent.id, new)
                services.sessions.end_all(tx, agent.id, "changed")

        passwords = Passwords(Pausing(changed))
        throttles = Throttle(server.clock), Throttle(server.clock)
        entry = SignIn(services.database, server.clock, passwords, services.sessions, *throttles)
        server.services = server.app.state.services = replace(services, sign_in=entry)
        assert (await sign_in(server, agent.email)).status_code == status
        alive = server.rows("SELECT count(*) FROM session WHERE agent_id = ? AND ended_at IS NULL", agent.id)
        assert alive == [(int(status == 200),)]
        server.app.state.services = services
        if "password" in change:
            assert (await sign_in(server, agent.email, "another good phrase")).status_code == 200


async def test_two_who_sign_in_while_their_hash_is_renewed_both_get_in(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent, services = server.agent(password=PASSWORD), server.services

        def another() -> None:
            services.sign_in.with_password(agent.email, PASSWORD, "other", "")

        weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
        with services.database.write() as tx:
            tx.connection.exec_driver_sql("UPDATE agent SET password_hash = ? WHERE id = ?", (weak, agent.id))
        throttles = Throttle(server.clock), Throttle(server.clock)
        entry = SignIn(services.database, server.clock, Passwords(Pausing(another)), services.sessions, *throttles)
        assert entry.with_password(agent.email, PASSWORD, "this", "").agent.id == agent.id
        assert server.rows("SELECT count(*) FROM session WHERE ended_at IS NULL AND agent_id = ?", agent.id) == [(2,)]


async def test_a_new_password_ends_every_other_session(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin, agent = server.sign_in(Role.ADMIN), server.agent(password=PASSWORD)
        tokens = (await sign_in(server, agent.email)).json()
        await admin.ask("PATCH", f"/v1/agents/{agent.id}", json={"password": "another good phrase"})
        assert await me(server, tokens) == 401
        assert (await sign_in(server, agent.email, "another good phrase")).status_code == 200


async def test_an_old_hash_is_renewed_at_the_next_sign_in(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
        with server.services.database.write() as tx:
            tx.connection.exec_driver_sql("UPDATE agent SET password_hash = ? WHERE id = ?", (weak, agent.id))
        assert (await sign_in(server, agent.email)).status_code == 200
        [(kept,)] = server.rows("SELECT password_hash FROM agent WHERE id = ?", agent.id)
        assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_the_embedded_owner_signs_in_by_secret_only_where_there_is_one(tmp_path: Path) -> None:
    async with a_backend(tmp_path / "a") as plain, a_backend(tmp_path / "b", secret="s" * 32) as embedded:
        owner = embedded.agent(Role.ADMIN)
        assert (await plain.http.post("/v1/session/embedded", json={"secret": ""})).status_code == 404
        wrong = await embedded.http.post("/v1/session/embedded", json={"secret": "x" * 32})
        right = await embedded.http.post("/v1/session/embedded", json={"secret": "s" * 32})
        assert (wrong.status_code, right.status_code, right.json()["agent"]["id"]) == (401, 200, owner.id)


async def test_a_lost_computer_is_told_to_erase_itself_whenever_it_asks(tmp_path: Path) -> None:
    """S21: with its access token, with its refresh token, and also when the session had ended before."""
    async with a_backend(tmp_path) as server:
        admin, agent = server.sign_in(Role.ADMIN), server.agent(password=PASSWORD)
        lost = (await sign_in(server, agent.email)).json()
        path = f"/v1/agents/{agent.id}/sessions"
        (listed,) = (await admin.ask("GET", path)).json()["sessions"]
        assert (listed["device_name"], listed["current"]) == ("laptop", False)
        assert (await admin.ask("DELETE", f"{path}/{listed['id']}")).status_code == 204
        assert (await refresh(server, lost["refresh_token"])).json()["code"] == "signed_out"
        assert (await admin.ask("DELETE", f"{path}/{listed['id']}?wipe=true")).status_code == 204
        answer = await server.http.get("/v1/me", headers={"Authorization": f"Bearer {lost['access_token']}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "wiped")
        again = await refresh(server, lost["refresh_token"])
        assert (again.status_code, again.json()["code"]) == (401, "wiped")
        assert server.rows("SELECT action, detail FROM audit WHERE action = 'session_wiped'") != []
        new = (await sign_in(server, agent.email)).json()
        assert await me(server, new) == 200, "the person is not locked out"


async def test_own_sessions_can_be_wiped_too_and_those_of_others_cannot(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        one, two = [(await sign_in(server, agent.email)).json() for _ in range(2)]
        here = Who(server, agent, one["access_token"])
        listed = (await here.ask("GET", "/v1/sessions")).json()["sessions"]
        other = next(session["id"] for session in listed if not session["current"])
        assert (await server.sign_in().ask("DELETE", f"/v1/sessions/{other}?wipe=true")).status_code == 404
        assert (await here.ask("DELETE", f"/v1/sessions/{other}?wipe=true")).status_code == 204
        assert (await refresh(server, two["refresh_token"])).json()["code"] == "wiped"


NEW = "another good phrase"


async def own_password(who: Who, present: str, new: str = NEW) -> httpx.Response:
    return await who.ask("PUT", "/v1/me/password", json={"present": present, "new": new})


async def test_another_password_of_one_s_own_leaves_this_session_and_ends_the_others(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent, stranger = server.agent(password=PASSWORD), server.sign_in()
        one, two = [(await sign_in(server, agent.email)).json() for _ in range(2)]
        assert (await own_password(Who(server, agent, one["access_token"]), PASSWORD)).status_code == 204
        assert (await me(server, one), await me(server, two)) == (200, 401)
        assert (await refresh(server, one["refresh_token"])).status_code == 200
        assert (await refresh(server, two["refresh_token"])).status_code == 401
        assert (await stranger.ask("GET", "/v1/me")).status_code == 200
        found = [(await sign_in(server, agent.email, typed)).status_code for typed in (PASSWORD, NEW)]
        assert found == [401, 200]
        noted = server.rows("SELECT agent_id, subject FROM audit WHERE action = 'password_set'")
        assert noted == [(agent.id, agent.id)]


async def test_another_password_wants_the_present_one_and_a_good_one(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        one, two = [(await sign_in(server, agent.email)).json() for _ in range(2)]
        here = Who(server, agent, one["access_token"])
        for present, new, code in (("wrong", NEW, "wrong_password"), (PASSWORD, "short", "weak_password")):
            answer = await own_password(here, present, new)
            assert (answer.status_code, answer.json()["code"]) == (422, code)
            assert new not in answer.text
        assert (await me(server, two), (await sign_in(server, agent.email)).status_code) == (200, 200)
        assert server.rows("SELECT agent_id FROM audit WHERE action = 'password_refused'") == [(agent.id,)]
        nobody = server.sign_in()
        assert (await own_password(nobody, "")).json()["code"] == "wrong_password", "who has none cannot set one"


async def test_guessing_the_present_password_is_slowed_down_as_signing_in_is(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent = server.agent(password=PASSWORD)
        here = Who(server, agent, (await sign_in(server, agent.email)).json()["access_token"])
        answers = await asyncio.gather(*(own_password(here, f"guess number {n}") for n in range(12)))
        assert Counter(answer.status_code for answer in answers) == {422: FREE_FAILURES, 429: 12 - FREE_FAILURES}
        assert (await own_password(here, PASSWORD)).status_code == 429
        assert (await sign_in(server, agent.email)).status_code == 429, "one account, one count"
        server.clock.advance(1)
        assert (await own_password(here, PASSWORD)).status_code == 204


async def test_who_was_given_another_password_meanwhile_does_not_set_their_own(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        agent, services = server.agent(password=PASSWORD), server.services

        def given() -> None:
            change = AgentChange(password=services.agents.passwords.chosen("the admin's own phrase"))
            with services.database.write() as tx:
                services.agents.change(tx, None, agent.id, change)

        here = Who(server, agent, (await sign_in(server, agent.email)).json()["access_token"])
        throttles = Throttle(server.clock), Throttle(server.clock)
        entry = SignIn(services.database, server.clock, Passwords(Pausing(given)), services.sessions, *throttles)
        server.services = server.app.state.services = replace(services, sign_in=entry)
        assert (await own_password(here, PASSWORD)).status_code == 401
        server.app.state.services = services
        assert (await sign_in(server, agent.email, "the admin's own phrase")).status_code == 200
