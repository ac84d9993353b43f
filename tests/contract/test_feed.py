"""GET /v1/changes: applying the changes to what was known gives what a fresh snapshot gives (R12)."""

from datetime import timedelta
from pathlib import Path

import pytest

from backend.threads import delivery
from domain.changes import ENTITIES
from domain.message import Delivery
from tests.support.backend import Known, Who, a_backend
from tests.support.story import STEPS, Story


async def test_changes_applied_to_what_was_known_are_a_fresh_snapshot(tmp_path: Path) -> None:
    async with a_backend(tmp_path, access_lifetime=timedelta(days=9)) as server:
        story = Story(server)
        known = {who: await who.state() for who in (story.who, story.admin)}
        from_the_start = dict(known)
        types = set()
        for step in STEPS:
            await step(story)
            for who, (entities, cursor) in known.items():
                known[who] = after = await who.state(cursor, entities, limit=3)
                fresh, _ = await who.state(limit=7)
                assert after[0] == fresh, step.__name__
                types |= {type_ for type_, _ in fresh}
        assert types == ENTITIES.keys()
        for who, (entities, cursor) in from_the_start.items():
            assert (await who.state(cursor, entities))[0] == known[who][0]


async def test_the_version_of_an_entity_is_the_sequence_of_its_change(tmp_path: Path) -> None:
    async with a_backend(tmp_path, access_lifetime=timedelta(days=9)) as server:
        story = Story(server)
        for step in STEPS:
            await step(story)
        page = await story.who.changes(limit=1000)
        assert not page["has_more"]
        wrong = [(c["type"], c["seq"]) for c in page["changes"] if c["seq"] != c["entity"]["version"]]
        assert wrong == []
        seqs = [change["seq"] for change in page["changes"]]
        assert seqs == sorted(set(seqs))


async def test_pages_are_never_larger_than_asked_and_end_with_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        for _ in range(4):
            server.customer()
        page = await who.changes(limit=2)
        assert (len(page["changes"]), page["has_more"]) == (2, True)
        _, cursor = await who.state(limit=2)
        page = await who.changes(cursor)
        assert (page["changes"], page["has_more"]) == ([], False)


async def test_an_entity_that_changed_often_comes_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        _, cursor = await who.state()
        for number in range(5):
            await who.do("tag", home, add=[str(number)])
        [change] = (await who.changes(cursor))["changes"]
        assert change["entity"]["tags"] == ["0", "1", "2", "3", "4"]


async def test_a_snapshot_carries_the_newest_messages_of_each_home_thread(tmp_path: Path) -> None:
    async with a_backend(tmp_path, snapshot_messages=5) as server:
        who = server.sign_in()
        one, two = server.customer("a"), server.customer("b")
        for _ in range(4):
            server.customer("a")
            server.customer("b")
            server.customer("b")
        before = messages(await snapshot(who))
        assert len(before) == 10
        await who.do("join", one, joined_thread_id=two.thread)
        window = (await who.ask("GET", f"/v1/threads/{one.thread}/messages?limit=5")).json()
        held = set(messages(await snapshot(who)))
        assert {message["position"] for message in window["messages"]} <= held
        assert len(set(before) - held) == 1, "only what the word about the join displaced in the thread that was kept"


async def snapshot(who: Who) -> Known:
    return (await who.state())[0]


def messages(entities: Known) -> list[int]:
    return [entity["position"] for (type_, _), entity in entities.items() if type_ == "message"]


async def test_what_was_discarded_makes_no_room_in_a_snapshot(tmp_path: Path) -> None:
    async with a_backend(tmp_path, snapshot_messages=3) as server:
        who, home = server.sign_in(), server.customer("a")
        for _ in range(4):
            server.customer("a")
        sent = (await who.send(home))["id"]
        with server.services.database.write() as tx:
            delivery.record(tx, sent, Delivery.FAILED, "channel_down")
        await who.do("discard", home, message_id=sent)
        assert len(messages(await snapshot(who))) == 3


