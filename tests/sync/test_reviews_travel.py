"""What a lead says of a conversation while offline reaches the server, and the next lead sees it (M-1)."""

from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from backend.threads.intake import Intake
from domain.agent import Role
from domain.ids import ThreadId
from domain.review import MarkReview, ReviewItem, Verdict
from sync.braid import wire
from tests.support.backend import BackendRig, Who, a_backend
from tests.support.following import Computer
from tests.sync.test_changes_equal_snapshot import LONG

MONDAY = date(2026, 3, 2)
SIZE = 50
COMMENT = "第三次了！ Named the cause, then three options."


async def conversation(server: BackendRig, who: Who) -> None:
    """Somebody writes and is answered in the week of the server's clock."""
    intake = Intake(server.clock, server.services.new_id)
    with server.services.database.write() as tx:
        intake.take(tx, server.whatsapp, server.received("one", "hello", name="One"), server.clock.now())
    await who.send(server.home("one", server.whatsapp))


async def the_item(computer: Computer) -> ReviewItem:
    (item,) = await computer.store.insights.reviews(MONDAY)
    return item


async def submit(computer: Computer) -> None:
    """What the engine does with what waits."""
    batch = await computer.store.outbox.freeze(await computer.store.state.device_id(), SIZE, 1 << 20)
    assert batch is not None
    headers = {"Content-Type": "application/json"}
    answer = await computer.who.ask("POST", "/v1/ops:batch", content=batch.body, headers=headers)
    await computer.store.outbox.settle(wire.results(answer.content, len(batch.items)))


async def test_a_mark_made_offline_is_seen_by_another_lead(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(a_backend(tmp_path / "server", **LONG))
        first, second = server.sign_in(Role.LEAD), server.sign_in(Role.LEAD)
        await conversation(server, first)
        body = {"week": MONDAY.isoformat(), "zone": "UTC", "size": SIZE, "seed": 7}
        assert (await first.ask("POST", "/v1/reviews", json=body)).json() == {"count": 1}
        here = await stack.enter_async_context(Computer(server, first, tmp_path / "here", Random(1)))
        there = await stack.enter_async_context(Computer(server, second, tmp_path / "there", Random(2)))
        for computer in (here, there):
            await computer.pull()

        item = await the_item(here)
        said = MarkReview(item.id, Verdict.LEARN, COMMENT, training=True, vocabulary=False)
        await here.store.outbox.enqueue([here.desk.operation(said, ThreadId(item.thread_id))])
        assert (await the_item(here)).comment == COMMENT
        await there.pull()
        assert (await the_item(there)).comment == ""

        await submit(here)
        for computer in (here, there):
            await computer.pull()
        seen = await the_item(there)
        assert (seen.verdict, seen.comment, seen.training) == (Verdict.LEARN, COMMENT, True)
        assert (seen.reviewed_by, seen.reviewed_at) == (first.agent.id, server.clock.now())
        assert replace(await the_item(here), version=0) == replace(seen, version=0)
        assert (await here.store.outbox.waiting()).total == 0
