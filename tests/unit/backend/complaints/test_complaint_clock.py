"""The clock of complaints at its edges, with time injected: warnings, breaches, escalation, once each (K-1, K-2)."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from backend.complaints import clock as clock_module
from backend.complaints.clock import ComplaintClock
from backend.operations.wire import BatchIn
from domain.agent import Role
from domain.ids import SettingKey
from domain.operations import Outcome
from domain.shelf import lane_of_setting
from tests.fakes.clock import START
from tests.support.backend import BackendRig, Who
from tests.support.complaints import a_server, do, held, open_one
from tests.support.meanwhile import Meanwhile

WARNED, LATE = [("warned", "first")], [("warned", "first"), ("breached", "first")]


def at(server: BackendRig, minutes: float, seconds: float = 0) -> None:
    """So long after the beginning; then the clock works."""
    server.clock.advance((START + timedelta(minutes=minutes, seconds=seconds) - server.clock.now()).total_seconds())
    server.services.complaint_clock.catch_up()


async def told(who: Who, id_: str) -> list[tuple[str, str | None]]:
    """What the clock did, and for which deadline."""
    return [(step["kind"], step["deadline"]) for step in (await held(who, id_))["steps"] if step["deadline"]]


async def owners(who: Who, id_: str) -> list[str | None]:
    """Everybody who owned it, in order."""
    return [step["owner_id"] for step in (await held(who, id_))["steps"] if step["kind"] in ("opened", "escalated")]


async def test_a_high_one_warns_and_breaches_to_the_second(tmp_path: Path) -> None:
    """Table K: 10 minutes, and it warns when a quarter is left."""
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(lead, home, publicity=True)
        for minutes, seconds, said in (
            (7, 29, []), (7, 30, WARNED), (9, 59, WARNED), (10, 0, LATE), (10, 1, LATE),
        ):  # fmt: skip
            at(server, minutes, seconds)
            assert await told(lead, id_) == said, (minutes, seconds)


@pytest.mark.parametrize(
    ("more", "deadline", "minutes"),
    [
        ({}, "rule", 15),
        ({"effect": "experience"}, "rule", 15),
        ({"publicity": True}, "rule", 15),
        ({"publicity": True}, "first", 10),
        ({"effect": "experience"}, "first", 30),
        ({}, "first", 120),
        ({"publicity": True}, "resolve", 4 * 60),
        ({"effect": "experience"}, "resolve", 24 * 60),
        ({}, "resolve", 48 * 60),
    ],
)
async def test_every_deadline_of_every_tier(
    tmp_path: Path, more: dict[str, object], deadline: str, minutes: int
) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(lead, home, **more)
        warning, breach = ("warned", deadline), ("breached", deadline)
        at(server, minutes * 3 / 4, -1)
        assert warning not in await told(lead, id_)
        at(server, minutes * 3 / 4)
        assert warning in await told(lead, id_)
        at(server, minutes, -1)
        assert breach not in await told(lead, id_)
        at(server, minutes)
        assert breach in await told(lead, id_)


async def test_each_breach_goes_one_role_up_until_nobody_is_higher(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        team = {role: server.sign_in(role) for role in (Role.AGENT, Role.SENIOR, Role.LEAD, Role.ADMIN)}
        agent = team[Role.AGENT]
        id_ = await open_one(agent, server.customer())
        for minutes in (15, 120, 48 * 60):
            at(server, minutes)
        assert await owners(agent, id_) == [who.agent.id for who in team.values()]
        found = await held(agent, id_)
        assert (found["level"], found["seen_at"]) == (3, None)
        await do(team[Role.ADMIN], "see_complaint", found["thread_id"], id_)
        await do(team[Role.ADMIN], "resolve_complaint", found["thread_id"], id_, resolution="done")
        assert (await held(agent, id_))["seen_at"] is not None
        at(server, 6 * 24 * 60)
        found = await held(agent, id_)
        assert (found["owner_id"], found["level"]) == (team[Role.ADMIN].agent.id, 3)
        assert (found["breached"][-1], found["seen_at"]) == ("follow_up", None)


async def test_the_least_busy_of_the_next_role_has_it_and_a_role_without_anybody_is_passed_over(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        agent, leads = server.sign_in(), [server.sign_in(Role.LEAD) for _ in range(2)]
        busy = await open_one(leads[0], server.customer(), publicity=True)
        [taken] = await owners(agent, busy)
        free = next(who for who in leads if who.agent.id != taken)
        await do(free, "resolve_complaint", (await held(agent, busy))["thread_id"], busy, resolution="ok")
        again = await open_one(leads[0], server.customer(), publicity=True, tier="high")
        await do(leads[0], "own_complaint", (await held(agent, again))["thread_id"], again, owner_id=taken)
        id_ = await open_one(agent, server.customer())
        at(server, 15)
        assert (await owners(agent, id_))[-1] == free.agent.id


async def test_many_that_breach_in_one_moment_are_shared_out(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        agent, leads = server.sign_in(), [server.sign_in(Role.LEAD) for _ in range(2)]
        ids = [await open_one(agent, server.customer()) for _ in range(6)]
        at(server, 15)
        had = [(await owners(agent, id_))[-1] for id_ in ids]
        assert [had.count(who.agent.id) for who in leads] == [3, 3]


async def test_without_anybody_it_waits_for_whoever_comes(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        agent, home = server.sign_in(), server.customer()
        id_ = await open_one(agent, home, publicity=True)
        at(server, 10)
        assert (await held(agent, id_))["owner_id"] is None
        assert await told(agent, id_) == LATE
        server.sign_in(Role.SENIOR)
        assert server.services.complaint_clock.pass_on() == 0
        lead = server.sign_in(Role.LEAD)
        at(server, 11)
        found = await held(agent, id_)
        assert (found["owner_id"], found["seen_at"], found["steps"][-1]["kind"]) == (lead.agent.id, None, "owned")


async def test_what_somebody_leaves_behind_is_shared_out(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        admin, agents = server.sign_in(Role.ADMIN), [server.sign_in() for _ in range(3)]
        homes = [server.customer() for _ in range(6)]
        ids = [await open_one(admin, home) for home in homes]
        for id_, home in zip(ids, homes, strict=True):
            await do(admin, "own_complaint", home, id_, owner_id=agents[0].agent.id)
        await do(admin, "resolve_complaint", homes[0], ids[0], resolution="done")
        await do(admin, "resolve_complaint", homes[1], ids[1], resolution="done")
        await do(admin, "follow_up_complaint", homes[1], ids[1], outcome="well")
        await admin.ask("PATCH", f"/v1/agents/{agents[0].agent.id}", json={"active": False})
        assert server.services.complaint_clock.catch_up() == 5
        has = [(await held(admin, id_))["owner_id"] for id_ in ids]
        assert has[1] == agents[0].agent.id, "one that is closed stays whose it was"
        assert sorted(has[2:].count(who.agent.id) for who in agents) == [0, 2, 2]
        assert has[0] in {who.agent.id for who in agents[1:]}


async def test_what_is_closed_at_that_moment_stays_whose_it_was(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        admin, owner, _ = server.sign_in(Role.ADMIN), server.sign_in(), server.sign_in()
        home = server.customer()
        id_ = await open_one(admin, home)
        await do(admin, "own_complaint", home, id_, owner_id=owner.agent.id)
        await do(admin, "resolve_complaint", home, id_, resolution="done")
        await admin.ask("PATCH", f"/v1/agents/{owner.agent.id}", json={"active": False})

        def closed() -> None:
            said = admin.op("follow_up_complaint", home, {"complaint_id": id_, "outcome": "well"}, n=1)
            batch = BatchIn.model_validate({"device_id": admin.device, "ops": [said]})
            assert server.services.operations.apply(admin.caller, batch)[0].outcome is Outcome.APPLIED

        between = Meanwhile(server.services.database, closed)
        assert ComplaintClock(between, server.clock, server.services.new_id).pass_on() == 0
        between.close()
        assert (await held(admin, id_))["owner_id"] == owner.agent.id


async def test_a_pause_over_the_deadline_keeps_it_from_breaking(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(lead, home, publicity=True)
        await lead.send(home, "Sorry!")
        at(server, 60)
        await do(lead, "pause_complaint", home, id_, paused=True)
        at(server, 10 * 60)
        assert await told(lead, id_) == []
        server.customer(home.handle, text="Here")
        at(server, 13 * 60, -1)
        assert ("breached", "resolve") not in await told(lead, id_)
        at(server, 13 * 60)
        assert ("breached", "resolve") in await told(lead, id_)


async def test_working_hours_hold_for_resolutions_alone(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        for name, value in (
            ("complaints", '{"working_hours": true}'),
            ("hours", '{"days": {"mon": [["09:00", "11:00"]], "tue": [["09:00", "12:00"]]}}'),
        ):
            key = SettingKey(name)
            await lead.do("change_setting", lane_of_setting(key), key=key, value=value)
        id_ = await open_one(lead, home, publicity=True)
        found = await held(lead, id_)
        assert (found["first_due"], found["resolve_due"]) == ("2026-03-02T09:10:00Z", "2026-03-03T11:00:00Z")


async def test_other_figures_count_for_what_is_open_already(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(lead, home, publicity=True)
        key = SettingKey("complaints")
        await lead.do("change_setting", lane_of_setting(key), key=key, value='{"warn": 90}')
        at(server, 1)
        assert await told(lead, id_) == WARNED
        assert server.services.complaint_clock.catch_up() == 0


async def test_a_restart_in_the_middle_neither_forgets_nor_repeats(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(lead, home, publicity=True)
        at(server, 8)
        before = await held(lead, id_)
    async with BackendAgain(tmp_path, server) as later:
        assert later.services.complaint_clock.catch_up() == 0
        at(later, 12)
        lead.server = later
        after = await held(lead, id_)
        assert after["steps"][: len(before["steps"])] == before["steps"]
        assert [step["kind"] for step in after["steps"]] == ["opened", "warned", "breached", "warned"]


class BackendAgain:
    """The same server, started once more on its folder."""

    def __init__(self, folder: Path, before: BackendRig) -> None:
        settings = {"access_lifetime": timedelta(days=90)}
        self.rig = BackendRig(folder, before.clock, settings, whatsapp=before.whatsapp)

    async def __aenter__(self) -> BackendRig:
        return self.rig

    async def __aexit__(self, *_: object) -> None:
        await self.rig.close()


async def test_a_clock_that_is_set_back_repeats_nothing_and_goes_on_later(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(lead, home, publicity=True)
        at(server, 10)
        server.clock.jump(timedelta(minutes=-30))
        assert server.services.complaint_clock.catch_up() == 0
        await do(lead, "see_complaint", home, id_)
        at(server, 10, 1)
        assert await told(lead, id_) == LATE
        times = [step["at"] for step in (await held(lead, id_))["steps"]]
        assert times == sorted(times)


async def test_a_long_sleep_brings_everything_in_order(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(lead, home, publicity=True)
        server.clock.jump(timedelta(days=2))
        server.services.complaint_clock.catch_up()
        said = await told(lead, id_)
        assert [one for one in said if one[0] == "breached"] == [
            ("breached", "first"), ("breached", "rule"), ("breached", "resolve"),
        ]  # fmt: skip
        times = [step["at"] for step in (await held(lead, id_))["steps"]]
        assert times == sorted(times)
        assert times[1] == "2026-03-02T09:07:30Z"


async def test_more_than_a_chunk_takes_several_transactions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_server(tmp_path) as server:
        monkeypatch.setattr(clock_module, "CHUNK", 2)
        agent = server.sign_in()
        for _ in range(5):
            await open_one(agent, server.customer())
        server.clock.advance(15 * 60)
        clock = server.services.complaint_clock
        assert [clock.step() for _ in range(4)] == [2, 2, 1, 0]


async def test_it_works_by_itself_while_the_server_runs(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(lead, home, publicity=True)
        done = asyncio.Event()
        server.clock.advance(600)
        loop = asyncio.get_running_loop()

        def committed(_seq: int) -> None:
            loop.call_soon_threadsafe(done.set)

        server.services.database.on_commit(committed)
        async with server.app.router.lifespan_context(server.app):
            await done.wait()
            assert await told(lead, id_) == LATE
