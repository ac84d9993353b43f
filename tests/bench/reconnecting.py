"""A shop whose agent was offline: the real backend process, the real store and engine, and a network between them."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.clock import SystemClock
from domain.ids import IdentityId, OperationId, ThreadId
from domain.inbox import Folder
from domain.operations import Operation, Send
from sync.braid.gateway import BraidGateway
from tests.support.chaos import ChaosProxy, a_chaos_proxy
from tests.support.house import House, a_house
from tests.support.processes import SECRET, BackendProcess, Child
from tests.support.webhooks import Line, post_together

NUMBER, APP_SECRET = "15550001111", "app secret"
_STEP = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A thread, and where a reply in it goes."""

    lane: ThreadId
    identity: IdentityId


@dataclass
class Shop:
    """What a run has at hand.

    Attributes:
        places: the threads on the agent's computer; order: so many replies have been written.
    """

    house: House[BraidGateway]
    network: ChaosProxy
    places: list[Place]
    order: int = 0

    async def write_offline(self, count: int) -> None:
        """The network goes away, and so many replies are written, in turn through all threads."""
        self.network.go_away()
        await self.house.until(lambda: not self.house.engine.status.online)
        for start in range(0, count, _STEP):
            await self.house.store.outbox.enqueue([self._reply() for _ in range(min(_STEP, count - start))])

    async def reconnect(self) -> float:
        """The network is back, and the computer says so; seconds until the backend has confirmed every reply."""
        self.network.come_back()
        began = time.monotonic()
        self.house.engine.retry_now()
        # Asked rarely: each look costs the program under measurement 4 ms.
        while (await self.house.store.outbox.waiting()).total:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        return time.monotonic() - began

    def _reply(self) -> Operation:
        place = self.places[self.order % len(self.places)]
        self.order += 1
        house = self.house
        text = f"Thank you for waiting. Your parcel leaves tomorrow, number {self.order}."
        return Operation(OperationId(house.ids.new()), place.lane, Send(place.identity, text), house.clock.now())


@asynccontextmanager
async def a_shop(threads: int, delay: float = 0.0) -> AsyncIterator[Shop]:
    """Customers have written into so many threads; `delay` seconds are added to each request."""
    with tempfile.TemporaryDirectory() as folder:
        backend, provider = BackendProcess(Path(folder) / "server"), Child("-m", "tests.support.channel_end")
        try:
            await backend.start()
            provider.launch({})
            port = (await provider.line())["port"]
            async with a_chaos_proxy(backend.port) as network:
                network.delay = delay
                gateway = BraidGateway(network.address, SystemClock(), "bench")
                session = await gateway.sign_in_embedded(SECRET)
                await _customers(backend, gateway, port, threads)
                async with a_house(Path(folder), gateway, session, jitter=0.5) as house:
                    yield Shop(house, network, await _places(house, threads))
                await gateway.close()
        finally:
            backend.close()
            provider.kill()


async def _customers(backend: BackendProcess, gateway: BraidGateway, port: int, count: int) -> None:
    wanted = {
        "kind": "whatsapp",
        "name": "Shop",
        "address": "@shop",
        "provider_id": NUMBER,
        "access_token": "token",
        "app_secret": APP_SECRET,
        "verify_token": "verify",
        "base_url": f"http://127.0.0.1:{port}",
    }
    made: Any = await gateway.request_json("POST", "/v1/channel-accounts", wanted)
    await asyncio.to_thread(post_together, Line(backend.address + made["webhook_path"], NUMBER, APP_SECRET), count)


async def _places(house: House[BraidGateway], count: int) -> list[Place]:
    """Returns when all threads are on this computer."""
    found: dict[ThreadId, Place] = {}

    async def all_here() -> bool:
        for row in await house.store.threads.rows(Folder.QUEUE, count):
            card = await house.store.threads.card(row.thread_id) if row.thread_id not in found else None
            if card is not None and card.identities:
                found[row.thread_id] = Place(row.thread_id, card.identities[0].id)
        return len(found) >= count

    await house.until(all_here)
    await house.synced()
    await house.drained()
    return list(found.values())
