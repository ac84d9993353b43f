"""What a customer's message is: said at arrival, put right by agents, kept for the next training (E-1)."""

import json
from pathlib import Path

from backend.threads.intake import Intake
from domain.agent import Role
from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic
from tests.support.backend import BackendRig, Home, Json, Who, a_backend

CALM = Assessment(Tier.LOW, complaint=False, topic=Topic.PAYMENT, language="en", engine="fake 1")
UPSET = Assessment(Tier.MEDIUM, True, Topic.REFUND, "en", (Reason(Cue.REPETITION, "again"),), 80, "fake 1")
ANGRY = Assessment(Tier.HIGH, True, None, "en", (Reason(Cue.AUTHORITY, "lawyer"),), 90, "fake 1")


def says(text: str) -> Assessment:
    return ANGRY if "lawyer" in text else UPSET if "again" in text else CALM


class Desk:
    """A server whose engine goes by one word, and one customer."""

    def __init__(self, server: BackendRig) -> None:
        self.server = server
        self.intake = Intake(server.clock, server.services.new_id, assess=says)
        self.who = server.sign_in(Role.LEAD)
        self.home = self.hear("hello")

    def hear(self, text: str) -> Home:
        event = self.server.received("one", text)
        with self.server.services.database.write() as tx:
            self.intake.take(tx, self.server.whatsapp, event, self.server.clock.now())
        return self.server.home("one", self.server.whatsapp)

    async def message(self, text: str) -> Json:
        entities, _ = await self.who.state()
        return next(e for (type_, _), e in entities.items() if type_ == "message" and e["text"] == text)

    async def mood(self) -> tuple[str | None, str | None, bool]:
        thread = await self.who.thread(self.home.thread)
        return thread["tier"], thread["topic"], thread["complaint"]

    async def correct(self, text: str, who: Who | None = None, **said: object) -> Json:
        found = await self.message(text)
        return await (who or self.who).batch_one(
            "correct_assessment", self.home.thread, {"message_id": found["id"], **said}
        )


async def test_a_thread_is_as_upset_as_what_waits_in_it(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk = Desk(server)
        assert await desk.mood() == ("low", "payment", False)
        desk.hear("broken again")
        desk.hear("my lawyer will write")
        desk.hear("hello?")
        assert await desk.mood() == ("high", "payment", True)
        await desk.who.send(desk.home)
        assert await desk.mood() == (None, None, False)
        desk.hear("broken again")
        assert await desk.mood() == ("medium", "refund", True)


async def test_the_reasons_come_with_the_message(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk = Desk(server)
        desk.hear("broken again")
        found = (await desk.message("broken again"))["assessment"]
        assert found["reasons"] == [{"cue": "repetition", "words": "again", "raises": True}]
        assert (found["tier"], found["complaint"], found["engine"], found["corrected_by"]) == (
            "medium",
            True,
            "fake 1",
            None,
        )


async def test_a_correction_stands_with_its_author_and_moves_the_thread(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk = Desk(server)
        desk.hear("broken again")
        result = await desk.correct("broken again", tier="high", complaint=True, topic="logistics")
        assert result["outcome"] == "applied"
        found = (await desk.message("broken again"))["assessment"]
        assert (found["tier"], found["topic"], found["corrected_by"]) == ("high", "logistics", desk.who.agent.id)
        assert await desk.mood() == ("high", "logistics", True)


async def test_corrections_are_exported_with_what_the_engine_had_said(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk = Desk(server)
        await desk.correct("hello", tier="medium", complaint=True)
        await desk.correct("hello", tier="high", complaint=True, topic="account")
        lines = (await desk.who.ask("GET", "/v1/corrections")).text.splitlines()
        assert [json.loads(line) for line in lines] == [
            {"text": "hello", "language": "en", "tier": "high", "complaint": True, "topic": "account",
             "was": "low 0 payment en fake 1"}
        ]  # fmt: skip


async def test_what_cannot_be_corrected(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk = Desk(server)
        await desk.who.send(desk.home, "our own words")
        assert (await desk.correct("our own words", tier="high", complaint=True))["code"] == "bad_operation"
        assert (await desk.correct("hello", server.sign_in(Role.TRAINER), tier="low", complaint=False))[
            "code"
        ] == "not_allowed"
        other = server.customer("two", text="elsewhere")
        found = await desk.message("elsewhere")
        asked = {"message_id": found["id"], "tier": "high", "complaint": True}
        assert (await desk.who.batch_one("correct_assessment", desk.home.thread, asked))["code"] == "message_gone"
        assert (await desk.who.batch_one("correct_assessment", other.thread, asked))["outcome"] == "applied"


async def test_messages_are_found_by_tier(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk = Desk(server)
        for text in ("broken again", "my lawyer will write", "broken again, too"):
            desk.hear(text)
        hits = (await desk.who.ask("GET", "/v1/search", params={"tiers": ["high", "medium"]})).json()["hits"]
        assert [hit["excerpt"] for hit in hits] == ["broken again, too", "my lawyer will write", "broken again"]
        hits = (await desk.who.ask("GET", "/v1/search", params={"tiers": "medium", "words": "too"})).json()["hits"]
        assert [hit["excerpt"] for hit in hits] == ["broken again, too"]
