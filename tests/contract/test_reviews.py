"""The weekly review: a week's conversations are drawn, and what leads say of them stays (M-1)."""

from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.operations.wire import BatchIn
from backend.reviews.service import Reviews
from backend.threads.intake import Intake
from domain.agent import Role
from domain.emotion.assessment import Assessment, Tier
from domain.operations import Outcome
from tests.support.backend import BackendRig, Home, Json, Who, a_backend
from tests.support.meanwhile import Meanwhile
from tests.support.story import an_offer

MONDAY, ZONE = "2026-03-02", "Asia/Bangkok"
OFFER = "01900000-0000-7000-8000-0000000000e1"
HOUR = 3_600
LONG = 1_200


def says(text: str) -> Assessment:
    tier = Tier.HIGH if "!" in text else Tier.LOW
    return Assessment(tier, complaint=tier is Tier.HIGH, language="en", engine="fake 1")


class Week:
    """A server on a Monday morning, with an agent and a lead."""

    def __init__(self, server: BackendRig) -> None:
        self.server = server
        self.intake = Intake(server.clock, server.services.new_id, assess=says)
        self.sign_in()

    def sign_in(self) -> None:
        """Sessions end after a quarter of an hour without a renewal."""
        self.agent, self.lead = self.server.sign_in(Role.AGENT), self.server.sign_in(Role.LEAD)

    def writes(self, handle: str, text: str) -> Home:
        with self.server.services.database.write() as tx:
            event = self.server.received(handle, text, name=f"Customer {handle}")
            self.intake.take(tx, self.server.whatsapp, event, self.server.clock.now())
        return self.server.home(handle, self.server.whatsapp)

    async def conversation(self, handle: str, text: str = "hello") -> Home:
        home = self.writes(handle, text)
        await self.agent.send(home)
        return home

    async def draw(self, who: Who | None = None, **said: Any) -> Any:
        body = {"week": MONDAY, "zone": ZONE, "size": 50, "seed": 7, **said}
        return await (who or self.lead).ask("POST", "/v1/reviews", json=body)

    async def items(self, who: Who | None = None) -> list[Json]:
        entities, _ = await (who or self.lead).state()
        return [entity for (kind, _), entity in entities.items() if kind == "review"]

    async def mark(self, item: Json, who: Who | None = None, **said: Any) -> Json:
        wanted = {"verdict": "learn", "comment": "", "training": False, "vocabulary": False, **said}
        payload = {"review_id": item["id"], **wanted}
        return await (who or self.lead).batch_one("mark_review", item["thread_id"], payload)


