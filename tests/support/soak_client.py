"""A client without a face that does an agent's everyday work, a turn at a time, as a process whose memory is watched.

Standard input: one JSON line with `server`, `refresh`, `access`, `agent`, `folder`, `places`; then a line for each
turn; when it ends, what waits is sent and what came is counted. Standard output, JSON lines: `ready`; after each turn
`turn` (its reply is durable), `tasks`, `waiting`, `online`; at the end `done` with the customers' texts by place.
`leak` in the first line keeps so many bytes a turn for ever: whoever watches must notice.
"""

import asyncio
import json
import os
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.changes import ChangeHub
from app.clock import SystemClock, make_ids
from app.ports import Draft, LocalStore, Session
from app.tasks import TaskOwner
from domain.agent import Agent, Role
from domain.ids import AgentId, IdentityId, OperationId, ThreadId
from domain.inbox import Folder
from domain.message import Author
from domain.operations import MarkRead, Operation, Payload, Send
from domain.outbox import NEEDS_PERSON
from localdb.store import open_store
from sync.braid.gateway import BraidGateway
from sync.braid.transport import Timeouts
from sync.engine import SyncEngine
from tests.support.busy_client import KEY, complain, say

_HURRIED = Timeouts(connect=1.0, read=1.0, silence=2.0)
_SHOWN, _ALL = 50, 100_000
_LOOK_S = 0.1
_held: list[bytes] = []


class Seat:
    """Somebody at work; `store`, `engine` and what belongs to them are the program's own."""

    def __init__(self, order: dict[str, Any], store: LocalStore, clock: SystemClock) -> None:
        self.places = [(ThreadId(one["lane"]), IdentityId(one["identity"])) for one in order["places"]]
        self.store, self.clock, self.ids = store, clock, make_ids(clock)
        self.leak = int(order.get("leak", 0))
        self.hub = ChangeHub(asyncio.get_running_loop().call_soon, complain)
        self.tasks = TaskOwner(complain)
        agent = Agent(AgentId(order["agent"]), "Nok", "nok@example.com", Role.ADMIN, True, 1)
        self.session = Session(order["server"], agent, order["refresh"], order["access"])
        self.gateway = BraidGateway(order["server"], clock, "soak", timeouts=_HURRIED)
        self.engine = SyncEngine(self.gateway, store, clock, self.hub, self.tasks, random.random)

    async def turn(self, number: int) -> None:
        """A reply, a draft, a mark, and what the screens read for it."""
        lane, identity = self.places[number % len(self.places)]
        _held.append(os.urandom(self.leak))
        await self._do(lane, Send(identity, f"{number:06}"))
        await self._draft(self.places[(number + 1) % len(self.places)][0], f"draft {number}")
        await self.store.threads.rows(Folder.QUEUE, _SHOWN)
        await self.store.threads.card(lane)
        window = await self.store.timeline.newest(lane, _SHOWN)
        if window.entries:
            await self._do(lane, MarkRead(max(entry.message.position for entry in window.entries)))
        await self.decide()
        say(
            turn=number,
            tasks=len(asyncio.all_tasks()),
            waiting=(await self.store.outbox.waiting()).total,
            online=self.engine.status.online,
        )

    async def _do(self, lane: ThreadId, payload: Payload) -> None:
        operation = Operation(OperationId(self.ids.new()), lane, payload, self.clock.now())
        changes = await self.store.outbox.enqueue([operation])
        if changes:
            self.hub.tell(changes)
        self.engine.wake()

    async def _draft(self, thread: ThreadId, text: str) -> None:
        held = await self.store.drafts.load(thread)
        new = Draft(thread, text, None, False, None, (), 1)
        await self.store.drafts.save(replace(held, text=text, revision=held.revision + 1) if held else new)
        self.engine.wake()

    async def decide(self) -> None:
        """What is held because a customer wrote meanwhile goes all the same."""
        for row in await self.store.outbox.unsent():
            if row.state in NEEDS_PERSON:
                await self.store.outbox.retry(row.operation.id)
                self.engine.wake()

    async def finish(self, each: int) -> None:
        """Sends the rest and counts; in each thread so many texts of its customer have to come."""
        found: list[list[str]] = []
        while (await self.store.outbox.waiting()).total or min(map(len, found), default=0) < each:
            await self.decide()
            await asyncio.sleep(_LOOK_S)
            found = [await self._customers(lane) for lane, _ in self.places]
        say(done=found)

    async def _customers(self, lane: ThreadId) -> list[str]:
        window = await self.store.timeline.newest(lane, _ALL)
        return [entry.message.text for entry in window.entries if entry.message.author is Author.CUSTOMER]


def with_small_cache(connection: Connection) -> None:
    """A page cache that is full at once: what memory still grows by is none."""
    connection.exec_driver_sql("PRAGMA cache_size = -512")


async def run(order: dict[str, Any]) -> None:
    """Turn after turn, until standard input ends with how many texts each customer wrote."""
    clock = SystemClock()
    path, me = Path(order["folder"]) / "braid.db", AgentId(order["agent"])
    store = await open_store(path, KEY, clock, make_ids(clock), me)
    for do in (store._database.read, store._database.write):
        await do(with_small_cache)
    seat, number = Seat(order, store, clock), 0
    seat.engine.start(seat.session)
    say(ready=True)
    loop = asyncio.get_running_loop()
    while not (said := (await loop.run_in_executor(None, sys.stdin.readline)).strip()):
        await seat.turn(number)
        number += 1
    await seat.finish(int(said))
    await seat.engine.stop()
    await seat.tasks.close()
    await seat.gateway.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.stdin.readline())))
