"""Messages from before the engine are assessed after a start; nobody's word is overwritten (E-1)."""

from pathlib import Path
from typing import Any

import pytest

from backend.assessing import Assessor
from backend.assessing_backlog import CHUNK, AssessmentBacklog
from domain.agent import Role
from domain.emotion.assessment import Assessment, Tier, Topic
from tests.support.backend import BackendRig, a_backend


class OneWord(Assessor):
    """An engine that goes by one word."""

    def assess(self, text: str, language: str = "") -> Assessment | None:
        angry = "lawyer" in text
        return Assessment(Tier.HIGH if angry else Tier.LOW, angry, Topic.REFUND, "en", engine="fake 1")


def older(server: BackendRig) -> AssessmentBacklog:
    """As if every message had come before the engine."""
    with server.services.database.write() as tx:
        tx.connection.exec_driver_sql("UPDATE message SET assessment = NULL")
        tx.connection.exec_driver_sql("UPDATE thread SET tier = '', topic = '', complaint = 0")
    return AssessmentBacklog(server.services.database, server.clock, OneWord(Path("nowhere")))


def run(backlog: AssessmentBacklog) -> int:
    steps = 1
    while backlog.step():
        steps += 1
    return steps


async def test_what_waits_gets_its_tier_and_clients_hear_of_it(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer("one", text="my lawyer will write")
        backlog = older(server)
        known, cursor = await who.state()
        run(backlog)
        known, _ = await who.state(cursor, known)
        [said] = [e for (kind, _), e in known.items() if kind == "message" and e["author"] == "customer"]
        assert (said["assessment"]["tier"], said["assessment"]["engine"]) == ("high", "fake 1")
        assert (await who.thread(home.thread))["tier"] == "high"


async def test_answered_threads_stay_calm(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer("one", text="my lawyer will write")
        await who.send(home)
        run(older(server))
        assert (await who.thread(home.thread))["tier"] is None


async def test_more_than_a_chunk_and_a_second_start_finds_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        for number in range(CHUNK + 3):
            server.customer("one", text=f"message {number}")
        backlog = older(server)
        assert run(backlog) == 2
        assert server.rows("SELECT count(*) FROM message WHERE author = 'customer' AND assessment IS NULL") == [(0,)]
        again = AssessmentBacklog(server.services.database, server.clock, OneWord(Path("nowhere")))
        assert again.step() is False


async def test_an_agents_word_stands(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(Role.LEAD), server.customer("one", text="my lawyer is my brother")
        backlog = older(server)
        [(message,)] = server.rows("SELECT id FROM message WHERE author = 'customer'")
        said: dict[str, Any] = {"message_id": message, "tier": "low", "complaint": False}
        assert (await who.do("correct_assessment", home, **said))["outcome"] == "applied"
        run(backlog)
        assert (await who.thread(home.thread))["tier"] == "low"


async def test_without_a_model_nothing_is_said_and_nothing_breaks(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with a_backend(tmp_path) as server:
        server.customer("one", text="hello")
        older(server)
        assessor = Assessor(tmp_path / "no-model.npz")
        assert AssessmentBacklog(server.services.database, server.clock, assessor).step() is False
        assert assessor.assess("hello") is None
        assert capfd.readouterr().err.count("emotion_model_unreadable") == 1
