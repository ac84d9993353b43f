"""Packs on the server: who works on them, what learners get, and every edition there ever was (S-2)."""

import uuid
from pathlib import Path
from typing import Any

import pytest

from domain.agent import Permission, Role
from tests.support.backend import BackendRig, Json, Who, a_backend
from tests.support.training import PACK, act, allow, an_item, held, publish, uid


def trainers(server: BackendRig) -> tuple[Who, Who, Who]:
    return server.sign_in(Role.TRAINER), server.sign_in(Role.LEAD), server.sign_in(Role.ADMIN)


async def test_two_others_agree_before_learners_get_an_item(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author, second, third = trainers(server)
        learner = server.sign_in()
        assert await act(author, "name_pack", pack_id=PACK, title=" Parcels ", note="", source="written") == ""
        assert await act(author, "put_items", pack_id=PACK, items=[an_item("a"), an_item("b")]) == ""
        said: Json = {"pack_id": PACK, "item": an_item("a"), "agrees": True, "comment": ""}
        assert await act(second, "check_key", **said) == ""
        assert await act(second, "publish_pack", pack_id=PACK) == "nothing_checked"
        assert await held(learner, "edition") == {}
        assert await act(third, "check_key", **said) == ""
        assert await act(second, "publish_pack", pack_id=PACK) == ""
        [edition] = (await held(learner, "edition")).values()
        assert (edition["id"], edition["title"], edition["number"]) == (PACK, "Parcels", 1)
        assert [item["id"] for item in edition["items"]] == ["a"]
        assert edition["published_by"] == second.agent.id


async def test_nobody_checks_their_own_key(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author, second, _ = trainers(server)
        assert await act(author, "name_pack", pack_id=PACK, title="Parcels", note="", source="written") == ""
        assert await act(author, "put_items", pack_id=PACK, items=[an_item("a")]) == ""
        before = await held(author, "pack")
        said: Json = {"pack_id": PACK, "item": an_item("a")}
        assert await act(author, "check_key", **said, agrees=True, comment="") == "not_allowed"
        assert await act(author, "check_key", **said, agrees=False, comment="The mark is wrong") == "not_allowed"
        assert await held(author, "pack") == before
        # Whoever changes it is its author from then on.
        moved: Json = {"pack_id": PACK, "item": an_item("a", complaint=True)}
        assert await act(second, "put_items", pack_id=PACK, items=[moved["item"]]) == ""
        assert await act(second, "check_key", **moved, agrees=True, comment="") == "not_allowed"
        assert await act(author, "check_key", **moved, agrees=True, comment="") == ""
        [entry] = (await held(author, "pack"))[PACK]["entries"]
        assert [check["by"] for check in entry["checks"]] == [author.agent.id]


async def test_the_workspace_says_how_many_must_agree(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author, lead, _ = trainers(server)
        await allow(lead, '{"checkers": 0}')
        await publish(author, [])
        assert len(await held(server.sign_in(), "edition")) == 1


@pytest.mark.parametrize("role", list(Role))
async def test_packs_are_for_those_who_train_and_editions_for_everybody(tmp_path: Path, role: Role) -> None:
    async with a_backend(tmp_path) as server:
        author, *checkers = trainers(server)
        who = server.sign_in(role)
        _, cursor = await who.state()
        await publish(author, checkers)
        may = who.agent.may(Permission.TRAIN)
        told = [change["type"] for change in (await who.changes(cursor))["changes"]]
        assert told == (["pack"] if may else []) + ["edition"]
        assert (PACK in await held(who, "pack")) is may
        assert PACK in await held(who, "edition")
        for kind in ("pack", "edition"):
            states = (await who.ask("GET", f"/v1/shelf/{kind}/{PACK}/history")).json()["states"]
            assert bool(states) is (may and kind == "edition")
        answer = await who.ask("GET", f"/v1/training/editions/{PACK}")
        assert answer.status_code == (200 if may else 403)


async def editions(who: Who, pack: str = PACK) -> list[tuple[int, list[str]]]:
    found = (await who.ask("GET", f"/v1/training/editions/{pack}")).json()
    return [(one["number"], [item["text"] for item in one["items"]]) for one in found]


async def test_every_edition_can_be_looked_up_again(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author, *checkers = trainers(server)
        await publish(author, checkers, PACK, an_item(text="where is my parcel!"))
        await publish(author, checkers, PACK, an_item(text="where is my parcel?"))
        assert await editions(author) == [(2, ["where is my parcel?"]), (1, ["where is my parcel!"])]
        assert await editions(author, str(uuid.uuid4())) == []


async def test_a_retired_pack_is_offered_to_nobody_until_it_is_back(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author, *checkers = trainers(server)
        learner = server.sign_in()
        await publish(author, checkers)
        known, cursor = await learner.state()
        assert await act(author, "retire_pack", pack_id=PACK, retired=True) == ""
        assert await act(author, "retire_pack", pack_id=PACK, retired=True) == ""
        known, cursor = await learner.state(cursor, known)
        assert ("edition", PACK) not in known
        assert known == (await learner.state())[0]
        assert (await held(author, "pack"))[PACK]["retired"]
        assert await act(author, "retire_pack", pack_id=PACK, retired=False) == ""
        known, _ = await learner.state(cursor, known)
        assert known["edition", PACK]["number"] == 1
        assert await act(author, "retire_pack", pack_id=PACK, retired=True) == ""
        assert await act(author, "publish_pack", pack_id=PACK) == ""
        assert (await held(learner, "edition"))[PACK]["number"] == 2
        assert [number for number, _ in await editions(author)] == [2, 1]


async def test_published_and_retired_in_one_batch(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author, *checkers = trainers(server)
        await publish(author, checkers)
        pack = {"pack_id": PACK}
        steps: list[tuple[str, Json]] = [
            ("publish_pack", pack),
            ("publish_pack", pack),
            ("retire_pack", {**pack, "retired": True}),
        ]
        results = await author.batch(*(author.op(kind, PACK, said) for kind, said in steps))
        assert [result["outcome"] for result in results] == ["applied"] * 3
        assert len({result["current"] for result in results}) == 1
        pack_now = (await held(author, "pack"))[PACK]
        assert (pack_now["edition"], pack_now["retired"]) == (3, True)
        assert pack_now["version"] == results[-1]["current"]
        assert await held(author, "edition") == {}


async def test_what_is_done_twice_is_done_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author, *checkers = trainers(server)
        await publish(author, checkers)
        before = await held(author, "pack")
        assert await act(author, "put_items", pack_id=PACK, items=[an_item()]) == ""
        assert await held(author, "pack") == before
        op = author.op("publish_pack", PACK, {"pack_id": PACK}, n=1)
        device = str(uuid.uuid4())
        assert [(await author.batch(op, device=device))[0]["outcome"] for _ in range(2)] == ["applied", "duplicate"]
        assert (await held(author, "pack"))[PACK]["edition"] == 2


MANY = [an_item(f"{number}") for number in range(21)]
LINE = {"side": "customer", "text": "x"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"items": [an_item(text="")]}, "bad_operation"),
        ({"items": []}, "bad_operation"),
        ({"items": MANY}, "bad_operation"),
        ({"items": [an_item("x" * 65)]}, "bad_operation"),
        ({"items": [an_item("")]}, "bad_operation"),
        ({"items": [an_item(before=[LINE] * 51)]}, "bad_operation"),
        ({"items": [an_item(marks=[{"start": 10**30, "end": 10**31}])]}, "bad_operation"),
        ({"items": [an_item(text="where is my parcel \ud800")]}, "bad_operation"),
        ({"items": [an_item(topic="weather")]}, "bad_operation"),
        ({"items": [an_item()], "pack_id": "builtin-en"}, "bad_operation"),
        ({"items": [an_item()], "pack_id": uid("nothing")}, "pack_gone"),
    ],
)
async def test_items_that_cannot_be_kept(tmp_path: Path, said: Json, code: str) -> None:
    async with a_backend(tmp_path) as server:
        author = server.sign_in(Role.TRAINER)
        assert await act(author, "name_pack", pack_id=PACK, title="x", note="", source="written") == ""
        assert await act(author, "put_items", **{"pack_id": PACK, **said}) == code
        assert (await held(author, "pack"))[PACK]["entries"] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"title": " "}, "empty_message"),
        ({"title": "x" * 121}, "text_too_long"),
        ({"note": "x" * 1_001}, "text_too_long"),
        ({"source": "built_in"}, "bad_operation"),
        ({"title": "\udfff"}, "bad_operation"),
        ({"title": None}, "bad_operation"),
        ({"pack_id": "../x"}, "bad_operation"),
    ],
)
async def test_packs_that_cannot_be_named(tmp_path: Path, said: Json, code: str) -> None:
    async with a_backend(tmp_path) as server:
        author = server.sign_in(Role.TRAINER)
        pack: dict[str, Any] = {"pack_id": PACK, "title": "x", "note": "", "source": "written", **said}
        assert await act(author, "name_pack", **pack) == code
        assert await held(author, "pack") == {}


