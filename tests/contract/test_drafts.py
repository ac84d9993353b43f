"""Drafts of one agent on several devices, over the real endpoints (C-4, reliability 3.2)."""

from pathlib import Path

import pytest

from domain.agent import Role
from domain.channel import ChannelKind
from tests.support.backend import BackendRig, Home, Json, Who, a_backend


def second_device(who: Who) -> Who:
    """The same person on another computer."""
    with who.server.services.database.write() as tx:
        token = who.server.services.sessions.open(tx, who.agent, "test").access_token
    return Who(who.server, who.agent, token)


async def held(who: Who, home: Home | str) -> Json | None:
    """The draft as that device would learn of it."""
    entities, _ = await who.state()
    return entities.get(("draft", home if isinstance(home, str) else home.thread))


async def texts(server: BackendRig, *homes: Home) -> list[str]:
    rows = dict(server.rows("SELECT thread_id, text FROM draft"))
    return [rows.get(home.thread, "") for home in homes]


async def test_a_draft_reaches_its_authors_other_device_and_nobody_else(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk, colleague, home = server.sign_in(), server.sign_in(Role.ADMIN), server.customer()
        laptop = second_device(desk)
        said = {"text": "Dear", "identity_id": home.identity, "note": True, "reply_to": "m1", "files": 2}
        assert (await desk.do("save_draft", home, **said))["outcome"] == "applied"
        found = await held(laptop, home)
        assert found is not None
        assert {name: found[name] for name in said} == said
        assert (found["agent_id"], found["device_id"]) == (desk.agent.id, desk.device)
        assert await held(colleague, home) is None
        assert server.rows("SELECT count(*) FROM message WHERE text = 'Dear'") == [(0,)]
        assert server.rows("SELECT count(*) FROM egress") == [(0,)]


async def test_what_another_device_wrote_since_is_not_overwritten(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk, home = server.sign_in(), server.customer()
        laptop = second_device(desk)
        await desk.do("save_draft", home, text="one")
        refused = await laptop.batch_one("save_draft", home, {"text": "other"})
        assert refused["outcome"] == "conflict"
        first = await held(laptop, home)
        assert first is not None
        assert (first["text"], refused["current"]) == ("one", first["version"])
        assert (await laptop.do("save_draft", home, text="other", base=first["version"]))["outcome"] == "applied"
        late = await desk.batch_one("save_draft", home, {"text": "", "base": first["version"]})
        assert late["outcome"] == "conflict"
        assert await texts(server, home) == ["other"]


async def test_a_device_goes_on_from_its_own_words_without_waiting_for_the_feed(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk, home = server.sign_in(), server.customer()
        for text in ("D", "De", "Dear"):
            assert (await desk.do("save_draft", home, text=text))["outcome"] == "applied"
        assert await texts(server, home) == ["Dear"]


async def test_the_same_words_are_no_conflict_and_no_news(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk, home = server.sign_in(), server.customer()
        laptop = second_device(desk)
        await desk.do("save_draft", home, text="same")
        _, cursor = await laptop.state()
        assert (await laptop.do("save_draft", home, text="same"))["outcome"] == "applied"
        assert (await laptop.changes(cursor))["changes"] == []


async def test_an_empty_draft_is_gone_everywhere(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk, home = server.sign_in(), server.customer()
        laptop = second_device(desk)
        await desk.do("save_draft", home, text="soon sent")
        known, cursor = await laptop.state()
        await desk.batch(
            desk.op("send", home, {"identity_id": home.identity, "text": "soon sent"}),
            desk.op("save_draft", home, {"text": ""}),
        )
        [gone] = [c for c in (await laptop.changes(cursor))["changes"] if c["type"] == "draft"]
        assert (gone["id"], gone["entity"]) == (home.thread, None)
        assert ("draft", home.thread) not in (await laptop.state())[0]
        assert (await laptop.do("save_draft", home, text="anew", base=known["draft", home.thread]["version"]))[
            "outcome"
        ] == "applied"
        assert (await desk.do("save_draft", home, text="", base=0))["outcome"] == "conflict"
        assert await texts(server, home) == ["anew"]


async def test_joining_and_undoing_leave_every_draft_where_it_was_written(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk, one = server.sign_in(), server.customer("a")
        two = server.customer("b", account=server.account(ChannelKind.INSTAGRAM))
        laptop = second_device(desk)
        await desk.do("save_draft", one, text="to one")
        await desk.do("save_draft", two, text="to two", identity_id=two.identity)
        await desk.do("join", one, joined_thread_id=two.thread)
        assert await texts(server, one, two) == ["to one", "to two"]
        known = await held(laptop, two.thread)
        assert known is not None
        # A device that does not know of the join yet saves under the thread it shows.
        assert (await laptop.do("save_draft", two, text="to two!", base=known["version"]))["outcome"] == "applied"
        assert await texts(server, one, two) == ["to one", "to two!"]
        entities, _ = await desk.state()
        [join] = [entity["id"] for (kind, _), entity in entities.items() if kind == "join"]
        await desk.do("undo_join", one, join_id=join)
        assert await texts(server, one, two) == ["to one", "to two!"]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"text": "x" * 16_001}, "text_too_long"),
        ({"text": "x", "identity_id": "i" * 65}, "bad_operation"),
        ({"text": "x", "reply_to": "i" * 65}, "bad_operation"),
        ({"text": "x", "files": -1}, "bad_operation"),
        ({"text": "x", "files": 1001}, "bad_operation"),
    ],
)
async def test_drafts_that_cannot_be_kept(tmp_path: Path, payload: Json, code: str) -> None:
    async with a_backend(tmp_path) as server:
        desk, home = server.sign_in(), server.customer()
        refused = await desk.batch_one("save_draft", home, payload)
        assert (refused["outcome"], refused["code"]) == ("rejected", code)
        assert await texts(server, home) == [""]


async def test_who_may_not_answer_keeps_no_drafts(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        trainer, home = server.sign_in(Role.TRAINER), server.customer()
        assert (await trainer.batch_one("save_draft", home, {"text": "x"}))["code"] == "not_allowed"


async def test_read_marks_of_two_devices_meet_at_the_furthest(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        desk, home = server.sign_in(), server.customer()
        laptop = second_device(desk)
        for _ in range(4):
            server.customer(home.handle)
        for device, position in ((desk, 2), (laptop, 5), (desk, 3), (laptop, 1)):
            assert (await device.do("mark_read", home, position=position))["outcome"] == "applied"
        for device in (desk, laptop):
            assert (await device.state())[0]["read_mark", home.thread]["position"] == 5
