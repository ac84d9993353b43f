"""Certificates: by the server's own figures, and refused where they do not reach what is asked for (S-1)."""

from pathlib import Path
from typing import Any

import pytest

from domain.agent import Role
from tests.support.backend import BackendRig, Json, Who, a_backend
from tests.support.training import a_practice, act, allow, an_attempt, held, uid

TEN = '{"certificate_attempts": 10, "goal": 8, "certificate_recall": 80, "certificate_topics": 90}'
ID = uid("certificate")


class Course:
    """A learner who has practised, and a trainer."""

    def __init__(self, server: BackendRig) -> None:
        self.server = server
        self.learner, self.trainer = server.sign_in(), server.sign_in(Role.TRAINER)

    async def begin(self) -> None:
        await allow(self.server.sign_in(Role.ADMIN), TEN)

    async def practise(self, *attempts: Json, name: str = "practice") -> None:
        assert await act(self.learner, "record_practice", practice=a_practice(name, list(attempts))) == ""

    async def issue(self, who: Who | None = None, **more: Any) -> str:
        said = {"certificate_id": ID, "agent_id": self.learner.agent.id, "language": "", **more}
        return await act(who or self.trainer, "issue_certificate", **said)


async def test_what_was_shown_is_certified_with_its_figures(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        course = Course(server)
        await course.begin()
        slow = an_attempt(at="2026-03-01T08:00:00Z", seconds=50.0, recall=0.0)
        shown = [an_attempt(seconds=5.0 + n / 10, recall=0.9, tier_right=n < 9) for n in range(10)]
        void = an_attempt(seconds=99.0, ending="void", right=False, recall=0.0)
        await course.practise(slow, *shown, void)
        assert await course.issue() == ""
        for who in (course.learner, course.trainer):
            found = (await held(who, "certificate"))[ID]
            figures = [found[name] for name in ("attempts", "median", "recall", "topics", "tiers", "goal")]
            assert figures == [10, 5.4, pytest.approx(0.9), 1.0, 0.9, 8.0]
            assert found["name"] == course.learner.agent.name
            assert found["author"] == course.trainer.agent.id
            assert found["since"] == found["until"] == "2026-03-02T08:50:00Z"
        assert await held(server.sign_in(), "certificate") == {}
        assert await course.issue() == ""
        assert await course.issue(agent_id=course.trainer.agent.id) == "bad_operation"


@pytest.mark.parametrize(
    ("count", "more"),
    [
        (9, {}),
        (10, {"seconds": 8.1}),
        (10, {"recall": 0.79}),
        (10, {"topic_right": False}),
        (10, {"tier_right": False}),
        (10, {"right": False}),
        (10, {"ending": "void"}),
        (10, {"at": "2026-01-30T08:00:00Z"}),
        (10, {"recall": None, "precision": None, "topic_right": None}),
    ],
)
async def test_what_does_not_reach_is_refused(tmp_path: Path, count: int, more: Json) -> None:
    async with a_backend(tmp_path) as server:
        course = Course(server)
        await course.begin()
        await course.practise(*[an_attempt(**more)] * count)
        assert await course.issue() == "not_earned"
        assert await held(course.trainer, "certificate") == {}


async def test_what_was_never_asked_is_not_held_against_anybody(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        course = Course(server)
        await course.begin()
        await course.practise(*[an_attempt(recall=0.8, topic_right=None, seconds=8.0)] * 10)
        assert await course.issue() == ""
        found = (await held(course.learner, "certificate"))[ID]
        assert (found["topics"], found["tiers"]) == (None, None)


async def test_a_certificate_of_one_language_rests_on_it_alone(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        course = Course(server)
        await course.begin()
        slow = [an_attempt(language="th", seconds=20.0)] * 20
        await course.practise(*[an_attempt()] * 10, *slow)
        assert await course.issue() == "not_earned"
        assert await course.issue(language="th") == "not_earned"
        assert await course.issue(language="en") == ""


async def test_nobody_else_issues_one_and_nobody_gets_one_by_another_name(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        course = Course(server)
        await course.begin()
        await course.practise(*[an_attempt()] * 10)
        for role in (Role.AGENT, Role.SENIOR):
            assert await course.issue(server.sign_in(role)) == "not_allowed"
        assert await course.issue(course.learner) == "not_allowed"
        assert await course.issue(agent_id="nobody") == "agent_gone"
        assert await course.issue(agent_id=course.trainer.agent.id) == "not_earned"
        assert await course.issue(language="x" * 36) == "bad_operation"
        assert await course.issue(certificate_id="mine") == "bad_operation"
