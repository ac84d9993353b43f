"""Compensations on the server: who may offer, ask, decide and record, step by step, whatever a client says."""

from pathlib import Path
from typing import Any

import pytest

from domain.agent import Permission, Role
from domain.compensation.figures import DEFAULTS, CompensationFigures, compensation_text
from domain.ids import SettingKey
from domain.offer import STEPS, OfferState
from domain.shelf import lane_of_setting
from tests.support.backend import BackendRig, Home, Json, Who, a_backend
from tests.support.story import an_offer

OFFER = "01900000-0000-7000-8000-0000000000f1"
LIMIT, OVER = 20_000, 20_100
"""In CNY cents: what an agent may offer alone, and a little more."""


async def make(who: Who, home: Home, total: int = 5_000, state: str = "made", **more: Any) -> Json:
    offer = {**an_offer(OFFER, total, state), **more}
    return await who.batch_one("make_offer", home, {"offer": offer})


async def move(who: Who, home: Home, state: str, taken: int | None = None, id_: str = OFFER) -> Json:
    return await who.batch_one("move_offer", home, {"offer_id": id_, "state": state, "taken": taken})


async def held(who: Who, id_: str = OFFER) -> Json:
    offer: Json = (await who.state())[0].get(("offer", id_), {})
    return offer


async def set_value(who: Who, key: str, value: str) -> None:
    name = SettingKey(key)
    assert (await who.do("change_setting", lane_of_setting(name), key=name, value=value))["outcome"] == "applied"


PATHS: dict[OfferState, tuple[str, ...]] = {
    OfferState.ASKED: (),
    OfferState.APPROVED: ("approved",),
    OfferState.DECLINED: ("declined",),
    OfferState.MADE: ("approved", "made"),
    OfferState.TAKEN: ("approved", "made", "taken"),
    OfferState.REFUSED: ("approved", "made", "refused"),
}


async def bring(server: BackendRig, lead: Who, home: Home, state: OfferState) -> str:
    """An offer in that state that the lead asked for; its id."""
    id_ = str(server.services.new_id())
    assert (await make(lead, home, OVER, "asked", id=id_))["outcome"] == "applied"
    for step in PATHS[state]:
        assert (await move(lead, home, step, 1 if step == "taken" else None, id_))["outcome"] == "applied"
    return id_


