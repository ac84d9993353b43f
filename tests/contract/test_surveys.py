"""Customers are asked how it was after their thread was closed, and their answers are kept (M-2)."""

from pathlib import Path
from typing import Any

import pytest

from backend.channels.events import Edited
from backend.operations.wire import BatchIn
from backend.surveys.worker import SurveyWorker
from backend.threads.intake import Intake
from domain.agent import Role
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.ids import SettingKey
from domain.operations import Outcome
from domain.shelf import lane_of_setting
from domain.surveys.figures import KEY, SurveyFigures, surveys_text
from tests.support.backend import BackendRig, Home, Json, a_backend
from tests.support.meanwhile import Meanwhile

MINUTE, DAY = 60, 86_400


def says(text: str) -> Assessment:
    language = "th" if any("\u0e00" <= one <= "\u0e7f" for one in text) else "en"
    return Assessment(Tier.LOW, complaint=False, topic=Topic.PAYMENT, language=language, engine="fake 1")


class Shop:
    """A server that asks, an agent, and one customer."""

    def __init__(self, server: BackendRig) -> None:
        self.server = server
        self.intake = Intake(server.clock, server.services.new_id, assess=says)

    async def begin(self, text: str = "where is it", **figures: Any) -> "Shop":
        self.lead = self.server.sign_in(Role.LEAD)
        await self.set(**figures)
        self.home = self.writes(text)
        return self

    async def set(self, **figures: Any) -> None:
        value = surveys_text(SurveyFigures(**{"csat": True, "nps": True, **figures}))
        name = SettingKey(KEY)
        said = await self.lead.do("change_setting", lane_of_setting(name), key=name, value=value)
        assert said["outcome"] == "applied"

    def writes(self, text: str, handle: str = "one") -> Home:
        with self.server.services.database.write() as tx:
            event = self.server.received(handle, text)
            self.intake.take(tx, self.server.whatsapp, event, self.server.clock.now())
        return self.server.home(handle, self.server.whatsapp)

    async def close(self, minutes: int = 3) -> int:
        """The thread is answered and closed; then so many minutes pass. How many questions went out."""
        self.lead = self.server.sign_in(Role.LEAD)
        await self.lead.send(self.home)
        thread = await self.lead.thread(self.home.thread)
        said = await self.lead.do("resolve", self.home, state_version=thread["state_version"])
        assert said["outcome"] == "applied"
        return self.wait(minutes * MINUTE)

    def wait(self, seconds: float) -> int:
        self.server.clock.advance(seconds)
        return self.server.services.surveys.ask_due()

    async def thread(self) -> Json:
        self.lead = self.server.sign_in(Role.LEAD)
        return await self.lead.thread(self.home.thread)

    def ratings(self) -> list[tuple[str, int | None, str]]:
        return [tuple(row) for row in self.server.rows("SELECT kind, score, comment FROM rating ORDER BY asked_at")]

    def texts(self) -> list[tuple[str, str, str]]:
        return [tuple(row) for row in self.server.rows("SELECT author, kind, text FROM message ORDER BY position")]

    def queued(self) -> list[str]:
        """Texts on their way to the customer."""
        sql = "SELECT m.text FROM egress e JOIN message m ON m.id = e.message_id ORDER BY m.position"
        return [row[0] for row in self.server.rows(sql)]


