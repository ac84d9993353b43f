"""A client without a face that writes and sends at the same time, as a process to be killed at any moment.

Standard input: one JSON line with `server`, `session` (access token, agent), `folder`, `places`, `first`, `pace`; when
standard input ends it writes no more and drains. Standard output, JSON lines: `ready`; `wrote` with the number of a
text that is durable; `gave_up` when the disk does not let it go on; `done` when nothing waits.
"""

import asyncio
import contextlib
import json
import os
import random
import sys
import threading
from pathlib import Path
from typing import Any

from app.changes import ChangeHub
from app.clock import SystemClock, make_ids
from app.errors import KnownError, StorageFull
from app.ports import Session
from app.tasks import TaskOwner
from domain.agent import Agent, Role
from domain.ids import AgentId, IdentityId, OperationId, ThreadId
from domain.operations import Operation, Send
from localdb.store import open_store
from sync.braid.gateway import BraidGateway
from sync.engine import SyncEngine

KEY = bytes(32)
MOST = 3
"""Operations in one batch: so few that the next one is frozen while one is under way, also of a short backlog."""


def say(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def complain(error: Exception) -> None:
    sys.stderr.write(f"{error!r}\n")


def session_of(order: dict[str, Any]) -> Session:
    agent = Agent(AgentId(order["session"]["agent"]), "Nok", "nok@example.com", Role.ADMIN, True, 1)
    return Session(order["server"], agent, "", order["session"]["access"])


async def run(order: dict[str, Any]) -> None:
    """Until standard input ends and everything has left, or the disk fails where no screen could go on."""
    try:
        await _work(order)
    except KnownError as error:
        say(gave_up=error.code)
        os._exit(1)  # as a crash: nothing is closed


async def _work(order: dict[str, Any]) -> None:
    clock = SystemClock()
    ids = make_ids(clock)
    session = session_of(order)
    gateway = BraidGateway(order["server"], clock, "busy")
    store = await open_store(Path(order["folder"]) / "braid.db", KEY, clock, ids, session.agent.id)
    news, ended = asyncio.Event(), asyncio.Event()
    hub = ChangeHub(asyncio.get_running_loop().call_soon, complain)
    hub.subscribe(lambda _changes: news.set())
    tasks = TaskOwner(complain)
    engine = SyncEngine(gateway, store, clock, hub, tasks, random.random, MOST)
    engine.start(session)
    _watch_input(asyncio.get_running_loop(), ended)
    say(ready=True)
    number = order["first"]
    while not ended.is_set() and number < order.get("last", 2**31):
        place = order["places"][number % len(order["places"])]
        send = Send(IdentityId(place["identity"]), f"{number:06}")
        reply = Operation(OperationId(ids.new()), ThreadId(place["lane"]), send, clock.now())
        # A reply that the disk refused stays in the composer, and nothing was promised.
        with contextlib.suppress(StorageFull):
            await store.outbox.enqueue([reply])
            say(wrote=number)
        engine.wake()
        number += 1
        await asyncio.sleep(order["pace"])
    while (await store.outbox.waiting()).total:
        news.clear()
        await heard(news)
    await engine.stop()
    await tasks.close()
    await gateway.close()
    await store.close()
    say(done=True)


async def heard(news: asyncio.Event) -> None:
    """News, or time to look for oneself: of what another process writes into the same database nobody tells."""
    try:
        async with asyncio.timeout(0.2):
            await news.wait()
    except TimeoutError:
        return


def _watch_input(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    def read() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=read, daemon=True).start()


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.stdin.readline())))