async def test_a_snapshot_is_not_over_before_what_changed_meanwhile_is_there(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer("a")
        first = await who.changes(limit=1)
        await who.do("tag", home, add=["vip"])
        last = await who.changes(first["cursor"])
        assert last["has_more"]
        rest = await who.changes(last["cursor"])
        assert [change["entity"]["tags"] for change in rest["changes"] if change["type"] == "thread"] == [["vip"]]
        assert not rest["has_more"]


async def test_what_changes_while_a_snapshot_is_paged_is_not_lost(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        homes = [server.customer() for _ in range(5)]
        page = await who.changes(limit=4)
        known = {(c["type"], c["id"]): c["entity"] for c in page["changes"]}
        await who.do("tag", homes[0], add=["vip"])
        server.customer()
        entities, _ = await who.state(page["cursor"], known, limit=4)
        again, cursor = await who.state(page["cursor"], known, limit=4)
        assert entities == again
        entities, _ = await who.state(cursor, entities)
        assert entities == await snapshot(who)


@pytest.mark.parametrize("cursor", ["nonsense", "AAAA", "é", "A" * 76])
async def test_a_cursor_that_was_never_ours(tmp_path: Path, cursor: str) -> None:
    async with a_backend(tmp_path) as server:
        answer = await server.sign_in().ask("GET", "/v1/changes", params={"since": cursor})
        assert (answer.status_code, answer.json()["code"]) == (410, "cannot_calculate")


async def test_a_cursor_of_somebody_else_of_another_database_or_of_long_ago(tmp_path: Path) -> None:
    async with a_backend(
        tmp_path / "one", access_lifetime=timedelta(days=99), session_lifetime=timedelta(days=99)
    ) as server:
        who, other = server.sign_in(), server.sign_in()
        _, cursor = await who.state()
        stale = {"since": cursor}
        assert (await other.ask("GET", "/v1/changes", params=stale)).status_code == 410
        server.clock.advance(30 * 86400)
        assert (await who.ask("GET", "/v1/changes", params=stale)).status_code == 200
        server.clock.advance(1)
        assert (await who.ask("GET", "/v1/changes", params=stale)).status_code == 410
        async with a_backend(tmp_path / "two") as elsewhere:
            answer = await elsewhere.sign_in().ask("GET", "/v1/changes", params=stale)
            assert answer.status_code == 410


async def test_a_window_goes_both_ways_and_says_when_it_is_at_the_end(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        for _ in range(6):
            server.customer(home.handle)

        async def window(**query: int) -> tuple[list[int], bool]:
            answer = await who.ask("GET", f"/v1/threads/{home.thread}/messages", params=query)
            found = answer.json()
            return [message["position"] for message in found["messages"]], found["complete"]

        assert await window(limit=3) == ([5, 6, 7], False)
        assert await window(before=5, limit=3) == ([2, 3, 4], False)
        assert await window(before=2, limit=3) == ([1], True)
        assert await window(after=3, limit=3) == ([4, 5, 6], False)
        assert await window(after=4, limit=3) == ([5, 6, 7], True)
        assert await window() == ([1, 2, 3, 4, 5, 6, 7], True)
        assert (await who.ask("GET", "/v1/threads/none/messages")).status_code == 404


async def test_what_one_agent_was_told_is_told_the_next_one_alike_and_private_things_stay_private(
    tmp_path: Path,
) -> None:
    """R23: changes are kept as JSON between agents; read marks and drafts never are."""
    async with a_backend(tmp_path) as server:
        one, two = server.sign_in(), server.sign_in()
        known_one, since_one = await one.state()
        known_two, since_two = await two.state()
        home = server.customer()
        await one.do("mark_read", home, position=1)
        await one.do("save_draft", home, text="mine alone")
        for _ in range(2):
            changed_one, _ = await one.state(since_one, known_one)
            changed_two, _ = await two.state(since_two, known_two)
            assert {type_ for type_, _ in changed_one.keys() - changed_two.keys()} == {"read_mark", "draft"}
            assert changed_two.keys() <= changed_one.keys()
            assert all(changed_one[key] == entity for key, entity in changed_two.items())
        server.take(server.whatsapp, server.received(home.handle, "and more"))
        (fresh, _), (pulled, _) = await two.state(), await two.state(since_two, known_two)
        assert pulled == fresh, "what was kept is never older than what is there"
