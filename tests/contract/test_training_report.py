"""What trainers are told of practice, against a slow recount of the same attempts; the team's table (S-2, S-3)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from domain.agent import Role
from domain.ids import AgentId, DrillItemId, SettingKey
from domain.shelf import lane_of_setting
from domain.teams import KEY as TEAMS
from domain.training.assigning import Assignment
from domain.training.fulfilment import fulfilment
from domain.training.progress import points, result_of, topic_lines
from domain.training.report import Result, TrainingReport
from domain.training.results import Attempt, Practice
from tests.support.backend import BackendRig, Json, Who, a_backend
from tests.support.training import PACK, a_practice, act, allow, an_assignment, an_attempt, an_item, publish

BEFORE, SINCE, UNTIL = "2026-02-10T00:00:00Z", "2026-02-20T00:00:00Z", "2026-03-02T00:00:00Z"
CHOICE = {"since": SINCE, "until": UNTIL, "zone": "Asia/Tokyo"}
TOKYO = ZoneInfo("Asia/Tokyo")
REPORT, PRACTICE = TypeAdapter(TrainingReport), TypeAdapter(Practice)
ASSIGNMENT = TypeAdapter(Assignment)


async def report(who: Who, **more: Any) -> TrainingReport:
    answer = await who.ask("POST", "/v1/training/report", json={**CHOICE, **more})
    assert answer.status_code == 200, answer.text
    return REPORT.validate_json(answer.content)


def some_attempts(random: Random, began: datetime) -> list[Json]:
    found = []
    for number in range(random.randint(1, 12)):
        asked = random.random() < 0.7
        found.append(
            an_attempt(
                f"item {random.randint(0, 7)}",
                pack_id=random.choice((PACK, "builtin-th")),
                kind=random.choice(("keywords", "triage", "pressure")),
                language=random.choice(("en", "th")),
                topic=random.choice((None, "logistics", "refund", "payment")),
                at=(began + timedelta(minutes=2 * number)).isoformat(),
                seconds=round(random.uniform(1, 40), 3),
                right=random.random() < 0.7,
                ending=random.choice(("done", "done", "late", "snoozed", "void")),
                recall=round(random.random(), 6) if asked else None,
                precision=round(random.random(), 6) if asked else None,
                topic_right=random.random() < 0.5 if asked else None,
                tier_right=random.random() < 0.5 if random.random() < 0.5 else None,
            )
        )
    return found


class World:
    """Learners who practised over five weeks."""

    def __init__(self, server: BackendRig) -> None:
        self.server = server
        self.trainer = server.sign_in(Role.TRAINER)
        self.people = [server.sign_in() for _ in range(3)]
        self.practices: dict[str, list[Practice]] = defaultdict(list)

    async def practise(self, seed: int, assignments: Sequence[str | None] = (None,)) -> None:
        random = Random(seed)
        for number in range(90):
            who = random.choice(self.people)
            began = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=random.randint(0, 29 * 1440))
            said = a_practice(f"{seed} {number}", some_attempts(random, began), began=began.isoformat())
            said["seconds"] = round(random.uniform(10, 900), 3)
            said["assignment_id"] = random.choice(assignments)
            assert await act(who, "record_practice", practice=said) == ""
            self.practices[who.agent.id].append(PRACTICE.validate_python(said))

    def attempts(self, since: str, until: str, **named: str) -> list[Attempt]:
        """All that lie between and are so."""
        low, high = datetime.fromisoformat(since), datetime.fromisoformat(until)
        return [
            one
            for who, practices in self.practices.items()
            for practice in practices
            for one in practice.attempts
            if low <= one.at < high
            and named.get("agent", who) == who
            and all(getattr(one, name) == wanted for name, wanted in named.items() if name != "agent")
        ]


def same(found: Result, counted: Result) -> None:
    shares = [(found.recall, counted.recall), (found.precision, counted.precision)]
    assert all(one == (pytest.approx(other) if other is not None else None) for one, other in shares)
    exact = ("attempts", "median", "right", "topics", "tiers", "late")
    assert [getattr(found, name) for name in exact] == [getattr(counted, name) for name in exact]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "named",
    [{}, {"kind": "pressure"}, {"pack_id": "builtin-th"}, {"language": "th"}, {"kind": "triage", "language": "en"}],
)
async def test_every_figure_is_that_of_a_slow_recount(tmp_path: Path, seed: int, named: dict[str, str]) -> None:
    async with a_backend(tmp_path) as server:
        world = World(server)
        await world.practise(seed)
        choice = {name.removesuffix("_id"): wanted for name, wanted in named.items()}
        found = await report(world.trainer, **choice)
        here, earlier = world.attempts(SINCE, UNTIL, **named), world.attempts(BEFORE, SINCE, **named)
        same(found.result, result_of(here))
        same(found.before, result_of(earlier))
        for line, counted in zip(found.topics, topic_lines(here), strict=True):
            assert line.topic == counted.topic
            same(line.result, counted.result)
        for point, counted_point in zip(found.curve, points(here, TOKYO), strict=True):
            assert point.day == counted_point.day
            same(point.result, counted_point.result)
        for learner in found.learners:
            same(learner.result, result_of(world.attempts(SINCE, UNTIL, agent=learner.agent_id, **named)))
            same(
                learner.before,
                result_of(world.attempts(BEFORE, SINCE, agent=learner.agent_id, **named)),
            )
        assert {line.agent_id for line in found.learners} == set(world.practices)
        by_item = defaultdict(list)
        for one in here:
            by_item[one.pack_id, one.item_id].append(one)
        wrong = {
            key: result for key, them in by_item.items()
            if (result := result_of(them)).attempts >= 5 and result.right.part < result.right.whole
        }  # fmt: skip
        assert {(line.pack_id, line.item_id) for line in found.items} == wrong.keys()
        rates = [line.result.right.part + 1 for line in found.items]
        wholes = [line.result.right.whole + 2 for line in found.items]
        shares = [part / whole for part, whole in zip(rates, wholes, strict=True)]
        assert shares == sorted(shares)


async def test_what_learners_did_and_only_the_meant_ones(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        world, lead = World(server), server.sign_in(Role.LEAD)
        one, two, three = world.people
        for number, (who, at) in enumerate(
            ((one, "2026-02-28T16:30:00Z"), (one, "2026-03-01T16:30:00Z"), (two, "2026-02-21T09:00:00Z"))
        ):
            said = a_practice(f"{number}", [an_attempt(at=at)] * 2, began=at, seconds=100.5, zone="Asia/Tokyo")
            assert await act(who, "record_practice", practice=said) == ""
        lines = {line.agent_id: line for line in (await report(lead)).learners}
        first = lines[one.agent.id]
        assert (first.sessions, first.seconds, first.days, first.streak) == (2, 201.0, 2, 2)
        assert first.last == datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
        assert (lines[two.agent.id].streak, lines[two.agent.id].days) == (0, 1)
        assert three.agent.id not in lines
        alone = await report(lead, agent=two.agent.id)
        assert ([line.agent_id for line in alone.learners], alone.result.attempts) == ([two.agent.id], 2)
        team = f'{{"Night": ["{one.agent.id}", "{three.agent.id}"]}}'
        await lead.batch_one("change_setting", lane_of_setting(SettingKey(TEAMS)), {"key": TEAMS, "value": team})
        assert [line.agent_id for line in (await report(lead, team="Night")).learners] == [one.agent.id]
        assert (await report(lead, team="nobody's")).learners == ()


async def test_how_far_everybody_is_with_an_assignment(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        world, checkers = World(server), [server.sign_in(Role.LEAD), server.sign_in(Role.ADMIN)]
        silent = an_item("silent", gists=[])
        await publish(world.trainer, checkers, PACK, an_item("a"), an_item("b"), silent)
        one, two, three = world.people
        people = [who.agent.id for who in (one, two)]
        week = an_assignment("week", people, kind="gist", rounds=2)
        later = an_assignment("later", people, since="2026-03-05")
        built_in = an_assignment("built in", [one.agent.id], pack_id="builtin-en", kind="reply", rounds=1)
        for given in (week, later, built_in):
            assert await act(world.trainer, "assign_training", assignment=given) == ""
        gists = [an_attempt(name, kind="gist", at=f"2026-03-01T10:0{n}:00Z") for n, name in enumerate("aabab")]
        beside = [an_attempt("a"), an_attempt("silent", kind="gist"), an_attempt("b", kind="gist", ending="void")]
        for who, attempts in ((one, gists), (two, [*gists[:3], *beside]), (three, gists)):
            said = a_practice(who.agent.id, attempts, assignment_id=week["id"], began="2026-03-01T10:00:00Z")
            assert await act(who, "record_practice", practice=said) == ""
        found = await report(world.trainer)
        done = {(line.assignment_id, line.agent_id): (line.done, line.wanted) for line in found.assignments}
        assert {key: value for key, value in done.items() if key[0] == week["id"]} == {
            (week["id"], one.agent.id): (4, 4),
            (week["id"], two.agent.id): (3, 4),
        }
        [(_, wanted)] = [value for key, value in done.items() if key[0] == built_in["id"]]
        assert wanted >= 30
        assert later["id"] not in {key[0] for key in done}
        finished = {line.agent_id: line.finished_at for line in found.assignments if line.assignment_id == week["id"]}
        assert finished == {one.agent.id: datetime(2026, 3, 1, 10, 4, tzinfo=UTC), two.agent.id: None}
        assert await act(world.trainer, "retire_pack", pack_id=PACK, retired=True) == ""
        again = await report(world.trainer, agent=two.agent.id)
        assert [(line.done, line.wanted) for line in again.assignments] == [(3, 4)]


@pytest.mark.parametrize("seed", [3, 4])
async def test_assignments_are_counted_as_their_learners_see_them(tmp_path: Path, seed: int) -> None:
    async with a_backend(tmp_path) as server:
        world, checkers = World(server), [server.sign_in(Role.LEAD), server.sign_in(Role.ADMIN)]
        items = [an_item(f"item {number}") for number in range(4)]
        await publish(world.trainer, checkers, PACK, *items)
        people = [who.agent.id for who in world.people]
        days = {"since": "2026-02-18", "until": "2026-02-26"}
        wanted = [an_assignment(f"{kind}", people, kind=kind, rounds=2, **days) for kind in (None, "triage")]
        for given in wanted:
            assert await act(world.trainer, "assign_training", assignment=given) == ""
        await world.practise(seed, [None, None, *(given["id"] for given in wanted)])
        lines = {(line.assignment_id, line.agent_id): line for line in (await report(world.trainer)).assignments}
        assert len(lines) == 6
        for given in wanted:
            for who in people:
                value = ASSIGNMENT.validate_python(given)
                seen = fulfilment(value, [DrillItemId(item["id"]) for item in items], world.practices[who])
                line = lines[given["id"], AgentId(who)]
                assert (line.done, line.wanted, line.finished_at) == (seen.done, seen.wanted, seen.finished_at)
        assert len({line.done for line in lines.values()}) > 2


@pytest.mark.parametrize(
    "more",
    [
        {"zone": "Mars/Base"},
        {"since": UNTIL, "until": SINCE},
        {"since": "1960-01-01T00:00:00Z"},
        {"since": "2020-01-01T00:00:00Z"},
        {"since": "2026-02-20T00:00:00"},
        {"kind": "x" * 65},
    ],
)
async def test_a_choice_that_makes_no_sense(tmp_path: Path, more: Json) -> None:
    async with a_backend(tmp_path) as server:
        answer = await server.sign_in(Role.LEAD).ask("POST", "/v1/training/report", json={**CHOICE, **more})
        assert answer.status_code == 422


async def test_a_report_of_nothing_and_of_what_nobody_knows(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        lead = server.sign_in(Role.LEAD)
        for more in ({}, {"kind": "chess"}, {"pack": "none"}, {"agent": "nobody"}, {"language": "xx"}):
            found = await report(lead, **more)
            assert (found.result, found.learners, found.curve) == (Result(), (), ())
            assert (found.effect.learners, found.effect.others, found.effect.difference) == (None, None, None)


async def test_the_teams_table_is_shown_where_it_is_allowed_and_of_those_who_practise(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        quick, slow, few, old = (server.sign_in() for _ in range(4))
        then, now = "2026-01-20T08:00:00Z", "2026-03-02T08:40:00Z"
        void = [an_attempt(seconds=1.0, ending="void")] * 5
        for who, attempts, began in (
            (slow, [an_attempt(seconds=9.0)] * 12, now),
            (quick, [an_attempt(seconds=5.0)] * 10 + void, now),
            (few, [an_attempt(seconds=1.0)] * 9, now),
            (old, [an_attempt(seconds=1.0, at=then)] * 20, then),
        ):
            said = a_practice(who.agent.id, attempts, began=began)
            assert await act(who, "record_practice", practice=said) == ""
        assert (await few.ask("POST", "/v1/training/team")).json() == []
        await allow(server.sign_in(Role.LEAD), '{"team_table": true}')
        table = (await few.ask("POST", "/v1/training/team")).json()
        assert [(line["agent_id"], line["attempts"], line["median"]) for line in table] == [
            (quick.agent.id, 10, 5.0),
            (slow.agent.id, 12, 9.0),
        ]


@pytest.mark.parametrize("faster", [1.0, 0.5])
async def test_whether_training_shows_in_live_answers(tmp_path: Path, faster: float) -> None:
    async with a_backend(tmp_path) as server:
        trainer = server.sign_in(Role.TRAINER)
        learners, others = [server.sign_in() for _ in range(4)], [server.sign_in() for _ in range(5)]
        for who in learners:
            at = "2026-02-02T09:00:00Z"
            said = a_practice(who.agent.id, [an_attempt(at=at)], began=at, zone="UTC")
            assert await act(who, "record_practice", practice=said) == ""
        answered(server, [who.agent.id for who in learners], faster)
        answered(server, [who.agent.id for who in others], 1.0)
        effect = (await report(trainer, zone="UTC")).effect
        assert effect.learners is not None
        assert effect.others is not None
        assert effect.difference is not None
        assert (effect.learners.people, effect.others.people) == (4, 5)
        assert effect.learners.answers == 4 * 27 * 2 * 4
        for share, low, high in (
            (effect.learners.share, effect.learners.low, effect.learners.high),
            effect.difference,
        ):
            assert low <= faster - 1 <= high
            assert share == pytest.approx(faster - 1, abs=0.1)
            assert (high < 0) is (faster < 1)
        assert effect.others.low <= 0 <= effect.others.high


def answered(server: BackendRig, people: list[str], faster: float) -> None:
    """Answers from four weeks before the second of February to four weeks after, four a day."""
    random = Random(5)
    with server.services.database.write() as tx:
        first = tx.connection.exec_driver_sql("SELECT count(*) FROM insight_wait").scalar() or 0
        rows: list[tuple[Any, ...]] = []
        for who in people:
            for day in range(-27, 28):
                for turn in range(4):
                    began = datetime(2026, 2, 2, 9 + turn, tzinfo=UTC) + timedelta(days=day)
                    ms = int(60_000 * random.lognormvariate(0, 0.4) * (faster if day > 0 else 1.0))
                    if day == 0:
                        ms *= 1_000
                    at = int(began.timestamp() * 1e6)
                    position = 10**6 + first + len(rows)
                    rows.append((position, "r", at, at, 1, "whatsapp", "en", "", "answer", at + ms * 1000, who, ms, ms))
        tx.connection.exec_driver_sql(f"INSERT INTO insight_wait VALUES ({','.join('?' * 13)})", rows)