async def test_from_the_closed_thread_to_both_answers(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin("อยู่ที่ไหน")
        assert await shop.close() == 1
        assert "1" in shop.queued()[-1]
        assert "5" in shop.queued()[-1]
        assert "\u0e01" <= shop.queued()[-1][0] <= "\u0e5b"
        shop.writes("๔")
        thread = await shop.thread()
        assert (thread["status"], thread["waiting_since"]) == ("resolved", None)
        assert shop.wait(1) == 1
        shop.writes("10, ดีมาก")
        assert shop.ratings() == [("csat", 4, ""), ("nps", 10, "ดีมาก")]
        assert shop.texts()[-1] == ("customer", "event", "rated")
        row = server.rows("SELECT channel, language, topic, agent_id FROM rating")[0]
        assert tuple(row)[:3] == ("whatsapp", "th", "payment")
        assert row[3] == server.rows("SELECT assignee_id FROM thread")[0][0]


@pytest.mark.parametrize("text", ["thank you", "6", "5 days late, still nothing", "where is it now?"])
async def test_what_is_no_answer_is_a_message_like_any_other(tmp_path: Path, text: str) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin()
        await shop.close()
        shop.writes(text)
        thread = await shop.thread()
        assert thread["status"] == "open"
        assert thread["waiting_since"]
        assert shop.ratings() == [("csat", None, "")]
        shop.writes("5")
        assert shop.ratings() == [("csat", None, "")], "somebody waits: the number may mean something else"


async def test_who_opened_the_thread_again_is_not_asked(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin()
        assert await shop.close(minutes=1) == 0
        shop.writes("one more thing")
        assert shop.wait(5 * MINUTE) == 0
        assert shop.ratings() == []
        assert await shop.close() == 1


async def test_nobody_is_asked_the_same_again_so_soon(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin()
        await shop.close()
        shop.writes("5")
        assert shop.wait(1) == 1
        shop.writes("9")
        shop.wait(6 * DAY)
        shop.writes("another order")
        assert await shop.close() == 0
        shop.wait(2 * DAY)
        shop.writes("and another")
        assert await shop.close() == 1
        shop.writes("3")
        assert shop.wait(1) == 0, "not the second question, within 90 days"


async def test_an_answer_that_comes_too_late_is_a_message(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin(valid=1)
        await shop.close()
        shop.wait(3_601)
        shop.writes("5")
        assert (await shop.thread())["status"] == "open"


async def test_nobody_is_asked_where_nobody_may_write(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin(delay=1_440)
        assert await shop.close(minutes=1_441) == 0
        assert shop.ratings() == []


async def test_without_the_setting_nobody_is_asked(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin(csat=False)
        assert await shop.close() == 0
        await shop.set(csat=True, nps=False)
        shop.writes("hello again")
        assert await shop.close() == 1
        await shop.set(csat=False, nps=False)
        shop.writes("2")
        assert shop.wait(1) == 0
        assert shop.ratings() == [("csat", 2, "")]


async def test_what_the_customer_changes_afterwards_leaves_the_answer_alone(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin()
        await shop.close()
        event = server.received("one", "4")
        with server.services.database.write() as tx:
            shop.intake.take(tx, server.whatsapp, event, server.clock.now())
            shop.intake.take(tx, server.whatsapp, event, server.clock.now())
            shop.intake.take(
                tx, server.whatsapp, Edited("e1", event.provider_id, "1", server.clock.now()), server.clock.now()
            )
        assert shop.ratings() == [("csat", 4, "")]
        assert shop.texts()[-1] == ("customer", "event", "rated")


async def test_a_joined_customer_is_asked_once_on_the_channel_they_used_last(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin()
        server.clock.advance(5)
        other = shop.writes("me again", handle="two")
        assert (await shop.lead.do("join", shop.home, joined_thread_id=other.thread))["outcome"] == "applied"
        assert await shop.close() == 1
        identity = server.rows("SELECT identity_id FROM message WHERE author = 'system' AND kind = 'text'")[0][0]
        assert identity == other.identity
        shop.writes("5", handle="two")
        assert shop.ratings() == [("csat", 5, "")]


async def test_a_thread_that_is_closed_anew_at_that_moment_is_asked_about_later(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        shop = await Shop(server).begin()
        assert await shop.close(minutes=0) == 0
        server.clock.advance(3 * MINUTE)

        def closed_anew() -> None:
            for kind in ("reopen", "resolve"):
                version = server.rows("SELECT state_version FROM thread WHERE id = ?", shop.home.thread)[0][0]
                op = shop.lead.op(kind, shop.home, {"state_version": version})
                batch = BatchIn.model_validate({"device_id": shop.lead.device, "ops": [op]})
                assert server.services.operations.apply(shop.lead.caller, batch)[0].outcome is Outcome.APPLIED

        between = Meanwhile(server.services.database, closed_anew)
        assert SurveyWorker(between, server.clock, server.services.new_id).ask_due() == 0
        between.close()
        assert shop.ratings() == []
        assert shop.wait(3 * MINUTE) == 1
