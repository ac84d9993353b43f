"""POST /v1/insights: who may ask, what is refused, and what comes back across the wire (M, K, K-3, K-6)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import insert

from backend.storage.tables import rating
from domain.agent import Role
from domain.measures.report import Behind, Report, ThreadBehind
from tests.support.backend import BackendRig, Json, Who, a_backend
from tests.support.complaints import a_server, do, open_one
from tests.support.story import an_offer

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SPAN = {"since": "2026-03-02T00:00:00Z", "until": "2026-03-03T00:00:00Z", "zone": "Asia/Taipei"}


async def report(who: Who, **more: str) -> Report:
    answer = await who.ask("POST", "/v1/insights/report", json={**SPAN, **more})
    assert answer.status_code == 200, answer.text
    return msgspec.convert(answer.json(), Report)


async def behind(who: Who, number: Behind, what: str = "", **more: str) -> list[ThreadBehind]:
    asked = {"choice": {**SPAN, **more}, "number": number.value, "what": what}
    answer = await who.ask("POST", "/v1/insights/threads", json=asked)
    assert answer.status_code == 200, answer.text
    return msgspec.convert(answer.json(), list[ThreadBehind])


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.AGENT, 403), (Role.SENIOR, 403), (Role.TRAINER, 200), (Role.LEAD, 200), (Role.ADMIN, 200)],
)
async def test_only_those_who_see_insights_are_answered(tmp_path: Path, role: Role, status: int) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in(role)
        assert (await who.ask("POST", "/v1/insights/report", json=SPAN)).status_code == status
        asked = {"choice": SPAN, "number": "unanswered"}
        assert (await who.ask("POST", "/v1/insights/threads", json=asked)).status_code == status


@pytest.mark.parametrize(
    "more",
    [
        {"zone": "Nowhere/Else"},
        {"zone": "../../etc/passwd"},
        {"until": "2026-03-02T00:00:00Z"},
        {"until": "2031-03-02T00:00:00Z"},
        {"since": "2026-03-02T00:00:00"},
        {"since": "0001-01-01T00:00:00+14:00"},
        {"until": "9999-12-31T23:59:59-12:00"},
        {"channel": "x" * 65},
    ],
)
async def test_choices_that_make_no_sense(tmp_path: Path, more: Json) -> None:
    async with a_backend(tmp_path) as server:
        answer = await server.sign_in(Role.LEAD).ask("POST", "/v1/insights/report", json={**SPAN, **more})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    ("number", "what"),
    [
        ("csat", "6"),
        ("nps", "friends"),
        ("complaints", "awful"),
        ("inbound", "noon"),
        ("inbound", "2026-03-02T00:01:00Z"),
    ],
)
async def test_numbers_that_there_are_not(tmp_path: Path, number: str, what: str) -> None:
    async with a_backend(tmp_path) as server:
        asked = {"choice": SPAN, "number": number, "what": what}
        answer = await server.sign_in(Role.LEAD).ask("POST", "/v1/insights/threads", json=asked)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_an_empty_workspace_has_a_report_of_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        found = await report(server.sign_in(Role.LEAD))
        assert (found.inbound, found.response.count, found.first_contact.whole, found.agents) == (0, 0, 0, ())
        assert (len(found.curve), found.at) == (24, START)


async def test_one_answer_is_in_the_report_at_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        lead, agent = server.sign_in(Role.LEAD), server.sign_in()
        home = server.customer("one", text="Where is my parcel? It should be here.")
        waiting = server.customer("two", text="And mine?")
        server.clock.advance(75)
        await agent.send(home)
        await agent.do("resolve", home, state_version=(await agent.thread(home.thread))["state_version"])
        found = await report(lead)
        assert (found.inbound, found.outbound, found.unanswered) == (2, 1, 1)
        assert (found.response.count, found.response.mean, found.response.p90) == (1, 75.0, 75.0)
        assert (found.first_contact.part, found.first_contact.whole) == (1, 1)
        [line] = found.agents
        assert (line.agent_id, line.messages, line.per_hour, line.answers.median) == (agent.agent.id, 1, 1.0, 75.0)
        assert [point.inbound for point in found.curve if point.inbound] == [2]
        [held] = await behind(lead, Behind.UNANSWERED)
        assert (held.thread_id, held.channel, held.value) == (waiting.thread, "whatsapp", 75.0)
        assert [one.thread_id for one in await behind(lead, Behind.RESPONSE)] == [home.thread]


async def test_a_report_before_and_behind_the_peak_hours(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        lead, agent = server.sign_in(Role.LEAD), server.sign_in()
        for seconds in (60, 61):
            home = server.customer()
            server.clock.advance(seconds)
            await agent.send(home)
        server.clock.advance(3600)
        lead, agent = server.sign_in(Role.LEAD), server.sign_in()
        for seconds in (60, 61):
            home = server.customer()
            server.clock.advance(seconds)
            await agent.send(home)
        found = await report(lead)
        assert ((found.peak.part, found.peak.whole), (found.off_peak.part, found.off_peak.whole)) == ((1, 2), (2, 2))
        assert [one.value for one in await behind(lead, Behind.PEAK)] == [61.0]
        assert await behind(lead, Behind.OFF_PEAK) == []


async def rated(server: BackendRig, thread: str, kind: str, score: int | None, minutes: int = 0) -> None:
    at = server.clock.now() + timedelta(minutes=minutes)
    row: dict[str, Any] = {"id": server.services.new_id(), "thread_id": thread, "kind": kind, "score": score}
    with server.services.database.write() as tx:
        answered = at if score is not None else None
        tx.connection.execute(insert(rating), {**row, "asked_at": at, "answered_at": answered, "channel": "whatsapp"})


async def test_ratings_are_counted_when_they_are_given(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        lead, homes = server.sign_in(Role.LEAD), [server.customer() for _ in range(4)]
        for home, stars, points in zip(homes, (5, 3, 1, None), (10, 7, 6, None), strict=True):
            await rated(server, home.thread, "csat", stars)
            await rated(server, home.thread, "nps", points)
        await rated(server, homes[0].thread, "csat", 1, minutes=60 * 24)
        found = await report(lead)
        assert (found.csat.counts, found.csat.asked) == ((1, 0, 1, 0, 1), 4)
        assert (found.nps.promoters, found.nps.passives, found.nps.detractors) == (1, 1, 1)
        assert (await report(lead, channel="instagram")).csat.asked == 0
        assert [one.value for one in await behind(lead, Behind.CSAT)] == [1.0, 3.0]
        assert [one.thread_id for one in await behind(lead, Behind.CSAT, "5")] == [homes[0].thread]
        assert [one.value for one in await behind(lead, Behind.NPS)] == [6.0]
        assert [one.value for one in await behind(lead, Behind.NPS, "promoters")] == [10.0]
        assert [one.value for one in await behind(lead, Behind.NPS, "passives")] == [7.0]


async def test_complaints_and_what_they_cost(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, homes = server.sign_in(Role.LEAD), [server.customer() for _ in range(4)]
        late, softened, copy, _waiting = [await open_one(lead, home) for home in homes]
        await do(lead, "link_complaint", homes[2], copy, duplicate_of=late)
        offer = {**an_offer(server.services.new_id(), 5_000), "currency": "EUR"}
        assert (await lead.do("make_offer", homes[1], offer=offer))["outcome"] == "applied"
        await lead.do("move_offer", homes[1], offer_id=offer["id"], state="taken", taken=1)
        await do(lead, "pause_complaint", homes[1], softened, paused=True)
        server.clock.advance(600)
        for home in homes[:2]:
            await lead.send(home)
        await do(lead, "pause_complaint", homes[1], softened, paused=False)
        server.clock.advance(300)
        await do(lead, "resolve_complaint", homes[1], softened, resolution="A new one was sent")
        server.clock.advance(50 * 3600)
        whole = {"until": "2026-03-10T00:00:00Z"}
        found = (await report(lead, **whole)).complaints
        assert [line.opened for line in found.tiers] == [0, 0, 3]
        low = found.tiers[2]
        assert (low.open, low.first.part, low.first.whole) == (2, 2, 3)
        assert ((low.rule.part, low.rule.whole), (low.resolved.part, low.resolved.whole)) == ((2, 3), (1, 3))
        assert (low.resolution.count, low.resolution.mean) == (1, 300.0)
        assert ((found.softened.part, found.softened.whole), found.offers, found.taken) == ((1, 1), 1, 1)
        assert (found.softened_three, found.refund, found.currency) == (found.softened, 0, "CNY")
        assert found.coupon == round(5_000 * 1.1 / 0.14)
        assert found.followed_up.whole == 0
        ids = [one.thread_id for one in await behind(lead, Behind.COMPLAINTS, "late", **whole)]
        assert set(ids) == {homes[0].thread, homes[3].thread}
        assert [one.thread_id for one in await behind(lead, Behind.OFFERS, **whole)] == [homes[1].thread]
        assert (await report(lead, channel="instagram", **whole)).complaints.offers == 0
        await do(lead, "follow_up_complaint", homes[1], softened, outcome="well")
        followed = (await report(lead, **whole)).complaints.followed_up
        assert (followed.part, followed.whole) == (1, 1)
