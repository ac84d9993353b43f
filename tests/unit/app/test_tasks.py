"""The owner of background work: holds it, reports its failures, ends it."""

import asyncio
import gc
from collections.abc import Coroutine
from typing import Any

from app.tasks import TaskOwner


async def wait_for_ever() -> None:
    await asyncio.Event().wait()


async def test_a_result_comes_back_and_nothing_stays() -> None:
    owner = TaskOwner(raise_it)

    async def seven() -> int:
        return 7

    assert await owner.spawn(seven()) == 7
    await asyncio.sleep(0)
    assert len(owner) == 0


def raise_it(error: Exception) -> None:
    raise error


async def test_a_failure_is_reported_and_not_to_the_loop() -> None:
    reported: list[Exception] = []
    owner = TaskOwner(reported.append)

    async def fail() -> None:
        raise ValueError("ours")

    task = owner.spawn(fail())
    await asyncio.wait([task])
    await asyncio.sleep(0)
    del task
    gc.collect()
    assert [str(error) for error in reported] == ["ours"]


async def test_a_task_that_nobody_holds_lives() -> None:
    owner = TaskOwner(raise_it)
    done = asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0)
        done.set()

    owner.spawn(work())
    gc.collect()
    async with asyncio.timeout(5):
        await done.wait()


async def test_closing_ends_everything_also_what_is_started_meanwhile() -> None:
    owner = TaskOwner(raise_it)
    ended: list[str] = []

    async def stubborn() -> None:
        try:
            await wait_for_ever()
        finally:
            owner.spawn(wait_for_ever())
            ended.append("stubborn")

    owner.spawn(stubborn())
    await asyncio.sleep(0)
    await owner.close()
    assert ended == ["stubborn"]
    assert len(owner) == 0
    late = owner.spawn(wait_for_ever())
    await asyncio.wait([late])
    assert late.cancelled()


async def test_a_task_may_close_its_own_owner() -> None:
    owner = TaskOwner(raise_it)
    other = owner.spawn(wait_for_ever())
    await owner.spawn(owner.close())
    assert other.cancelled()


async def test_what_was_just_spawned_begins_before_it_is_cancelled() -> None:
    owner = TaskOwner(raise_it)
    begun: list[str] = []

    async def inner() -> None:
        begun.append("inner")
        await wait_for_ever()

    async def outer(work: Coroutine[Any, Any, None]) -> None:
        await work

    owner.spawn(outer(inner()))
    await owner.close()
    assert begun == ["inner"]


async def test_what_keeps_something_ends_before_the_rest_is_cancelled_also_what_it_starts() -> None:
    owner = TaskOwner(raise_it)
    kept: list[str] = []

    async def keep(words: str) -> None:
        for _turn in range(5):
            await asyncio.sleep(0)
        kept.append(words)
        if words == "first":
            owner.spawn(keep("second"), keeps=True)

    owner.spawn(keep("first"), keeps=True)
    owner.spawn(keep("asked only"))
    reader = owner.spawn(wait_for_ever())
    await owner.close()
    assert reader.cancelled()
    assert [one for one in kept if one != "asked only"] == ["first", "second"]


async def test_what_never_ends_has_its_grace_and_no_more() -> None:
    owner = TaskOwner(raise_it, grace=0.01)
    stuck = owner.spawn(wait_for_ever(), keeps=True)
    async with asyncio.timeout(60):
        await owner.close()
    assert stuck.cancelled()


async def test_what_keeps_something_may_close_its_own_owner() -> None:
    owner = TaskOwner(raise_it, grace=3_600)
    async with asyncio.timeout(60):
        await owner.spawn(owner.close(), keeps=True)
