"""R12 at the client: what a computer holds after any changes is what a new computer holds after its first snapshot."""

import typing
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.ports import Draft
from backend.channels.events import ChannelEvent
from domain.changes import ENTITIES
from domain.ids import ThreadId
from domain.operations import PAYLOADS, Send
from tests.support.alike import FEED_TABLES
from tests.support.backend import a_backend
from tests.support.following import Computer, agrees, on_a_new_one, otherwise
from tests.support.story import STEPS, Story
from tests.support.virtual.statements import compiled_once

LONG: dict[str, Any] = {"access_lifetime": timedelta(days=99), "session_lifetime": timedelta(days=99)}


def test_each_type_of_the_feed_has_a_table_that_is_compared() -> None:
    assert FEED_TABLES.keys() | {"draft"} == ENTITIES.keys()


@pytest.mark.parametrize("seed", [1, 2])
async def test_each_change_brings_a_computer_to_what_a_new_one_holds(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    async with AsyncExitStack() as stack:
        stack.enter_context(compiled_once())  # a hundred new computers would each compile all their statements
        server = await stack.enter_async_context(a_backend(tmp_path / "server", **LONG))
        story = Story(server)
        computers = [
            await stack.enter_async_context(Computer(server, who, tmp_path / f"{number}", random))
            for number, who in enumerate((story.who, story.admin, story.who))
        ]
        for number, step in enumerate(STEPS):
            await step(story)
            new = [await on_a_new_one(one, tmp_path / f"new-{number}-{one.who.agent.id}") for one in computers[:2]]
            for which, computer in enumerate(computers):
                if which == 2:
                    await computer.begin_anew()
                await computer.pull()
                assert await otherwise(computer, new[which % 2]) == [], step.__name__
        kinds = {kind for (kind,) in server.rows("SELECT DISTINCT kind FROM operation")}
        assert kinds == PAYLOADS.keys(), "an operation without a step in the story"
        assert server.taken == set(typing.get_args(ChannelEvent)), "an inbound event without a step in the story"
        assert set.union(*(computer.types for computer in computers)) == ENTITIES.keys()


async def test_a_long_thread_after_410_is_complete_from_its_floor_on(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(a_backend(tmp_path / "server", **LONG))
        who, one, two = server.sign_in(), server.customer("one"), server.customer("two")
        computer = await stack.enter_async_context(Computer(server, who, tmp_path / "here", Random(3)))
        await computer.pull()
        for number in range(60):
            server.customer("one", text=f"{number}")
            server.customer("two", text=f"{number}")
        await computer.pull(40)
        await who.do("join", one, joined_thread_id=two.thread)
        await computer.store.feed.restart()
        await computer.pull(40)
        assert await agrees(computer, tmp_path / "new") == []
        assert await computer.store.timeline.gap(ThreadId(one.thread)) is not None


async def test_a_thread_that_changes_while_the_snapshot_is_paged_has_no_hole(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(a_backend(tmp_path / "server", **LONG))
        who, home = server.sign_in(), server.customer("one")
        for number in range(80):
            server.customer("one", text=f"{number}")
        computer = await stack.enter_async_context(Computer(server, who, tmp_path / "here", Random(3)))
        await computer.pull_once(40)
        server.customer("one", text="meanwhile")
        await computer.pull(40)
        assert await agrees(computer, tmp_path / "new") == []
        assert await computer.store.timeline.gap(ThreadId(home.thread)) is not None


async def test_threads_taken_apart_while_the_snapshot_is_paged_have_no_hole(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(a_backend(tmp_path / "server", **LONG))
        who, one, two = server.sign_in(), server.customer("one"), server.customer("two")
        for number in range(55):
            server.customer("one", text=f"{number}")
        for number in range(55):
            server.customer("two", text=f"{number}")
        await who.do("join", one, joined_thread_id=two.thread)
        computer = await stack.enter_async_context(Computer(server, who, tmp_path / "here", Random(3)))
        await computer.pull_once(100)
        await who.do("undo_join", one, join_id=server.rows("SELECT id FROM join_record")[0][0])
        await computer.pull(60)
        assert await agrees(computer, tmp_path / "new") == []


async def test_410_keeps_500_replies_and_50_drafts(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(a_backend(tmp_path / "server", **LONG))
        who = server.sign_in()
        homes = [server.customer() for _ in range(50)]
        computer = await stack.enter_async_context(Computer(server, who, tmp_path / "here", Random(4)))
        await computer.pull(500)
        for number in range(500):
            home = homes[number % 50]
            operation = computer.desk.operation(Send(home.identity, f"{number}"), ThreadId(home.thread))  # type: ignore[arg-type]
            await computer.store.outbox.enqueue([operation])
        for home in homes:
            await computer.store.drafts.save(Draft(ThreadId(home.thread), "unsent", None, False, None, (), 1))
        await computer.store.feed.restart()
        await computer.pull(100)
        waiting = await computer.store.outbox.unsent()
        assert [row.operation.payload.text for row in waiting] == [f"{n}" for n in range(500)]  # type: ignore[union-attr]
        for home in homes:
            draft = await computer.store.drafts.load(ThreadId(home.thread))
            assert draft is not None
            assert draft.text == "unsent"
