"""Practice on the server: told of once, kept for good, seen by its learner, whatever clients say (S-1, S-2)."""

import math
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.agent import Role
from domain.training.acts import PRACTICE
from tests.support.backend import BackendRig, Json, Who, a_backend
from tests.support.training import a_practice, act, an_attempt, held, uid


async def record(who: Who, name: str = "practice", attempts: Any = None, **more: Any) -> str:
    return await act(who, "record_practice", practice={**a_practice(name, attempts), **more})


def kept(server: BackendRig) -> tuple[int, int]:
    """Goes and attempts; those that count are packed for reports, too, each in 28 bytes."""
    [counts] = server.rows("SELECT (SELECT count(*) FROM training_practice), (SELECT count(*) FROM training_attempt)")
    counting = server.rows("SELECT count(*) FROM training_attempt WHERE ending <> 'void'")
    assert server.rows("SELECT coalesce(sum(length(attempts)), 0) / 28 FROM training_packed") == counting
    return tuple(counts)


@pytest.mark.parametrize("role", list(Role))
async def test_practice_is_its_learners_alone_on_all_of_their_devices(tmp_path: Path, role: Role) -> None:
    async with a_backend(tmp_path) as server:
        who, others = server.sign_in(role), [server.sign_in(each) for each in Role]
        cursors = [(await other.state())[1] for other in others]
        told = a_practice(attempts=[an_attempt(), an_attempt("two", right=False, recall=None, topic=None)])
        assert await act(who, "record_practice", practice={**told, "agent_id": others[0].agent.id}) == ""
        [found] = (await held(who, "practice")).values()
        assert found["agent_id"] == who.agent.id
        assert [one["item_id"] for one in found["attempts"]] == ["one", "two"]
        assert found["attempts"][1]["recall"] is None
        for other, cursor in zip(others, cursors, strict=True):
            assert (await other.changes(cursor))["changes"] == []
            assert await held(other, "practice") == {}
            history = await other.ask("GET", f"/v1/shelf/practice/{uid('practice')}/history")
            assert history.json()["states"] == []


async def test_the_same_operation_and_the_same_practice_count_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, other = server.sign_in(), server.sign_in()
        said = {"practice": a_practice(attempts=[an_attempt()] * 3)}
        op = who.op("record_practice", PRACTICE, said, n=1)
        assert [(await who.batch(op))[0]["outcome"] for _ in range(2)] == ["applied", "duplicate"]
        again = await who.batch(who.op("record_practice", PRACTICE, said, n=1), device=str(uuid.uuid4()))
        assert again[0]["outcome"] == "applied"
        assert kept(server) == (1, 3)
        assert await record(other) == "not_allowed"
        assert kept(server) == (1, 3)


async def test_two_devices_and_a_restart_in_the_middle_lose_and_double_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        devices = [str(uuid.uuid4()) for _ in range(2)]
        ops = [
            [who.op("record_practice", PRACTICE, {"practice": a_practice(f"{device}-{n}")}, n=n) for n in range(1, 4)]
            for device in devices
        ]
        await who.batch(*ops[0][:2], device=devices[0])
        await who.batch(*ops[1][:1], device=devices[1])
        token = who.headers["Authorization"].removeprefix("Bearer ")
        again = BackendRig(tmp_path, server.clock, whatsapp=server.whatsapp)
        back = Who(again, who.agent, token)
        first = await back.batch(*ops[0], device=devices[0])
        assert [result["outcome"] for result in first] == ["duplicate", "duplicate", "applied"]
        second = await back.batch(*ops[1][1:], device=devices[1])
        assert [result["outcome"] for result in second] == ["applied", "applied"]
        assert kept(again) == (6, 6)
        assert len(await held(back, "practice")) == 6
        await again.close()


LATER = "2026-03-03T09:00:01Z"


@pytest.mark.parametrize(
    "more",
    [
        {"seconds": math.nan},
        {"seconds": math.inf},
        {"seconds": -1},
        {"seconds": 1e300},
        {"seconds": "a minute"},
        {"began": LATER},
        {"began": "2019-12-31T23:59:59Z"},
        {"began": "2026-03-02T08:49:00"},
        {"began": 10**40},
        {"zone": "x" * 65},
        {"zone": "\ud800"},
        {"kind": "chess"},
        {"id": "practice"},
        {"id": "\ud83d"},
        {"assignment_id": "x" * 10_000},
        {"attempts": "all"},
        {"attempts": [[]]},
        {"attempts": [an_attempt()] * 301},
    ],
)
async def test_practice_that_cannot_have_been(tmp_path: Path, more: Json) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        assert await record(who, **more) == "bad_operation"
        assert kept(server) == (0, 0)
        assert await held(who, "practice") == {}


@pytest.mark.parametrize(
    "more",
    [
        {"seconds": math.nan},
        {"seconds": -0.1},
        {"seconds": 14_401},
        {"at": LATER},
        {"at": "2019-12-31T23:59:59Z"},
        {"at": "2026-03-02T08:49:00"},
        {"recall": 1.01},
        {"recall": -0.1},
        {"precision": math.inf},
        {"pace": math.nan},
        {"pace": 10**6},
        {"level": 0},
        {"level": 6},
        {"edition": -1},
        {"edition": 10**30},
        {"interruptions": -1},
        {"interruptions": 2**63},
        {"item_id": ""},
        {"item_id": "x" * 65},
        {"item_id": "a\nb"},
        {"item_id": "\ud800"},
        {"pack_id": ""},
        {"language": "e"},
        {"language": "x" * 36},
        {"topic": "weather"},
        {"ending": "won"},
        {"right": None},
    ],
)
async def test_one_attempt_that_cannot_have_been_spoils_the_whole(tmp_path: Path, more: Json) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        assert await record(who, attempts=[an_attempt(), an_attempt(**more)]) == "bad_operation"
        assert kept(server) == (0, 0)


async def test_a_clock_that_is_hours_ahead_and_a_zone_that_nobody_knows_lose_no_practice(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        ahead = "2026-03-02T20:00:00Z"
        assert await record(who, attempts=[an_attempt(at=ahead)], began=ahead, zone="Moon/Base") == ""
        assert await record(who, "most", [an_attempt()] * 300) == ""
        assert [one["zone"] for one in (await held(who, "practice")).values()] == ["UTC", "Asia/Bangkok"]


async def test_an_operation_in_another_lane_is_refused(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        said = {"practice": a_practice()}
        assert (await who.batch_one("record_practice", uid("elsewhere"), said))["code"] == "bad_operation"


async def test_old_practice_leaves_the_devices_and_stays_in_the_tables(tmp_path: Path) -> None:
    days: dict[str, Any] = {"access_lifetime": timedelta(days=900), "session_lifetime": timedelta(days=900)}
    async with a_backend(tmp_path, cursor_days=900, **days) as server:
        who, other = server.sign_in(), server.sign_in()
        assert await record(who, "old") == ""
        assert await record(other, "of another") == ""
        known, cursor = await who.state()
        server.clock.advance(399 * 86_400)
        assert await record(who, "newer", [an_attempt(at="2027-04-01T09:00:00Z")], began="2027-04-01T09:00:00Z") == ""
        assert set(await held(who, "practice")) == {uid("old"), uid("newer")}
        server.clock.advance(2 * 86_400)
        assert await record(who, "told late") == ""
        known, _ = await who.state(cursor, known)
        assert {id_ for kind, id_ in known if kind == "practice"} == {uid("newer")}
        assert known == (await who.state())[0]
        assert set(await held(other, "practice")) == {uid("of another")}
        assert kept(server) == (4, 4)
