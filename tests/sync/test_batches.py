"""Batch behind batch: what is frozen ahead leaves at once, or is as if nobody had touched it (reliability 3.2, 3.3)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from app.changes import ChangeHub, ChangeSet
from app.errors import (
    AnswerLost,
    KnownError,
    SignedOut,
    StorageFull,
    StorageUnreadable,
    Throttled,
    TooLarge,
    Unreachable,
)
from domain.ids import IdentityId, OperationId
from domain.operations import Outcome, Send
from domain.outbox import OutboxState
from sync.batches import Batches
from sync.steps import BatchFailed, NothingToSubmit, Released, Submitted
from tests.fakes.gateway import FakeGateway, FakeServer, Fault
from tests.storage.desk import T2, Desk, T, open_desk

QUEUED, SENT, BLOCKED = OutboxState.QUEUED, OutboxState.SENT, OutboxState.BLOCKED
LONG = "x" * 600_000
WHERE = IdentityId(f"identity-of-{T}")


@dataclass
class Post:
    """A desk whose replies leave two at a time, to a server that can be made to wait.

    Attributes:
        told: what the screens heard.
    """

    desk: Desk
    server: FakeServer = field(default_factory=FakeServer)
    told: ChangeSet = field(default_factory=ChangeSet)

    def __post_init__(self) -> None:
        self.gateway = FakeGateway(self.server)
        self.hub = ChangeHub(asyncio.get_running_loop().call_soon, print)
        self.hub.subscribe(self._hear)
        self.server.change(self.desk.thread(T), self.desk.thread(T2))
        self.batches = Batches(self.gateway, self.desk.store, self.desk.clock, self.hub)

    def _hear(self, changes: ChangeSet) -> None:
        self.told |= changes

    async def write(self, *texts: str) -> list[OperationId]:
        return [(await self.desk.send(text)).id for text in texts]

    async def states(self) -> list[tuple[OutboxState, int]]:
        return [(state, n) for state, n, _ in (await self.desk.states()).values()]

    async def until(self, *states: tuple[OutboxState, int]) -> None:
        async with asyncio.timeout(30):
            while await self.states() != [*states]:  # noqa: ASYNC110 - the store tells of answers only
                await asyncio.sleep(0)

    @property
    def arrived(self) -> list[str]:
        return [text for _, text in self.server.provider]


@asynccontextmanager
async def a_post(folder: Path) -> AsyncIterator[Post]:
    async with open_desk(folder) as desk:
        await desk.customer()
        yield Post(desk)


async def test_the_next_batch_is_frozen_while_one_is_under_way_and_leaves_before_that_is_settled(
    tmp_path: Path,
) -> None:
    async with a_post(tmp_path) as post:
        await post.write("1", "2", "3", "4", "5")
        post.gateway.gate = asyncio.Event()
        first = asyncio.ensure_future(post.batches.submit(2, None))
        await post.until((SENT, 1), (SENT, 2), (SENT, 3), (SENT, 4), (QUEUED, 0))
        assert post.arrived == []
        post.gateway.gate.set()
        event = await first
        assert isinstance(event, Submitted)
        assert event.ahead
        assert await post.states() == [(SENT, 1), (SENT, 2), (SENT, 3), (SENT, 4), (QUEUED, 0)]
        post.gateway.gate.clear()
        second = asyncio.ensure_future(post.batches.submit(2, None))
        await post.until((SENT, 3), (SENT, 4), (SENT, 5))
        assert len(post.gateway.bodies) == 2
        assert post.arrived == ["1", "2"], "one request at a time"
        post.gateway.gate.set()
        assert (await second).ahead  # type: ignore[union-attr]
        third = await post.batches.submit(2, None)
        assert isinstance(third, Submitted)
        assert not third.ahead
        assert await post.batches.submit(2, None) == NothingToSubmit()
        assert post.arrived == ["1", "2", "3", "4", "5"]
        assert await post.states() == []
        assert post.told.outbox


async def test_nothing_is_frozen_behind_a_batch_that_was_not_full(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        post.gateway.gate = asyncio.Event()
        await post.write("1")
        first = asyncio.ensure_future(post.batches.submit(2, None))
        await post.until((SENT, 1))
        await post.write("2")
        post.gateway.gate.set()
        assert not (await first).ahead  # type: ignore[union-attr]
        assert await post.states() == [(QUEUED, 0)]


async def test_few_long_replies_fill_a_batch_too(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        await post.write(LONG, LONG)
        event = await post.batches.submit(500, None)
        assert isinstance(event, Submitted)
        assert event.ahead
        assert len(event.results) == 1


async def test_what_leaves_blind_has_nothing_behind_it(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        await post.write("1", "2", "3")
        now = post.desk.clock.now()
        event = await post.batches.submit(2, (now - timedelta(minutes=5), now + timedelta(minutes=5)))
        assert isinstance(event, Submitted)
        assert not event.ahead
        assert await post.states() == [(QUEUED, 0)]


async def test_behind_a_reply_that_was_refused_its_lane_stands_as_if_nothing_had_been_frozen(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        post.server.refuses = {"2": "no_way"}
        await post.write("1", "2", "3")
        await post.desk.send("4", T2)
        event = await post.batches.submit(2, None)
        assert isinstance(event, Submitted)
        assert not event.ahead
        assert await post.states() == [(BLOCKED, 2), (QUEUED, 0), (QUEUED, 0)]
        await post.batches.submit(2, None)
        assert post.arrived == ["1", "4"]


async def test_what_was_stored_already_counts_as_stored(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        await post.write("1", "2", "3")
        post.gateway.faults["submit"].append(Fault.LOST_AFTER)
        assert isinstance(await post.batches.submit(2, None), BatchFailed)
        event = await post.batches.submit(2, None)
        assert isinstance(event, Submitted)
        assert {result.outcome for result in event.results} == {Outcome.DUPLICATE}
        assert event.ahead
        await post.batches.submit(2, None)
        assert post.arrived == ["1", "2", "3"]
        assert await post.states() == []


@pytest.mark.parametrize(
    ("fault", "error", "states"),
    [
        (Fault.UNREACHABLE, Unreachable, [(QUEUED, 0)] * 4),
        (Fault.SIGNED_OUT, SignedOut, [(QUEUED, 0)] * 4),
        (Fault.LOST_BEFORE, AnswerLost, [(SENT, 1), (SENT, 2), (QUEUED, 0), (QUEUED, 0)]),
        (Fault.TOO_LARGE, TooLarge, [(SENT, 1), (SENT, 2), (QUEUED, 0), (QUEUED, 0)]),
        (Fault.THROTTLED, Throttled, [(SENT, 1), (SENT, 2), (QUEUED, 0), (QUEUED, 0)]),
    ],
)
async def test_behind_a_batch_without_an_answer_all_is_free(
    tmp_path: Path, fault: Fault, error: type[Exception], states: list[tuple[OutboxState, int]]
) -> None:
    async with a_post(tmp_path) as post:
        ids = await post.write("1", "2", "3", "4")
        post.gateway.faults["submit"].append(fault)
        event = await post.batches.submit(2, None)
        assert isinstance(event, BatchFailed)
        assert isinstance(event.error, error)
        assert isinstance(event.error, KnownError)
        assert event.operations == tuple(ids[:2])
        assert await post.states() == states
        assert {row.last_error for row in await post.desk.store.outbox.unsent()} == {event.error.code}
        await post.batches.submit(4, None)
        assert post.arrived == ["1", "2", "3", "4"]


async def test_answers_before_a_batch_without_one_are_settled_all_the_same(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        await post.write("1", "2", "3", "4")
        assert (await post.batches.submit(2, None)).ahead  # type: ignore[union-attr]
        post.gateway.faults["submit"].append(Fault.LOST_AFTER)
        await post.batches.submit(2, None)
        assert await post.states() == [(SENT, 3), (SENT, 4)]


async def test_released_replies_can_be_held_and_changed_again(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        ids = await post.write("1", "2", "3", "4")
        await post.batches.submit(2, None)
        assert await post.desk.store.outbox.lanes_to_check() == []
        assert await post.batches.release() == Released()
        assert await post.states() == [(QUEUED, 0), (QUEUED, 0)]
        assert [lane for lane, _ in await post.desk.store.outbox.lanes_to_check()] == [T]
        await post.desk.store.outbox.edit(ids[2], post.desk.operation(Send(WHERE, "three")))
        await post.batches.submit(2, None)
        await post.batches.submit(2, None)
        assert sorted(post.arrived) == ["1", "2", "4", "three"]
        assert await post.batches.release() == Released(), "nothing is there to be released"


async def test_what_was_forgotten_goes_again_as_it_was(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        await post.write("1", "2", "3", "4")
        await post.batches.submit(2, None)
        post.batches.forget()
        for _ in range(3):
            await post.batches.submit(2, None)
        assert post.arrived == ["1", "2", "3", "4"]
        assert await post.states() == []
        assert b'"n":3' in post.gateway.bodies[2]


async def test_a_computer_that_was_copied_frees_what_it_froze_ahead_before_it_takes_another_name(
    tmp_path: Path,
) -> None:
    async with a_post(tmp_path) as post:
        device = await post.desk.store.state.device_id()
        await post.write("1", "2", "3", "4")
        post.server.by_number[device, T, 1] = OperationId("of the other computer")
        event = await post.batches.submit(2, None)
        assert isinstance(event, Submitted)
        assert not event.ahead
        assert await post.desk.store.state.device_id() != device
        while not isinstance(await post.batches.submit(2, None), NothingToSubmit):
            pass
        assert post.arrived == ["1", "2", "3", "4"]
        assert await post.states() == []


async def test_a_disk_without_room_for_the_next_batch_costs_nothing_of_this_one(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        await post.write("1", "2", LONG, LONG)
        database = post.desk.store._database
        if post.desk.store._backlog:
            await asyncio.wrap_future(post.desk.store._backlog.done)  # its pages are none of ours
        pages = await database.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
        await database.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar_one())
        event = await post.batches.submit(2, None)
        assert isinstance(event, BatchFailed)
        assert isinstance(event.error, StorageFull)
        assert post.arrived == ["1", "2"]
        assert await post.states() == [(QUEUED, 0), (QUEUED, 0)]


async def test_a_failure_here_is_told_before_one_over_there(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        await post.write("1", "2", "3", "4")
        assert (await post.batches.submit(2, None)).ahead  # type: ignore[union-attr]
        await post.desk.store.close()
        post.gateway.faults["submit"].append(Fault.UNREACHABLE)
        with pytest.raises(StorageUnreadable):
            await post.batches.submit(2, None)


async def test_a_mistake_of_ours_is_none_of_the_network(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        await post.write("1", "2", "3")
        post.gateway.bug = ZeroDivisionError()
        with pytest.raises(ZeroDivisionError):
            await post.batches.submit(2, None)
        assert await post.states() == [(SENT, 1), (SENT, 2), (QUEUED, 0)]
