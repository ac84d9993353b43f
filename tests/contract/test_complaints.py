"""Complaints on the server: opened, moved and refused, whatever a client says (K-1, K-2, K-6, table K)."""

import asyncio
from pathlib import Path

import pytest

from backend.complaints import acting
from domain.agent import PERMISSIONS, Permission, Role
from domain.ids import SettingKey
from domain.shelf import lane_of_setting
from tests.support.backend import BackendRig, Home, Json, Who
from tests.support.complaints import a_server, do, held, message_of, open_one, opening, steps

ID = "01900000-0000-7000-8000-0000000000c1"
FIRST = (Role.AGENT, Role.SENIOR, Role.LEAD, Role.ADMIN)


async def set_value(who: Who, key: str, value: str) -> None:
    name = SettingKey(key)
    assert (await who.do("change_setting", lane_of_setting(name), key=name, value=value))["outcome"] == "applied"


async def test_one_opened_from_a_message_runs_from_when_that_arrived(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, lead, home = server.sign_in(), server.sign_in(Role.LEAD), server.customer(text="It is broken!")
        server.clock.advance(180)
        id_ = await open_one(who, home, message_id=message_of(who, home), origin="message", publicity=True)
        found = await held(lead, id_)
        assert (found["thread_id"], found["channel"], found["state"]) == (home.thread, "whatsapp", "open")
        assert (found["tier"], found["owner_id"], found["opened_by"]) == ("high", lead.agent.id, who.agent.id)
        assert found["received_at"] == "2026-03-02T09:00:00Z"
        assert found["opened_at"] == "2026-03-02T09:03:00Z"
        due = (found["first_due"], found["rule_due"], found["resolve_due"])
        assert due == ("2026-03-02T09:10:00Z", "2026-03-02T09:15:00Z", "2026-03-02T13:00:00Z")
        assert await steps(who, id_) == ["opened"]


async def test_one_opened_by_hand_runs_from_now(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        server.clock.advance(3600)
        found = await held(who, await open_one(who, home))
        assert (found["received_at"], found["message_id"]) == ("2026-03-02T10:00:00Z", None)
        assert (found["tier"], found["channel"], found["owner_id"]) == ("low", "whatsapp", who.agent.id)


async def test_amounts_are_converted_by_the_workspaces_rates(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        told = {"amount": 100_000, "currency": "TWD"}
        assert (await held(lead, await open_one(lead, home, **told)))["tier"] == "low"
        await set_value(lead, "replies.fields", '{"rates": {"TWD": 0.5}}')
        assert (await held(lead, await open_one(lead, home, **told)))["tier"] == "medium"


async def test_the_workspaces_figures_are_the_servers_and_bad_ones_leave_the_usual_ones(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        await set_value(lead, "complaints", '{"rule": 7, "tiers": {"low": {"first": 20}}}')
        found = await held(lead, await open_one(lead, home))
        assert (found["rule_due"], found["first_due"]) == ("2026-03-02T09:07:00Z", "2026-03-02T09:20:00Z")
        await set_value(lead, "complaints", '{"rule": -1}')
        await set_value(lead, "hours", "[]")
        found = await held(lead, await open_one(lead, home))
        assert (found["rule_due"], found["first_due"]) == ("2026-03-02T09:15:00Z", "2026-03-02T11:00:00Z")


async def test_all_that_can_happen_to_one_in_order(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_, other = await open_one(lead, home), await open_one(lead, home)
        about = {key: value for key, value in opening(id_, title="New title").items() if key not in _OPENING_ONLY}
        for kind, more, state in (
            ("amend_complaint", about, "open"),
            ("retier_complaint", {"tier": "medium", "reason": "angry"}, "open"),
            ("own_complaint", {"owner_id": server.agent(Role.SENIOR).id, "reason": "yours"}, "open"),
            ("own_complaint", {"owner_id": lead.agent.id}, "open"),
            ("pause_complaint", {"paused": True}, "paused"),
            ("pause_complaint", {"paused": False}, "open"),
            ("see_complaint", {}, "open"),
            ("resolve_complaint", {"resolution": "A new one was sent"}, "resolved"),
            ("follow_up_complaint", {"outcome": "not_well", "words": "still broken"}, "open"),
            ("resolve_complaint", {"resolution": "The money is back"}, "resolved"),
            ("reopen_complaint", {"reason": "it is not"}, "open"),
            ("resolve_complaint", {"resolution": "Now it is"}, "resolved"),
            ("follow_up_complaint", {"outcome": "well"}, "closed"),
            ("reopen_complaint", {"reason": "broken again"}, "open"),
            ("link_complaint", {"duplicate_of": other}, "closed"),
            ("link_complaint", {"duplicate_of": None}, "open"),
        ):
            more.pop("complaint_id", None)
            assert await do(lead, kind, home, id_, **more) == "", kind
            assert (await held(lead, id_))["state"] == state, kind
        assert await steps(lead, id_) == [
            *("opened", "amended", "retiered", "owned", "owned", "paused", "resumed", "resolved", "followed_up"),
            *("reopened", "resolved", "reopened", "resolved", "followed_up", "reopened", "linked", "unlinked"),
        ]  # fmt: skip
        assert (await held(lead, id_))["title"] == "New title"


_OPENING_ONLY = ("message_id", "origin")


async def test_every_state_is_kept_with_who_brought_it_about(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, lead, home = server.sign_in(), server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(who, home)
        await do(lead, "retier_complaint", home, id_, tier="medium", reason="angry")
        server.clock.advance(3600)
        server.services.complaint_clock.catch_up()
        states = (await lead.ask("GET", f"/v1/shelf/complaint/{id_}/history")).json()["states"]
        assert [state["agent_id"] for state in states] == [None, lead.agent.id, who.agent.id]


async def test_several_things_in_one_batch_are_one_state_with_all_their_steps(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        wanted = [("open_complaint", opening(ID)), ("pause_complaint", {"complaint_id": ID, "paused": True})]
        results = await who.batch(*(who.op(kind, home, payload) for kind, payload in wanted))
        assert [result["outcome"] for result in results] == ["applied", "applied"]
        assert await steps(who, ID) == ["opened", "paused"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"complaint_id": "not an id"}, "bad_operation"),
        ({"title": " "}, "bad_operation"),
        ({"amount": -1}, "bad_operation"),
        ({"amount": 10**16}, "bad_operation"),
        ({"amount": 5, "currency": "CNYX"}, "bad_operation"),
        ({"origin": "rule"}, "bad_operation"),
        ({"origin": "message"}, "bad_operation"),
        ({"message_id": "none"}, "message_gone"),
        ({"tier": "worst"}, "bad_operation"),
    ],
)
async def test_what_makes_no_sense_is_refused(tmp_path: Path, more: Json, code: str) -> None:
    async with a_server(tmp_path) as server:
        who = server.sign_in(Role.LEAD)
        result = await who.batch_one("open_complaint", server.customer(), {**opening(ID), **more})
        assert result["code"] == code
        assert not await held(who, ID)


async def test_a_long_title_is_cut_and_long_words_are_refused(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(who, home, title="too long " * 10_000)
        assert len((await held(who, id_))["title"]) == 120
        for kind, name, more in (
            ("resolve_complaint", "resolution", {}),
            ("retier_complaint", "reason", {"tier": "high"}),
            ("own_complaint", "reason", {"owner_id": who.agent.id}),
        ):
            assert await do(who, kind, home, id_, **{name: "x" * 2_001}, **more) == "text_too_long"
        assert await do(who, "resolve_complaint", home, id_, resolution="x" * 2_000) == ""


@pytest.mark.parametrize(
    ("kind", "more"),
    [("retier_complaint", {"tier": "high", "reason": " "}), ("resolve_complaint", {"resolution": ""})],
)
async def test_a_reason_is_not_empty(tmp_path: Path, kind: str, more: Json) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        assert await do(lead, kind, home, await open_one(lead, home), **more) == "reason_missing"


async def test_only_a_customers_message_of_that_thread_opens_one(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        reply = (await who.send(home))["id"]
        for message, code in ((message_of(who, other), "message_gone"), (reply, "bad_operation")):
            result = await who.batch_one("open_complaint", home, opening(ID, message_id=message))
            assert result["code"] == code


async def test_an_id_is_used_once_and_a_message_has_one_open_complaint(tmp_path: Path) -> None:
    """K-1: two agents confirm the same suggestion at once; the second learns that it is done."""
    async with a_server(tmp_path) as server:
        one, two, home = server.sign_in(), server.sign_in(), server.customer()
        message = message_of(one, home)
        ids = [str(server.services.new_id()) for _ in range(2)]
        results = await asyncio.gather(
            *(
                who.batch_one("open_complaint", home, opening(id_, message_id=message, origin="message"))
                for who, id_ in zip((one, two), ids, strict=True)
            )
        )
        assert sorted(result["code"] or "" for result in results) == ["", "complaint_moved"]
        first = ids[[result["code"] or "" for result in results].index("")]
        assert (await one.batch_one("open_complaint", home, opening(first)))["code"] == "bad_operation"
        await do(one, "resolve_complaint", home, first, resolution="done")
        await open_one(two, home, message_id=message)


async def test_a_repeated_operation_happens_once(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        op = who.op("open_complaint", home, opening(ID))
        assert [(await who.batch(op))[0]["outcome"] for _ in range(2)] == ["applied", "duplicate"]
        assert await steps(who, ID) == ["opened"]


async def test_two_at_once_both_count_or_one_learns_why_not(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        one, two, home = server.sign_in(), server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(one, home)
        resolving = (do(who, "resolve_complaint", home, id_, resolution="done") for who in (one, two))
        assert sorted(await asyncio.gather(*resolving)) == ["", "complaint_moved"]
        assert (await steps(one, id_)).count("resolved") == 1


async def test_a_complaint_is_moved_in_its_own_thread_only(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        id_ = await open_one(who, home)
        assert await do(who, "pause_complaint", other, id_, paused=True) == "complaint_gone"
        assert await do(who, "pause_complaint", home, ID, paused=True) == "complaint_gone"


async def test_nobody_makes_one_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "MOST_STEPS", 4)
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        id_ = await open_one(who, home)
        codes = [await do(who, "pause_complaint", home, id_, paused=number % 2 == 0) for number in range(5)]
        assert codes == ["", "", "", "bad_operation", "bad_operation"]
        assert len(await steps(who, id_)) == 4


@pytest.mark.parametrize("role", list(Role))
async def test_who_may_do_what(tmp_path: Path, role: Role) -> None:
    async with a_server(tmp_path) as server:
        lead, who, home = server.sign_in(Role.LEAD), server.sign_in(role), server.customer()
        for kind, needed, more in _EVERYTHING:
            id_, other = await open_one(lead, home), await open_one(lead, home)
            if kind in ("reopen_complaint", "follow_up_complaint"):
                await do(lead, "resolve_complaint", home, id_, resolution="done")
            payload = dict(more)
            if kind == "own_complaint":
                payload["owner_id"] = lead.agent.id if who.agent.id != lead.agent.id else who.agent.id
            if kind == "link_complaint":
                payload["duplicate_of"] = other
            code = await do(who, kind, home, id_, **payload)
            assert (kind, code) == (kind, "" if needed in PERMISSIONS[role] else "not_allowed")
        opened = await who.batch_one("open_complaint", home, opening(str(server.services.new_id())))
        assert (opened["code"] == "not_allowed") is (Permission.ANSWER not in PERMISSIONS[role])


_EVERYTHING: tuple[tuple[str, Permission, Json], ...] = (
    ("amend_complaint", Permission.ANSWER, {key: opening(ID)[key] for key in opening(ID) if key not in _OPENING_ONLY
                                            and key != "complaint_id"}),
    ("retier_complaint", Permission.LEAD_COMPLAINTS, {"tier": "high", "reason": "angry"}),
    ("own_complaint", Permission.LEAD_COMPLAINTS, {}),
    ("pause_complaint", Permission.ANSWER, {"paused": True}),
    ("resolve_complaint", Permission.ANSWER, {"resolution": "done"}),
    ("reopen_complaint", Permission.ANSWER, {"reason": "not yet"}),
    ("link_complaint", Permission.LEAD_COMPLAINTS, {}),
    ("follow_up_complaint", Permission.ANSWER, {"outcome": "well"}),
    ("see_complaint", Permission.ANSWER, {}),
)  # fmt: skip


@pytest.mark.parametrize(("tier", "able"), [("low", FIRST), ("medium", FIRST[1:]), ("high", FIRST[2:])])
async def test_whoever_is_of_the_tiers_role_may_take_it(tmp_path: Path, tier: str, able: tuple[Role, ...]) -> None:
    async with a_server(tmp_path) as server:
        admin, home = server.sign_in(Role.ADMIN), server.customer()
        for role in Role:
            who = server.sign_in(role)
            id_ = await open_one(admin, home, tier=tier)
            code = await do(who, "own_complaint", home, id_, owner_id=who.agent.id)
            assert (role, code) == (role, "" if role in able else "not_allowed")


async def test_whom_it_is_given_has_to_be_there_and_to_answer(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, admin, home = server.sign_in(Role.LEAD), server.sign_in(Role.ADMIN), server.customer()
        gone = server.agent()
        await admin.ask("PATCH", f"/v1/agents/{gone.id}", json={"active": False})
        id_ = await open_one(lead, home)
        for owner, code in (
            (gone.id, "agent_gone"),
            ("nobody", "agent_gone"),
            (server.agent(Role.TRAINER).id, "not_allowed"),
            (server.agent().id, ""),
        ):
            assert await do(lead, "own_complaint", home, id_, owner_id=owner) == code


@pytest.mark.parametrize(("role", "tier", "may"), [
    (Role.AGENT, "low", False), (Role.AGENT, "high", True), (Role.SENIOR, "low", False), (Role.LEAD, "low", True),
])  # fmt: skip
async def test_a_lower_tier_than_the_tables_is_a_leads_word(tmp_path: Path, role: Role, tier: str, may: bool) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(role), server.customer()
        payload = opening(ID, effect="experience", tier=tier)
        code = (await who.batch_one("open_complaint", home, payload))["code"] or ""
        assert code == ("" if may else "not_allowed")


async def linked(server: BackendRig, lead: Who, home: Home) -> tuple[str, str, str]:
    one, two, three = [await open_one(lead, home) for _ in range(3)]
    assert await do(lead, "link_complaint", home, two, duplicate_of=one) == ""
    return one, two, three


async def test_copies_follow_the_one_that_becomes_a_copy_itself(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        one, two, three = await linked(server, lead, home)
        assert await do(lead, "link_complaint", home, one, duplicate_of=three) == ""
        for id_ in (one, two):
            found = await held(lead, id_)
            assert (found["state"], found["duplicate_of"]) == ("closed", three)


@pytest.mark.parametrize("to", ["itself", "its copy", "nothing"])
async def test_links_that_lead_nowhere(tmp_path: Path, to: str) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        one, two, _ = await linked(server, lead, home)
        target = {"itself": one, "its copy": two, "nothing": ID}[to]
        code = await do(lead, "link_complaint", home, one, duplicate_of=target)
        assert code == ("complaint_gone" if to == "nothing" else "bad_operation")


async def test_after_a_join_it_goes_on_in_its_own_lane_and_in_the_roots(tmp_path: Path) -> None:
    """C-2: it still belongs to its home thread, and is found from wherever that is shown."""
    async with a_server(tmp_path) as server:
        who, one, two = server.sign_in(), server.customer(), server.customer()
        id_ = await open_one(who, one)
        assert (await who.do("join", two, joined_thread_id=one.thread))["outcome"] == "applied"
        assert await do(who, "pause_complaint", one, id_, paused=True) == ""
        server.customer(two.handle, text="Here I am again")
        found = await held(who, id_)
        assert (found["thread_id"], found["state"]) == (one.thread, "open")
        assert await do(who, "pause_complaint", two, id_, paused=True) == ""
        [(join,)] = server.rows("SELECT id FROM join_record WHERE state = 'joined'")
        assert (await who.do("undo_join", two, join_id=join))["outcome"] == "applied"
        assert await do(who, "pause_complaint", two, id_, paused=False) == "complaint_gone"
        assert await do(who, "pause_complaint", one, id_, paused=False) == ""
