"""What trainers give, reaches the people it is for, and leaves those it is not for any more (S-2)."""

from pathlib import Path
from typing import Any

import pytest

from domain.agent import Permission, Role
from domain.training.acts import PRACTICE
from tests.support.backend import BackendRig, Json, Who, a_backend
from tests.support.training import PACK, act, an_assignment, held, publish, uid

WEEK, WORD = uid("week"), uid("word")


async def a_pack(server: BackendRig) -> Who:
    trainer = server.sign_in(Role.TRAINER)
    await publish(trainer, [server.sign_in(Role.LEAD), server.sign_in(Role.ADMIN)])
    return trainer


async def assign(who: Who, *people: Who, **more: Any) -> str:
    assignment = {**an_assignment("week", [one.agent.id for one in people]), **more}
    return await act(who, "assign_training", assignment=assignment)


@pytest.mark.parametrize("role", list(Role))
async def test_who_sees_an_assignment_a_word_and_a_certificate(tmp_path: Path, role: Role) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner, other = await a_pack(server), server.sign_in(role), server.sign_in(role)
        assert await assign(trainer, learner) == ""
        assert await act(trainer, "coach", coaching_id=WORD, to=learner.agent.id, text=" Well done ") == ""
        may = other.agent.may(Permission.TRAIN)
        for kind, id_ in (("assignment", WEEK), ("coaching", WORD)):
            assert list(await held(learner, kind)) == [id_]
            assert list(await held(other, kind)) == ([id_] if may else [])
            assert list(await held(trainer, kind)) == [id_]


