"""A client process that presses Enter once on each of many drafts, at the same time as its twin on the same database.

Standard input: one JSON line with `folder`, `me` and `drafts` (thread and identity of each). It opens the database,
says `ready`, waits for any second line, and says how many of its presses counted.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from app.clock import SystemClock, make_ids
from domain.ids import AgentId, IdentityId, OperationId, ThreadId
from domain.operations import Operation, Send
from localdb.store import open_store
from tests.support.house import KEY


async def run(order: dict[str, Any]) -> None:
    """Both twins race through the same drafts in the same order."""
    clock = SystemClock()
    ids = make_ids(clock)
    store = await open_store(Path(order["folder"]) / "braid.db", KEY, clock, ids, AgentId(order["me"]))
    say(ready=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    counted = 0
    for thread, identity in order["drafts"]:
        draft = await store.drafts.load(ThreadId(thread))
        if draft is None or not draft.text:
            continue
        payload = Send(IdentityId(identity), draft.text)
        operation = Operation(OperationId(ids.new()), ThreadId(thread), payload, clock.now())
        counted += await store.outbox.enqueue([operation], draft) is not None
    say(counted=counted)
    await store.close()


def say(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.stdin.readline())))
