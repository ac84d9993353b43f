"""Ways in which a reply could slip past the stale guard, each of them shut."""

from pathlib import Path

import pytest

from domain.message import Author
from domain.operations import Send
from domain.outbox import HoldReason
from sync.steps import FindLanes, Guard, Guarded, LanesFound, Pull
from sync.work import Work
from tests.fakes import world
from tests.fakes.gateway import FakeGateway, FakeServer, Fault
from tests.support.house import KEPT, House, a_house

ONE, TWO = world.thread(1).id, world.thread(2).id


async def held(house: House[FakeGateway]) -> list[str]:
    """The texts that wait for a person because the thread has moved on."""
    rows = (await house.store.outbox.waiting()).needs_person
    assert {row.reason for row in rows} <= {HoldReason.MOVED}
    return [row.operation.payload.text for row in rows if isinstance(row.operation.payload, Send)]


@pytest.mark.parametrize("fault", [Fault.UNREACHABLE, Fault.SIGNED_OUT])
async def test_a_reply_that_was_on_its_way_but_never_left_is_checked_like_any_other(
    tmp_path: Path, fault: Fault
) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.faults["submit"].append(fault)
        house.gateway.faults["changes"].extend([Fault.UNREACHABLE] * 1000)
        await house.reply(1, "to the old question")
        await house.reply(2, "nobody wrote here")
        await house.until(lambda: not house.engine.status.online or house.engine.status.signed_out)
        await house.engine.stop()
        server.say(world.message(ONE, "never mind!"))
        house.gateway.faults["changes"].clear()
        house.engine.start(KEPT)
        await house.drained()
        assert await held(house) == ["to the old question"]
        assert server.provider == [(TWO, "nobody wrote here")]


async def test_more_waiting_replies_than_a_window_do_not_hide_the_customer(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.go(online=False)
        await house.until(lambda: not house.engine.status.online)
        texts = [f"reply {number}" for number in range(230)]
        await house.reply(1, *texts)
        await house.reply(2, *texts)
        server.say(world.message(ONE, "never mind!"))
        server.say(world.message(TWO, "from my telephone", Author.AGENT, agent_id=world.ME.id))
        house.gateway.go(online=True)
        await house.drained()
        assert await held(house) == texts
        assert [text for _, text in server.provider] == texts


async def test_a_reply_written_while_the_news_came_in_is_checked_too(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await house.engine.stop()
        work = Work(house.gateway, house.store, house.clock, house.hub)
        await house.reply(1, "before")
        found = await work.do(FindLanes())
        assert isinstance(found, LanesFound)
        assert [lane for lane, _ in found.lanes] == [ONE]
        await house.reply(2, "meanwhile")
        server.say(world.message(TWO, "never mind!"))
        await work.do(Pull())
        await house.reply(2, "having seen it")
        assert await work.do(Guard()) == Guarded()
        assert await held(house) == ["meanwhile", "having seen it"], "what stands behind it waits with it"
