"""Reads and writes at full size stay within their budgets: processor time, with slack for other machines."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from domain.changes import Change, Page
from domain.inbox import Folder
from domain.operations import Operation, Outcome, Result, Send
from tests.storage.desk import ME, Desk, open_desk
from tests.support.seeding import Plan, identity_id, seed, thread_id

SLACK = 3.0


async def milliseconds(times: int, work: Callable[[int], Awaitable[object]]) -> float:
    """The median."""
    found = []
    for number in range(times):
        began = time.process_time()
        await work(number)
        found.append((time.process_time() - began) * 1000)
    return statistics.median(found)


async def test_a_long_list_and_its_threads(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await seed(desk.store, Plan(ME, 10_000, 100_000, joined=3))
        store = desk.store
        assert (await store.threads.counts()).mine + (await store.threads.counts()).queue > 7000
        last = (await store.threads.rows(Folder.MINE, 2000))[-1]
        budget = 2.0 * SLACK
        assert await milliseconds(30, lambda _: store.threads.rows(Folder.MINE, 60)) < budget
        assert await milliseconds(30, lambda _: store.threads.rows(Folder.MINE, 60, last)) < budget
        assert await milliseconds(30, lambda n: store.threads.row(thread_id(n * 7))) < budget
        assert await milliseconds(30, lambda _: store.threads.counts()) < budget
        assert await milliseconds(30, lambda n: store.threads.card(thread_id(n * 5))) < budget
        assert await milliseconds(30, lambda n: store.threads.recipients(thread_id(n * 5))) < budget
        assert await milliseconds(30, lambda n: store.timeline.open(thread_id(n * 11), 60)) < budget
        assert await milliseconds(10, lambda _: store.threads.find("customer 77", 30)) < budget * 2
        assert await milliseconds(10, lambda _: store.threads.find("nobody at all", 30)) < budget * 4


async def test_a_long_thread(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await seed(desk.store, Plan(ME, 1, 100_000, unread=20))
        timeline, thread = desk.store.timeline, thread_id(0)
        entry = (await timeline.open(thread, 60)).entries[0]
        middle = replace(entry, message=replace(entry.message, position=50_000))
        budget = 2.0 * SLACK
        assert await milliseconds(30, lambda _: timeline.open(thread, 60)) < budget
        assert await milliseconds(30, lambda _: timeline.older(thread, middle, 60)) < budget
        assert await milliseconds(30, lambda _: timeline.newer(thread, middle, 60)) < budget
        assert await milliseconds(30, lambda _: timeline.entries(thread, middle, 60)) < budget


def reply(desk: Desk, number: int) -> Operation:
    """One reply in one of 500 threads."""
    return desk.operation(Send(identity_id(number % 500), f"reply {number}"), thread_id(number % 500))


async def test_a_long_outbox(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await seed(desk.store, Plan(ME, 500, 5_000))
        outbox = desk.store.outbox
        for start in range(0, 10_000, 500):
            await outbox.enqueue([reply(desk, number) for number in range(start, start + 500)])
        assert await milliseconds(20, lambda n: outbox.enqueue([reply(desk, n)])) < 20 * SLACK
        desk.seq = 1_000_000
        freezing, settling, applying = [], [], []
        for _ in range(5):
            began = time.process_time()
            batch = await desk.frozen()
            frozen = time.process_time()
            await outbox.settle([Result(op.id, Outcome.APPLIED) for _, op in batch.items])
            settled = time.process_time()
            changes = [Change(m.version, "message", m.id, m) for m in (desk.mine(op) for _, op in batch.items)]
            asked = time.process_time()
            await desk.store.feed.apply(Page(tuple(changes), str(desk.seq), False))
            applying.append(time.process_time() - asked)
            freezing.append(frozen - began)
            settling.append(settled - frozen)
        assert statistics.median(freezing) < 0.030 * SLACK
        assert statistics.median(settling) < 0.060 * SLACK
        assert statistics.median(applying) < 0.060 * SLACK