async def test_a_pack_holds_five_hundred_items_and_no_more(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author = server.sign_in(Role.TRAINER)
        assert await act(author, "name_pack", pack_id=PACK, title="x", note="", source="written") == ""
        for first in range(0, 500, 20):
            items = [an_item(f"{first + number}") for number in range(20)]
            assert await act(author, "put_items", pack_id=PACK, items=items) == ""
        assert await act(author, "put_items", pack_id=PACK, items=[an_item("one more")]) == "text_too_long"
        assert len((await held(author, "pack"))[PACK]["entries"]) == 500


async def test_a_pack_has_a_size_that_every_client_can_hold(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author = server.sign_in(Role.TRAINER)
        assert await act(author, "name_pack", pack_id=PACK, title="x", note="", source="written") == ""
        heavy = [{"side": "customer", "text": "x" * 4_000}] * 50
        codes = [
            await act(author, "put_items", pack_id=PACK, items=[an_item(f"{part}-{n}", before=heavy) for n in range(4)])
            for part in range(3)
        ]
        assert codes == ["", "", "text_too_long"]


async def test_another_lane_is_refused(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        author = server.sign_in(Role.TRAINER)
        said = {"pack_id": PACK, "title": "x", "note": "", "source": "written"}
        assert (await author.batch_one("name_pack", uid("elsewhere"), said))["code"] == "bad_operation"
