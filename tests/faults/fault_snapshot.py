"""R24: the server cannot go on from the cursor (410) while much waits here: all of it stays, the rest comes anew."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.ports import Draft
from domain.changes import TYPE_OF, Change, Entity, Page
from domain.operations import Operation, Send
from localdb.opened import OpenedStore
from localdb.store import open_store
from tests.storage.desk import KEY, ME, Desk
from tests.support import seeding
from tests.support.virtual.running import quick_folder
from tests.support.workspace import RunningClock
from tools.faults import Scale
from tools.figures import Figure, at_most, exactly

NAME = "snapshot"
_PAGE = 500
_REPLIES, _DRAFTS = 500, 50


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """300 threads at first, 10,000 otherwise; five messages each."""
    threads = scale.choose(300, 10_000, 10_000)
    with quick_folder() as folder:
        yield from asyncio.run(again(folder, threads))


async def again(folder: Path, threads: int) -> list[Figure]:
    """A full computer takes a fresh snapshot, in which the last thread is missing."""
    desk = Desk(folder / "braid.db")
    plan = seeding.Plan(ME, threads, 5 * threads)
    store = await open_store(desk.path, KEY, RunningClock(), desk.ids, ME)
    try:
        await seeding.seed(store, plan)
        texts = await fill(desk, store)
        changes = [change_of(entity) for entity in seeding.entities(plan) if not seeding.is_of(entity, threads - 1)]
        began = time.perf_counter()
        await store.feed.restart()
        for start in range(0, len(changes), _PAGE):
            some = tuple(changes[start : start + _PAGE])
            await store.feed.apply(Page(some, f"{start}", start + _PAGE < len(changes)))
        took = time.perf_counter() - began
        waiting = [row.operation.payload for row in await store.outbox.unsent()]
        drafts = [await store.drafts.load(seeding.thread_id(number)) for number in range(_DRAFTS)]
        in_order = sum(a == b for a, b in zip(waiting, texts, strict=False))
        kept = sum(draft is not None and draft.text == f"draft {number}" for number, draft in enumerate(drafts))
        left = await store.threads.row(seeding.thread_id(threads - 1))
        return [
            at_most(f"R24 a fresh snapshot of {threads} threads, {len(changes)} rows", took, "s", 10.0),
            exactly("R24 replies kept in order", in_order, "", _REPLIES),
            exactly("R24 drafts kept", kept, "", _DRAFTS),
            exactly("R24 threads left that the server no longer shows", int(left is not None), "", 0),
        ]
    finally:
        await store.close()


async def fill(desk: Desk, store: OpenedStore) -> list[Send]:
    """What waits: replies over the first threads, and drafts."""
    sends = [Send(seeding.identity_id(number % 50), f"reply {number}") for number in range(_REPLIES)]
    made = [desk.operation(send, seeding.thread_id(number % 50)) for number, send in enumerate(sends)]
    operations: Sequence[Operation] = made
    await store.outbox.enqueue(operations)
    for number in range(_DRAFTS):
        await store.drafts.save(Draft(seeding.thread_id(number), f"draft {number}", None, False, None, (), 1))
    return sends


def change_of(entity: Entity) -> Change:
    """As the feed brings it."""
    return Change(entity.version, TYPE_OF[type(entity)], getattr(entity, "id", ""), entity)
