"""Who has a thread in front of them, and who may take it over: over real HTTP and real streams (C: collision)."""

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx

from domain.agent import Role
from domain.presence import ASK_SECONDS, AWAY_SECONDS
from tests.support.backend import BackendRig, Home, Who, a_backend
from tests.support.streams import Stream, listening_to, serving


class Office:
    """Two colleagues and one customer on one server."""

    def __init__(self, rig: BackendRig, http: httpx.AsyncClient) -> None:
        self.rig = rig
        self.http = http
        self.lena, self.mei = rig.sign_in(), rig.sign_in()
        self.home: Home = rig.customer()

    async def show(self, who: Who, activity: str, thread: str = "") -> int:
        said = {"thread_id": thread or self.home.thread, "activity": activity}
        return (await self.http.put("/v1/presence", json=said, headers=who.headers)).status_code

    async def ask(self, who: Who) -> int | bool:
        """The refusal's status, or whether it may be taken at once."""
        answer = await self.http.put(f"/v1/threads/{self.home.thread}/handover", headers=who.headers)
        return bool(answer.json()["may_take"]) if answer.status_code == 200 else answer.status_code

    async def keep(self, who: Who) -> int:
        path = f"/v1/threads/{self.home.thread}/handover"
        return (await self.http.delete(path, headers=who.headers)).status_code

    async def assign(self, who: Who, to: Who) -> str:
        version = (await who.thread(self.home.thread))["state_version"]
        result = await who.batch_one("assign", self.home, {"assignee_id": to.agent.id, "state_version": version})
        return str(result["outcome"])


@contextlib.asynccontextmanager
async def an_office(folder: Path) -> AsyncIterator[Office]:
    async with a_backend(folder, ping_seconds=5) as rig, serving(rig) as (_, http):
        yield Office(rig, http)


async def word(stream: Stream, *events: str) -> dict[str, Any]:
    """The next event of these kinds."""
    while (event := await stream.next())["event"] not in events:
        pass
    said: dict[str, Any] = json.loads(event["data"])
    assert "id" not in event, "only a state is something to go on from"
    return said


