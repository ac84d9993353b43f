"""One computer, one server and some customers, in step and ready to be troubled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from domain.ids import IdentityId, ThreadId
from domain.operations import Operation, Send
from tests.support.backend import Home
from tests.support.virtual.client import VirtualClient
from tests.support.virtual.ledger import Ledger
from tests.support.virtual.loop import VirtualClock
from tests.support.virtual.person import Person
from tests.support.virtual.server import VirtualServer

_STEP_S = 0.05
_LONGEST_S = 3600.0


@dataclass
class Office:
    """What a claim about the outbox is made of."""

    server: VirtualServer
    client: VirtualClient
    person: Person
    homes: list[Home]

    @property
    def ledger(self) -> Ledger:
        """What the person wanted."""
        return self.person.ledger

    def reply(self, home: Home, text: str) -> Operation:
        """Not enqueued yet."""
        return self.person.operation(Send(IdentityId(home.identity), text), ThreadId(home.thread))

    async def replies(self, count: int) -> None:
        """So many replies, the threads in turn, enqueued in one go."""
        texts = [self.person.words() for _ in range(count)]
        turns = [self.homes[number % len(self.homes)] for number in range(count)]
        await self.person.enqueue([self.reply(home, text) for home, text in zip(turns, texts, strict=True)])

    async def until(self, waiting: int) -> float:
        """Until no more than so many wait or an hour is over; returns the virtual seconds."""
        began = asyncio.get_running_loop().time()
        while len(await self.ledger.rows()) > waiting and self.since(began) < _LONGEST_S:  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(_STEP_S)
        return self.since(began)

    @staticmethod
    def since(began: float) -> float:
        """Virtual seconds."""
        return asyncio.get_running_loop().time() - began

    def arrived(self) -> list[str]:
        """The agent's texts on the server, in order."""
        sql = "SELECT text FROM message WHERE agent_id = ? AND identity_id IS NOT NULL ORDER BY position"
        return [row[0] for row in self.server.rig.rows(sql, self.client.agent.id)]


@asynccontextmanager
async def an_office(folder: Path, seed: int, customers: int) -> AsyncIterator[Office]:
    """Everything is in step at the beginning."""
    random = Random(seed)
    server = VirtualServer(folder / "server", VirtualClock(asyncio.get_running_loop()))
    homes = [server.rig.customer() for _ in range(customers)]
    client = VirtualClient(folder / "client", server, random)
    client.link.slow_s = 0.02
    client.start()
    while client.engine.status.last_sync_at is None:  # noqa: ASYNC110 - virtual time
        await asyncio.sleep(_STEP_S)
    try:
        yield Office(server, client, Person(client, server, random), homes)
    finally:
        for late in tuple(client.link.late):
            late.cancel()
        await client.close()
        server.close()