async def test_what_stands_out_is_told_with_each_conversation(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        week = Week(server)
        home = week.writes("one", "Where is it")
        server.clock.advance(LONG)
        week.sign_in()
        await week.agent.send(home)
        week.writes("one", "Broken!")
        await week.agent.batch_one(
            "make_offer", home.thread, {"offer": {**an_offer(OFFER), "at": "2026-03-02T09:20:00Z"}}
        )
        await week.agent.send(home)
        week.writes("one", "thank you")
        answer = await week.draw()
        assert (answer.status_code, answer.json()) == (200, {"count": 1})
        (item,) = await week.items()
        kinds = [turn["kind"] for turn in item["turns"]]
        assert kinds == ["lost_time", "worse", "softened"]
        assert item["turns"][0]["seconds"] == item["waited"] == LONG
        assert item["turns"][2]["offer_id"] == OFFER
        assert (item["tier"], item["complaint"], item["customer_name"]) == ("high", True, "Customer one")
        assert item["agent_id"] == week.agent.agent.id
        assert item["stratum"] == "whatsapp high complaint"


async def test_only_conversations_of_that_week_in_that_zone(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        week = Week(server)
        server.clock.advance(-17 * HOUR)  # Sunday 16:00 in London is Sunday 23:00 in Bangkok
        await week.conversation("sunday")
        server.clock.advance(2 * HOUR)  # Monday 01:00 in Bangkok
        await week.conversation("monday")
        server.clock.advance(15 * HOUR)
        week.writes("nobody answered", "hello")
        await week.draw()
        assert [item["customer_name"] for item in await week.items()] == ["Customer monday"]
        await week.draw(zone="Europe/London")
        assert await week.items() == []


async def test_what_was_marked_stays_when_the_week_is_drawn_again(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        week = Week(server)
        for number in range(12):
            await week.conversation(f"c{number}", "Broken!" if number % 3 == 0 else "hello")
        assert (await week.draw(size=5)).json() == {"count": 5}
        first = await week.items()
        said = await week.mark(first[0], comment="look at the first line", training=True, vocabulary=True)
        assert said["outcome"] == "applied"
        assert (await week.draw(size=5, seed=99)).json() == {"count": 5}
        second = {item["id"]: item for item in await week.items()}
        assert len(second) == 5
        kept = second[first[0]["id"]]
        assert (kept["verdict"], kept["comment"]) == ("learn", "look at the first line")
        assert kept["training"]
        assert kept["vocabulary"]
        assert kept["reviewed_by"] == week.lead.agent.id
        assert (await week.draw(size=5, seed=99)).json() == {"count": 5}
        assert {item["id"] for item in await week.items()} == set(second)


async def test_what_is_marked_while_the_week_is_drawn_again_stays_too(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        week = Week(server)
        for number in range(12):
            await week.conversation(f"c{number}")
        await week.draw(size=5)
        first = await week.items()

        def marked() -> None:
            for item in first[:2]:
                said = {"review_id": item["id"], "verdict": "learn", "comment": "", "training": False}
                op = week.lead.op("mark_review", item["thread_id"], {**said, "vocabulary": False}, n=1)
                batch = BatchIn.model_validate({"device_id": week.lead.device, "ops": [op]})
                assert server.services.operations.apply(week.lead.caller, batch)[0].outcome is Outcome.APPLIED

        between = Meanwhile(server.services.database, marked)
        reviews = Reviews(between, server.clock, server.services.new_id)
        assert reviews.draw(date.fromisoformat(MONDAY), ZoneInfo(ZONE), 5, 99) == 5
        between.close()
        now = {item["id"]: item["verdict"] for item in await week.items()}
        assert len(now) == 5
        assert [now.get(item["id"]) for item in first[:2]] == ["learn", "learn"]


async def test_who_draws_last_has_drawn_the_week(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        week, monday = Week(server), date.fromisoformat(MONDAY)
        for number in range(12):
            await week.conversation(f"c{number}")

        def drawn() -> None:
            server.services.reviews.draw(monday, ZoneInfo(ZONE), 5, 7)

        between = Meanwhile(server.services.database, drawn)
        assert Reviews(between, server.clock, server.services.new_id).draw(monday, ZoneInfo(ZONE), 5, 99) == 5
        between.close()
        assert [item["seed"] for item in await week.items()] == [99] * 5


async def test_agents_neither_draw_nor_see_nor_mark(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        week = Week(server)
        await week.conversation("one")
        assert (await week.draw(week.agent)).status_code == 403
        await week.draw()
        (item,) = await week.items()
        assert await week.items(week.agent) == []
        assert (await week.mark(item, week.agent))["code"] == "not_allowed"
        assert (await week.mark(item, server.sign_in(Role.TRAINER)))["outcome"] == "applied"


async def test_marks_that_make_no_sense_change_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        week = Week(server)
        await week.conversation("one")
        await week.draw()
        (item,) = await week.items()
        assert (await week.mark({**item, "id": OFFER}))["code"] == "review_gone"
        assert (await week.mark(item, comment="x" * 2_001))["code"] == "text_too_long"
        assert (await week.items())[0]["reviewed_at"] is None


@pytest.mark.parametrize(
    "said",
    [
        {"week": "2026-03-03"},
        {"zone": "Mars/Base"},
        {"zone": "../etc/passwd"},
        {"size": 101},
        {"size": 0},
        {"seed": -1},
    ],
)
async def test_a_week_that_makes_no_sense_is_refused(tmp_path: Path, said: Json) -> None:
    async with a_backend(tmp_path) as server:
        assert (await Week(server).draw(**said)).status_code == 422
