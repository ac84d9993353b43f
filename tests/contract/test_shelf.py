"""What everybody shares: quick replies, settings and orders, who may change them, and what they were before."""

from pathlib import Path
from typing import Any

import pytest

from domain.agent import Role
from domain.ids import SettingKey
from domain.shelf import COUNTS, REPLY_LIMIT, lane_of_setting
from tests.support.backend import BackendRig, Json, Who, a_backend
from tests.support.story import quick_reply

REPLY = "01900000-0000-7000-8000-0000000000aa"


async def saved(who: Who, scope: str = "personal", **more: Any) -> Json:
    return await who.do("save_quick_reply", REPLY, reply={**quick_reply(REPLY, scope), **more})


async def replies(who: Who) -> dict[str, Json]:
    entities, _ = await who.state()
    return {id_: entity for (type_, id_), entity in entities.items() if type_ == "quick_reply"}


async def test_a_personal_reply_is_its_owners_alone_on_all_of_their_devices(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        owner, colleague = server.sign_in(), server.sign_in()
        assert (await saved(owner))["outcome"] == "applied"
        assert (await replies(owner))[REPLY]["owner_id"] == owner.agent.id
        assert await replies(colleague) == {}
        taken = await colleague.batch_one("remove_quick_reply", REPLY, {"reply_id": REPLY})
        assert (taken["outcome"], taken["code"]) == ("rejected", "not_allowed")


async def test_what_is_personal_never_becomes_shared_under_the_same_id(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in(Role.LEAD)
        await saved(who)
        other = await who.batch_one("save_quick_reply", REPLY, {"reply": quick_reply(REPLY, "workspace")})
        assert (other["outcome"], other["code"]) == ("rejected", "not_allowed")


async def test_a_shared_reply_reaches_everybody_and_goes_for_everybody(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        senior, agent = server.sign_in(Role.SENIOR), server.sign_in()
        await saved(senior, "workspace")
        known, cursor = await agent.state()
        assert ("quick_reply", REPLY) in known
        assert (await senior.do("remove_quick_reply", REPLY, reply_id=REPLY))["outcome"] == "applied"
        known, _ = await agent.state(cursor, known)
        assert ("quick_reply", REPLY) not in known


async def test_counts_are_the_servers_and_survive_saving(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, other = server.sign_in(Role.SENIOR), server.sign_in()
        await saved(who, "workspace", used=99)
        uses = [{"reply_id": REPLY, "edited": True}, {"reply_id": REPLY}, {"reply_id": "nobody's"}]
        assert (await other.do("count_replies", COUNTS, uses=uses))["outcome"] == "applied"
        await saved(who, "workspace", title="New title")
        found = (await replies(other))[REPLY]
        assert (found["used"], found["edited"], found["title"]) == (2, 1, "New title")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"shortcut": ""}, "bad_operation"),
        ({"title": "x" * 201}, "text_too_long"),
        ({"wordings": [{"language": "en", "text": "x" * (REPLY_LIMIT + 1)}]}, "text_too_long"),
        ({"wordings": [{"language": "en", "text": "x"}] * 201}, "bad_operation"),
        ({"id": "01900000-0000-7000-8000-0000000000bb"}, "bad_operation"),
        ({"scope": "everybody"}, "bad_operation"),
    ],
)
async def test_replies_that_cannot_be_kept(tmp_path: Path, more: Json, code: str) -> None:
    async with a_backend(tmp_path) as server:
        result = await saved(server.sign_in(), **more)
        assert (result["outcome"], result["code"]) == ("rejected", code)


async def test_every_saved_state_can_be_looked_up_again(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, colleague = server.sign_in(Role.SENIOR), server.sign_in(Role.SENIOR)
        await saved(who, "workspace", title="First")
        await colleague.do("save_quick_reply", REPLY, reply={**quick_reply(REPLY, "workspace"), "title": "Second"})
        states = (await who.ask("GET", f"/v1/shelf/quick_reply/{REPLY}/history")).json()["states"]
        assert ["Second" in states[0]["body"], "First" in states[1]["body"]] == [True, True]
        assert [state["agent_id"] for state in states] == [colleague.agent.id, who.agent.id]


async def test_nobody_reads_the_history_of_what_they_cannot_see(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        owner, colleague = server.sign_in(), server.sign_in(Role.ADMIN)
        await saved(owner)
        path = f"/v1/shelf/quick_reply/{REPLY}/history"
        assert len((await owner.ask("GET", path)).json()["states"]) == 1
        assert (await colleague.ask("GET", path)).json()["states"] == []
        await owner.do("remove_quick_reply", REPLY, reply_id=REPLY)
        assert (await colleague.ask("GET", path)).json()["states"] == []


async def change(who: Who, key: str, value: str, lane: str = "") -> Json:
    return await who.batch_one("change_setting", lane or lane_of_setting(SettingKey(key)), {"key": key, "value": value})


async def test_the_last_setting_stands_and_an_empty_one_is_the_default_again(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        lead, agent = server.sign_in(Role.LEAD), server.sign_in()
        for value in ('{"a": 1}', '{"a": 2}'):
            assert (await change(lead, "guide.checks", value))["outcome"] == "applied"
        assert (await agent.state())[0]["setting", "guide.checks"]["value"] == '{"a": 2}'
        assert (await change(lead, "guide.checks", ""))["outcome"] == "applied"
        assert ("setting", "guide.checks") not in (await agent.state())[0]
        assert (await change(agent, "guide.checks", "1"))["code"] == "not_allowed"


@pytest.mark.parametrize(
    ("value", "lane", "code"),
    [("{", "", "bad_operation"), ("[" * 100_000, "", "bad_operation"), ("1", REPLY, "bad_operation"),
     ('"' + "x" * 262_144 + '"', "", "text_too_long")],
)  # fmt: skip
async def test_settings_that_cannot_be_kept(tmp_path: Path, value: str, lane: str, code: str) -> None:
    async with a_backend(tmp_path) as server:
        assert (await change(server.sign_in(Role.ADMIN), "x", value, lane))["code"] == code


ORDER = {"goods": "Tablet", "amount": 19990, "currency": "TWD", "status": "shipped", "at": "2026-03-01T10:00:00Z"}


async def put_order(server: BackendRig, who: Who, external: str, number: str, **more: Any) -> int:
    answer = await who.ask("PUT", f"/v1/customer-directory/{external}/orders/{number}", json={**ORDER, **more})
    return answer.status_code


async def test_orders_reach_a_customer_whether_they_wrote_before_or_after(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin = server.sign_in(Role.ADMIN)
        person = {"name": "Ann", "handles": {"whatsapp": ["early", "late"]}}
        early = server.customer("early")
        await admin.ask("PUT", "/v1/customer-directory/c1", json=person)
        assert await put_order(server, admin, "c1", "100", waybill="SF1") == 204
        late = server.customer("late")
        assert await put_order(server, admin, "c1", "101") == 204
        entities, _ = await admin.state()
        found = {
            (e["customer_id"], e["number"], e["waybill"]) for (type_, _), e in entities.items() if type_ == "order"
        }
        assert found == {
            (one.customer, number, bill) for one in (early, late) for number, bill in (("100", "SF1"), ("101", ""))
        }


async def test_orders_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin = server.sign_in(Role.ADMIN)
        for more in ({"amount": -1}, {"currency": "dollars"}, {"status": "lost"}, {"link": "javascript:alert(1)"}):
            assert (await put_order(server, admin, "c1", "100", **more), more) == (422, more)
