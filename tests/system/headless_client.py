"""A client without a face as a process of its own: signs in, drains its outbox, and is killed whenever the test likes.

Standard input: one JSON line with `server`, `secret`, `folder` and `batch`. Standard output: JSON lines with `waiting`.
With a `draft` (`thread`, `identity`, `text`) it saves that as typed, says `saved`, and waits to be killed.
"""

import asyncio
import json
import random
import sys
from pathlib import Path
from typing import Any

from app.changes import ChangeHub
from app.clock import SystemClock, make_ids
from app.ports import Draft
from app.tasks import TaskOwner
from domain.ids import IdentityId, ThreadId
from localdb.store import open_store
from sync.braid.gateway import BraidGateway
from sync.engine import SyncEngine
from tests.support.busy_client import KEY, complain, heard, say


async def run(order: dict[str, Any]) -> None:
    """Says how many replies wait whenever that may have changed; ends when none does."""
    clock = SystemClock()
    gateway = BraidGateway(order["server"], clock, "headless")
    session = await gateway.sign_in_embedded(order["secret"])
    store = await open_store(Path(order["folder"]) / "braid.db", KEY, clock, make_ids(clock), session.agent.id)
    news = asyncio.Event()
    hub = ChangeHub(asyncio.get_running_loop().call_soon, complain)
    hub.subscribe(lambda _changes: news.set())
    tasks = TaskOwner(complain)
    engine = SyncEngine(gateway, store, clock, hub, tasks, random.random)
    engine.start(session)
    engine.core.submit.limit = engine.core.submit.most = order["batch"]
    if typed := order.get("draft"):
        identity, thread = IdentityId(typed["identity"]), ThreadId(typed["thread"])
        await store.drafts.save(Draft(thread, typed["text"], identity, note=False, reply_to=None, files=(), revision=1))
        say(saved=True)
        await asyncio.Event().wait()
    while waiting := (await store.outbox.waiting()).total:
        say(waiting=waiting)
        await heard(news)
        news.clear()
    say(waiting=0)
    await engine.stop()
    await tasks.close()
    await gateway.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.stdin.readline())))