async def test_colleagues_hear_of_each_other_and_nobody_of_themselves(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office, listening_to(office.http, office.mei) as stream:
        for activity in ("viewing", "typing", "away"):
            assert await office.show(office.mei, activity) == 204
            assert await office.show(office.lena, activity) == 204
            said = await word(stream, "presence")
            assert said == {"thread_id": office.home.thread, "agent_id": office.lena.agent.id, "activity": activity}


async def test_who_comes_later_is_told_who_is_there(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        await office.show(office.lena, "typing")
        async with listening_to(office.http, office.mei) as stream:
            assert (await word(stream, "presence"))["activity"] == "typing"
        office.rig.clock.advance(26)
        assert office.rig.services.presence.present() == []


async def test_to_open_another_thread_is_to_leave_this_one(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        other = office.rig.customer()
        await office.show(office.lena, "viewing")
        await office.show(office.lena, "viewing", other.thread)
        assert [one.thread_id for one in office.rig.services.presence.present()] == [other.thread]
        assert await office.show(office.lena, "viewing", "no such thread") == 404


async def test_a_stream_that_ends_takes_its_person_away(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office, listening_to(office.http, office.mei) as stream:
        async with listening_to(office.http, office.lena) as lenas:
            await lenas.next()
            await office.show(office.lena, "typing")
            assert (await word(stream, "presence"))["activity"] == "typing"
        assert (await word(stream, "presence"))["activity"] == "away"


async def test_a_thread_is_not_taken_from_a_colleague_who_is_there(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        lead = office.rig.sign_in(Role.LEAD)
        assert await office.ask(office.mei) == 409, "nobody has it"
        assert await office.assign(office.lena, office.lena) == "applied"
        assert await office.assign(office.mei, office.mei) == "rejected"
        assert await office.assign(office.lena, office.mei) == "rejected", "nobody is given work unasked"
        assert await office.assign(lead, lead) == "applied", "leads may"


async def test_asked_and_handed_over(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office, listening_to(office.http, office.lena) as stream:
        await office.assign(office.lena, office.lena)
        assert await office.ask(office.mei) is False
        said = await word(stream, "handover")
        assert (said["asker_id"], said["answer"]) == (office.mei.agent.id, "asked")
        assert await office.assign(office.lena, office.mei) == "applied"
        assert office.rig.services.handovers.waiting_for(office.lena.agent.id) == []


async def test_asked_and_kept(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office, listening_to(office.http, office.mei) as stream:
        await office.assign(office.lena, office.lena)
        await office.ask(office.mei)
        assert await office.keep(office.lena) == 204
        assert (await word(stream, "handover"))["answer"] == "kept"
        office.rig.clock.advance(ASK_SECONDS + 1)
        assert await office.assign(office.mei, office.mei) == "rejected"


async def test_silence_is_consent_after_a_while_and_the_question_waits_for_who_reconnects(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        await office.assign(office.lena, office.lena)
        await office.ask(office.mei)
        async with listening_to(office.http, office.lena) as stream:
            assert (await word(stream, "handover"))["asker_id"] == office.mei.agent.id
        office.rig.clock.advance(ASK_SECONDS - 1)
        assert await office.assign(office.mei, office.mei) == "rejected"
        office.rig.clock.advance(2)
        assert await office.ask(office.mei) is True
        assert await office.assign(office.mei, office.mei) == "applied"


async def test_a_question_is_answered_only_by_what_is_durable(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        await office.assign(office.lena, office.lena)
        await office.ask(office.mei)
        await office.show(office.lena, "viewing")
        office.rig.clock.advance(ASK_SECONDS + 1)
        with office.rig.services.database.write() as tx:
            trigger = "CREATE TRIGGER broken BEFORE INSERT ON message WHEN new.text = 'breaks'"
            tx.connection.exec_driver_sql(trigger + " BEGIN SELECT RAISE(ABORT, 'x'); END")
        version = (await office.mei.thread(office.home.thread))["state_version"]
        take = {"assignee_id": office.mei.agent.id, "state_version": version}
        mine, breaks = (
            office.mei.op("assign", office.home, take),
            office.mei.op("note", office.home, {"text": "breaks"}),
        )
        said = [result["outcome"] for result in await office.mei.batch(mine, breaks)]
        assert said == ["applied", "in_progress"], "together they failed, and nothing had happened"
        assert office.rig.services.handovers.waiting_for(office.lena.agent.id) == []


async def test_who_is_away_need_not_be_asked(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        await office.assign(office.lena, office.lena)
        office.rig.clock.advance(AWAY_SECONDS - 1)
        assert await office.assign(office.mei, office.mei) == "rejected"
        office.rig.clock.advance(1)
        assert await office.assign(office.mei, office.mei) == "applied"


async def test_leads_see_who_is_connected_and_what_is_in_front_of_them(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        lead, home = office.rig.sign_in(Role.LEAD), office.home.thread
        lena, mei = office.lena.agent.id, office.mei.agent.id
        async with listening_to(office.http, lead) as stream:
            async with listening_to(office.http, office.lena) as lenas, listening_to(office.http, office.mei) as meis:
                await lenas.next()
                await meis.next()
                await office.show(office.lena, "viewing")
                found = await people(office, lead)
                assert found.keys() == {lead.agent.id, lena, mei}
                assert found[lena] == {"agent_id": lena, "present": True, "away": False, "viewing": home}
                assert found[mei] == {"agent_id": mei, "present": True, "away": True, "viewing": None}
            while (await word(stream, "presence"))["activity"] != "away":
                pass
            assert lena not in await people(office, lead)


async def test_agents_do_not_see_where_everybody_is(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        answer = await office.http.get("/v1/presence/people", headers=office.mei.headers)
        assert answer.status_code == 403


async def people(office: Office, who: Who) -> dict[str, dict[str, Any]]:
    """What the server says of everybody who is connected, by id."""
    answer = await office.http.get("/v1/presence/people", headers=who.headers)
    return {one["agent_id"]: one for one in answer.json()}
