"""A client without a face: the real store and the real engine on a gateway, fake or real."""

import asyncio
import contextlib
import inspect
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Generic, TypeVar

from app.changes import ChangeHub, ChangeSet
from app.clock import SystemClock, make_ids
from app.ports import Gateway, LocalStore, Session
from app.tasks import TaskOwner
from domain.ids import OperationId, ThreadId
from domain.operations import Operation, Payload, Send
from localdb.opened import OpenedStore
from localdb.store import open_store
from sync.engine import SyncEngine
from tests.fakes import world
from tests.fakes.clock import FakeClock
from tests.fakes.gateway import FakeGateway
from tests.support.virtual.loop import InlineWorker, VirtualClock

KEY = bytes(32)
KEPT = Session("http://127.0.0.1", world.ME, "refresh", "access")
G = TypeVar("G", bound=Gateway)
_LOOK_AGAIN = 0.05
_PATIENCE = 120.0
Condition = Callable[[], bool | Awaitable[bool]]


class House(Generic[G]):
    """Everything between the screen and the gateway.

    Attributes:
        troubles: bugs that were reported; a test that expects none lets `a_house` check.
        told: every change set the screens would have heard.
    """

    def __init__(self, store: LocalStore, gateway: G, jitter: float, clock: SystemClock | FakeClock) -> None:
        self.store = store
        self.gateway = gateway
        self.clock = clock
        self.ids = make_ids(self.clock)
        self.troubles: list[Exception] = []
        self.told: list[ChangeSet] = []
        self._news = asyncio.Event()
        self.hub = ChangeHub(asyncio.get_running_loop().call_soon, self.troubles.append)
        self.hub.subscribe(self._heard)
        self.tasks = TaskOwner(self.troubles.append)
        self.engine = SyncEngine(gateway, store, self.clock, self.hub, self.tasks, lambda: jitter)
        self.engine.on_status(self._status_heard)
        if isinstance(gateway, FakeGateway):
            gateway.server.on_take = self._news.set

    async def enqueue(self, lane: ThreadId, *payloads: Payload) -> list[Operation]:
        """As an agent's Enter does it."""
        operations = [Operation(OperationId(self.ids.new()), lane, one, self.clock.now()) for one in payloads]
        changes = await self.store.outbox.enqueue(operations)
        if changes:
            self.hub.tell(changes)
        self.engine.wake()
        return operations

    async def reply(self, number: int, *texts: str) -> list[Operation]:
        """Replies to customer `number`."""
        lane = world.thread(number).id
        return await self.enqueue(lane, *(Send(world.identity(number).id, text) for text in texts))

    async def until(self, condition: Condition) -> None:
        """Returns when the condition holds; looks again whenever something was told, and now and then.

        Raises AssertionError with how things stand when it does not in two real minutes.
        """
        end = time.monotonic() + _PATIENCE
        while True:
            assert time.monotonic() < end, f"{self.engine.status} {await self.store.outbox.waiting()}"
            self._news.clear()
            holds = condition()
            if await holds if inspect.isawaitable(holds) else holds:
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN):
                    await self._news.wait()

    async def synced(self) -> None:
        """Online, and everything that was over there is here."""
        await self.until(lambda: self.engine.status.online and not self.engine.status.pulling)

    async def drained(self) -> None:
        """Nothing waits any more, but for what needs a person."""
        await self.until(self._nothing_waits)

    async def _nothing_waits(self) -> bool:
        waiting = await self.store.outbox.waiting()
        return waiting.total == len(waiting.needs_person)

    def notify(self) -> None:
        """Something outside happened that a condition may be about."""
        self._news.set()

    def _heard(self, changes: ChangeSet) -> None:
        self.told.append(changes)
        self._news.set()

    def _status_heard(self, _status: object) -> None:
        self._news.set()


@asynccontextmanager
async def a_house(
    folder: Path,
    gateway: G,
    session: Session = KEPT,
    *,
    start: bool = True,
    jitter: float = 0.02,
    clock: SystemClock | FakeClock | None = None,
) -> AsyncIterator[House[G]]:
    """Opens, starts, and closes in the order of the program; under a `VirtualClock` no time passes."""
    clock = clock or SystemClock()
    path, ids, me = folder / "braid.db", make_ids(clock), session.agent.id
    if isinstance(clock, VirtualClock):
        store = OpenedStore.open(path, KEY, clock, ids, me, InlineWorker("localdb-write"))
    else:
        store = await open_store(path, KEY, clock, ids, me)
    house = House(store, gateway, jitter, clock)
    try:
        if start:
            house.engine.start(session)
        yield house
        assert house.troubles == []
    finally:
        await house.engine.stop()
        await house.tasks.close()
        await store.close()