@pytest.mark.parametrize("before", list(OfferState))
async def test_every_step_that_follows_and_none_that_does_not(tmp_path: Path, before: OfferState) -> None:
    async with a_backend(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        for after in OfferState:
            id_ = await bring(server, lead, home, before)
            result = await move(lead, home, after, 1 if after is OfferState.TAKEN else None, id_)
            follows = after is before or after in STEPS[before]
            said = (result["outcome"], result.get("code") or "")
            assert said == (("applied", "") if follows else ("rejected", "offer_moved")), after
            assert (await held(lead, id_))["state"] == (after if follows else before)


@pytest.mark.parametrize("role", list(Role))
async def test_who_may_take_which_step(tmp_path: Path, role: Role) -> None:
    async with a_backend(tmp_path) as server:
        lead, home, who = server.sign_in(Role.LEAD), server.customer(), server.sign_in(role)
        for after in (OfferState.APPROVED, OfferState.DECLINED, OfferState.MADE, OfferState.TAKEN, OfferState.REFUSED):
            deciding = after in (OfferState.APPROVED, OfferState.DECLINED)
            before = (
                OfferState.ASKED if deciding else OfferState.APPROVED if after is OfferState.MADE else OfferState.MADE
            )
            id_ = await bring(server, lead, home, before)
            may = who.agent.may(Permission.APPROVE_OFFERS if deciding else Permission.ANSWER)
            result = await move(who, home, after, 0 if after is OfferState.TAKEN else None, id_)
            assert (result["outcome"], result.get("code") or "") == (
                ("applied", "") if may else ("rejected", "not_allowed")
            )
            decider = who.agent.id if may else None
            assert (await held(lead, id_))["decided_by"] == (decider if deciding else lead.agent.id)


@pytest.mark.parametrize(
    ("role", "total", "may"),
    [
        (Role.AGENT, LIMIT, True),
        (Role.AGENT, OVER, False),
        (Role.SENIOR, 100_000, True),
        (Role.SENIOR, 100_100, False),
        (Role.LEAD, 10**9, True),
        (Role.ADMIN, 10**9, True),
        (Role.TRAINER, 100, False),
    ],
)
async def test_each_role_offers_up_to_its_limit_and_asks_beyond(
    tmp_path: Path, role: Role, total: int, may: bool
) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(role), server.customer()
        result = await make(who, home, total)
        assert (result["outcome"], result.get("code") or "") == (
            ("applied", "") if may else ("rejected", "not_allowed")
        )
        assert bool(await held(who)) is may
        asked = await make(who, home, total, "asked")
        assert (asked["outcome"] == "applied") is (not may and who.agent.may(Permission.ANSWER))


async def test_who_may_offer_alone_may_ask_all_the_same(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        assert (await make(server.sign_in(), server.customer(), 100, "asked"))["outcome"] == "applied"


async def test_new_goods_count_with_what_was_lost(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        options = [{"refund": 0, "coupon": 5_000, "extra": "replacement"}]
        assert (await make(who, home, loss=18_000, options=options))["code"] == "not_allowed"
        assert (await make(who, home, loss=15_000, options=options))["outcome"] == "applied"


async def test_the_workspaces_figures_and_rates_are_the_servers_too(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        lead, who, home = server.sign_in(Role.LEAD), server.sign_in(), server.customer()
        limits = {**DEFAULTS.limits, Role.AGENT: 40}
        await set_value(lead, "compensation", compensation_text(CompensationFigures(limits=limits)))
        assert (await make(who, home, 4_100))["code"] == "not_allowed"
        assert (await make(who, home, 40_000, currency="TWD"))["code"] == "not_allowed"
        await set_value(lead, "replies.fields", '{"rates": {"TWD": 0.0001}}')
        assert (await make(who, home, 40_000, currency="TWD"))["outcome"] == "applied"


async def test_figures_that_cannot_be_read_leave_the_usual_ones(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        lead, who, home = server.sign_in(Role.LEAD), server.sign_in(), server.customer()
        await set_value(lead, "compensation", '{"small": 300, "large": 20}')
        await set_value(lead, "replies.fields", '{"rates": 3}')
        assert (await make(who, home, OVER))["code"] == "not_allowed"
        assert (await make(who, home, LIMIT))["outcome"] == "applied"


async def test_a_currency_that_nobody_knows_needs_somebody(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        assert (await make(server.sign_in(), server.customer(), 100, currency="XXX"))["code"] == "not_allowed"


@pytest.mark.parametrize(
    "more",
    [
        {"options": []},
        {"options": [{"refund": 1, "coupon": 0}] * 10},
        {"options": [{"refund": -1, "coupon": 0}]},
        {"options": [{"refund": 10**16, "coupon": 0}]},
        {"loss": 0},
        {"loss": -5},
        {"currency": "CNYX"},
        {"state": "approved"},
        {"state": "taken"},
        {"id": "not an id"},
    ],
)
async def test_offers_that_make_no_sense_are_refused(tmp_path: Path, more: Json) -> None:
    async with a_backend(tmp_path) as server:
        lead = server.sign_in(Role.LEAD)
        assert (await make(lead, server.customer(), **more))["code"] == "bad_operation"
        assert not await held(lead)


@pytest.mark.parametrize(
    ("state", "taken", "code"),
    [("taken", 3, "bad_operation"), ("taken", -1, "bad_operation"), ("taken", None, "offer_moved"),
     ("refused", 1, "offer_moved")],
)  # fmt: skip
async def test_what_was_taken_is_one_of_the_options(tmp_path: Path, state: str, taken: int | None, code: str) -> None:
    async with a_backend(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        await make(lead, home)
        assert (await move(lead, home, state, taken))["code"] == code
        offer = await held(lead)
        assert (offer["state"], offer["taken"]) == ("made", None)


async def test_what_the_customer_said_can_be_put_right(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        await make(who, home)
        for state, taken in (("taken", 0), ("refused", None), ("taken", 2)):
            assert (await move(who, home, state, taken))["outcome"] == "applied"
        offer = await held(who)
        assert (offer["state"], offer["taken"]) == ("taken", 2)


async def test_the_server_says_who_and_where(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        await make(who, home, thread_id="elsewhere", made_by="somebody", decided_by="a lead", taken=1)
        offer = await held(who)
        assert (offer["thread_id"], offer["made_by"]) == (home.thread, who.agent.id)
        assert (offer["decided_by"], offer["taken"]) == (None, None)


async def test_an_offer_is_made_once_and_one_that_is_not_there_does_not_move(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        assert (await move(who, home, "refused"))["code"] == "offer_gone"
        await make(who, home)
        assert (await make(who, home, 100))["code"] == "bad_operation"


async def test_after_a_join_the_offer_goes_on_in_its_own_lane_and_in_the_roots(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, one, two = server.sign_in(), server.customer(), server.customer()
        await make(who, one)
        assert (await who.do("join", two, joined_thread_id=one.thread))["outcome"] == "applied"
        assert (await move(who, one, "taken", 1))["outcome"] == "applied"
        assert (await move(who, two, "refused"))["outcome"] == "applied"
        offer = await held(who)
        assert (offer["thread_id"], offer["state"]) == (one.thread, "refused")


async def test_every_step_is_kept_with_who_took_it(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, lead, home = server.sign_in(), server.sign_in(Role.LEAD), server.customer()
        await make(who, home, OVER, "asked")
        await move(lead, home, "approved")
        await move(who, home, "made")
        states = (await lead.ask("GET", f"/v1/shelf/offer/{OFFER}/history")).json()["states"]
        assert [state["agent_id"] for state in states] == [who.agent.id, lead.agent.id, who.agent.id]