async def test_whoever_is_taken_off_an_assignment_has_it_no_more(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, one, two = await a_pack(server), server.sign_in(), server.sign_in()
        known = {who: await who.state() for who in (trainer, one, two)}
        seen = []
        for people in ([one], [one, two], [two], [one]):
            assert await assign(trainer, *people) == ""
            for who, (entities, cursor) in known.items():
                known[who] = await who.state(cursor, entities)
                assert known[who][0] == (await who.state())[0]
            seen.append([("assignment", WEEK) in known[who][0] for who in (trainer, one, two)])
        assert seen == [[True, True, False], [True, True, True], [True, False, True], [True, True, False]]


async def test_what_is_held_of_changes_for_one_is_not_given_to_another(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner, other = await a_pack(server), server.sign_in(), server.sign_in()
        cursors = [(await who.state())[1] for who in (trainer, learner, other)]
        assert await assign(trainer, learner) == ""
        pages = [await who.changes(cursor) for who, cursor in zip((trainer, learner, other), cursors, strict=True)]
        entities = [page["changes"][0]["entity"] for page in pages]
        assert [bool(entity) for entity in entities] == [True, True, False]


async def test_a_new_role_sees_what_it_did_not_see(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner, who = await a_pack(server), server.sign_in(), server.sign_in()
        admin = server.sign_in(Role.ADMIN)
        assert await assign(trainer, learner) == ""
        for role, seen in ((Role.TRAINER, True), (Role.AGENT, False)):
            await admin.ask("PATCH", f"/v1/agents/{who.agent.id}", json={"role": role})
            known, _ = await who.state()
            assert (("assignment", WEEK) in known, ("pack", PACK) in known) == (seen, seen)


async def test_author_and_version_are_the_servers_and_an_ended_one_stays(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner, lead = await a_pack(server), server.sign_in(), server.sign_in(Role.LEAD)
        assert await assign(trainer, learner, author="somebody", version=10**6) == ""
        assert await assign(lead, learner, learner, note="Changed") == ""
        found = (await held(learner, "assignment"))[WEEK]
        assert (found["author"], found["note"], found["people"]) == (trainer.agent.id, "Changed", [learner.agent.id])
        for _ in range(2):
            assert await act(lead, "end_assignment", assignment_id=WEEK) == ""
        assert (await held(learner, "assignment"))[WEEK]["ended"]


async def test_a_built_in_pack_can_be_assigned_and_a_retired_one_can_not(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner = await a_pack(server), server.sign_in()
        assert await assign(trainer, learner, pack_id="builtin-en", id=uid("built in")) == ""
        for pack in ("builtin-xx", "builtin-../../x", "builtin-", uid("none")):
            assert (pack, await assign(trainer, learner, pack_id=pack, id=uid(pack))) == (pack, "pack_gone")
        assert await assign(trainer, learner) == ""
        assert await act(trainer, "retire_pack", pack_id=PACK, retired=True) == ""
        assert await assign(trainer, learner, id=uid("later")) == "pack_gone"
        assert await assign(trainer, learner, note="its dates can still be changed") == ""


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"people": []}, "bad_operation"),
        ({"people": ["x"] * 501}, "bad_operation"),
        ({"people": ["nobody"]}, "agent_gone"),
        ({"since": "2026-03-08"}, "bad_operation"),
        ({"until": "2199-01-01"}, "bad_operation"),
        ({"since": "1999-01-01", "until": "1999-01-02"}, "bad_operation"),
        ({"rounds": 0}, "bad_operation"),
        ({"rounds": 10**20}, "bad_operation"),
        ({"note": "x" * 2_001}, "text_too_long"),
        ({"note": "\ud800"}, "bad_operation"),
        ({"groups": ["x" * 81]}, "bad_operation"),
        ({"kind": "chess"}, "bad_operation"),
        ({"id": "week"}, "bad_operation"),
    ],
)
async def test_assignments_that_make_no_sense(tmp_path: Path, more: Json, code: str) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner = await a_pack(server), server.sign_in()
        assert await assign(trainer, learner, **more) == code
        assert await held(trainer, "assignment") == {}


async def test_whoever_left_can_stay_on_an_assignment_and_not_come_onto_one(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner, admin = await a_pack(server), server.sign_in(), server.sign_in(Role.ADMIN)
        assert await assign(trainer, learner) == ""
        await admin.ask("PATCH", f"/v1/agents/{learner.agent.id}", json={"active": False})
        assert await assign(trainer, learner, note="longer", until="2026-03-20") == ""
        assert await assign(trainer, learner, id=uid("new")) == "agent_gone"
        assert await act(trainer, "coach", coaching_id=WORD, to=learner.agent.id, text="x") == "agent_gone"


async def test_only_its_learner_says_that_a_word_was_read(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner, other = await a_pack(server), server.sign_in(), server.sign_in(Role.ADMIN)
        assert await act(trainer, "coach", coaching_id=WORD, to=learner.agent.id, text="Well done") == ""
        for who in (trainer, other):
            assert await act(who, "see_coaching", coaching_id=WORD) == "not_allowed"
        assert (await held(trainer, "coaching"))[WORD]["seen_at"] is None
        assert await act(learner, "see_coaching", coaching_id=WORD) == ""
        seen = (await held(trainer, "coaching"))[WORD]["seen_at"]
        server.clock.advance(60)
        assert await act(learner, "see_coaching", coaching_id=WORD) == ""
        assert (await held(trainer, "coaching"))[WORD]["seen_at"] == seen is not None
        assert await act(learner, "see_coaching", coaching_id=uid("none")) == "bad_operation"


async def test_a_word_is_said_once_and_by_whoever_said_it(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, learner, lead = await a_pack(server), server.sign_in(), server.sign_in(Role.LEAD)
        said = {"coaching_id": WORD, "to": learner.agent.id}
        for text, code in (("  ", "empty_message"), ("x" * 2_001, "text_too_long"), ("First", ""), ("Second", "")):
            assert (text[:9], await act(trainer, "coach", **said, text=text)) == (text[:9], code)
        assert await act(lead, "coach", **said, text="Mine") == "not_allowed"
        assert (await held(learner, "coaching"))[WORD]["text"] == "First"
        wrong = {**said, "coaching_id": uid("other"), "text": "x"}
        assert (await trainer.batch_one("coach", uid("lane"), wrong))["code"] == "bad_operation"
        assert (await trainer.batch_one("coach", PRACTICE, {**wrong, "coaching_id": "x"}))["code"] == "bad_operation"
