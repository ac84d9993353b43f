"""What goes wrong in a support team's day (peers f): nothing is lost, nothing doubled, and the work goes on."""

from pathlib import Path

import pytest

from app.ports import Draft
from domain.operations import Note
from sync.braid.gateway import BraidGateway
from tests.support.behind import HURRIED, OPS, Behind, arrived, behind_a_chaos_proxy, shown
from tests.support.house import House, a_house
from tests.support.mischief import CUT_ALL, DUPLICATE, HANG, SWALLOW, Fault, Kind, answer
from tests.support.processes import SECRET, Child
from tests.support.team import Place, a_team, customers

REPLIES = [f"reply {number}" for number in range(6)]


async def write(house: House[BraidGateway], place: Place, texts: list[str]) -> None:
    """One Enter after the other."""
    for text in texts:
        await house.enqueue(place.lane, place.send(text))


async def can_work(house: House[BraidGateway], other: Place) -> None:
    """Reads another thread, finds its customer, and writes a note there."""
    texts = [entry.message.text for entry in (await house.store.timeline.open(other.lane, 50)).entries]
    assert texts[0] == "Hello?"
    assert [row.thread_id for row in await house.store.threads.find(other.phone, 5)] == [other.lane]
    note = f"a note in trouble, number {len(texts)}"
    await house.enqueue(other.lane, Note(note))
    assert (await shown(house, other))[-1] == note


async def test_the_server_is_stopped_and_the_client_is_restarted_meanwhile(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team:
        async with a_house(tmp_path, team.gateway, team.session) as house:
            await house.synced()
            place, other = await customers(team, house, 2)
            await team.backend.stop()
            await house.until(lambda: not house.engine.status.online)
            await write(house, place, REPLIES)
            assert await shown(house, place) == REPLIES
            await can_work(house, other)
        async with a_house(tmp_path, team.gateway, team.session) as house:
            assert await shown(house, place) == REPLIES, "also after a restart without a server"
            await can_work(house, other)
            await write(house, place, ["one more"])
            assert not house.engine.status.online
            await team.backend.start()
            await Behind(team, None, house, []).check(place, [*REPLIES, "one more"])  # type: ignore[arg-type]


async def test_what_was_typed_survives_a_kill_and_is_there_without_a_server(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team:
        async with a_house(tmp_path, team.gateway, team.session) as house:
            await house.synced()
            place = (await customers(team, house, 1))[0]
        client = Child("-m", "tests.system.headless_client")
        typed = {"thread": place.lane, "identity": place.identity, "text": "Dear customer, we"}
        client.launch(
            {"server": team.backend.address, "secret": SECRET, "folder": str(tmp_path), "batch": 7, "draft": typed}
        )
        assert (await client.line())["saved"]
        client.kill()
        team.backend.kill()
        async with a_house(tmp_path, team.gateway, team.session) as house:
            draft = await house.store.drafts.load(place.lane)
            assert isinstance(draft, Draft)
            assert draft.text == "Dear customer, we"
            assert team.provider.taken == []


async def test_a_server_that_accepts_and_never_answers(tmp_path: Path) -> None:
    async with behind_a_chaos_proxy(tmp_path, HURRIED) as behind:
        team, network, house, _ = behind
        place, other = await customers(team, house, 2)
        network.order(HANG, times=-1, method="POST", path=OPS)
        await write(house, place, REPLIES[:5])
        await can_work(house, other)
        await team.whatsapp(other.phone, "", "And one more thing")
        await house.until(lambda: has(house, other, "And one more thing"))
        await house.until(lambda: bool(house.engine.status.error))
        network.calm()
        await behind.check(place, REPLIES[:5])


async def has(house: House[BraidGateway], place: Place, text: str) -> bool:
    window = await house.store.timeline.newest(place.lane, 50)
    return any(entry.message.text == text for entry in window.entries)


async def test_stored_but_the_answer_never_comes_while_the_feed_is_up(tmp_path: Path) -> None:
    async with behind_a_chaos_proxy(tmp_path, HURRIED) as behind:
        team, network, house, _ = behind
        place = (await customers(team, house, 1))[0]
        network.order(SWALLOW, times=-1, method="POST", path=OPS)
        await write(house, place, ["only one"])
        await house.until(lambda: first_is_sent(house, place))
        assert (await house.store.outbox.waiting()).replies == 0, "the feed is an answer, too"
        await write(house, place, REPLIES[:5])
        await house.until(lambda: behind.all_shown(place, ["only one", *REPLIES[:5]]))
        network.calm()
        await behind.check(place, ["only one", *REPLIES[:5]])


async def first_is_sent(house: House[BraidGateway], place: Place) -> bool:
    return await arrived(house, place) == 1


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param([answer(503, "0")] * 5, id="503"),
        pytest.param([answer(429, "1"), answer(520), answer(520)], id="429-520"),
        pytest.param([Fault(Kind.HOLD_BACK, seconds=1.0)] * 3, id="later-ones-first"),
        pytest.param([DUPLICATE] * 5, id="twice"),
        pytest.param([CUT_ALL] * 5, id="stored-then-all-cut"),
    ],
)
async def test_each_reply_once_and_in_order(tmp_path: Path, faults: list[Fault]) -> None:
    async with behind_a_chaos_proxy(tmp_path) as behind:
        team, network, house, _ = behind
        place, other = await customers(team, house, 2)
        network.order(*faults, method="POST", path=OPS)
        for text in REPLIES:
            expected = min(len(network.mischief.done) + 1, len(faults))
            await write(house, place, [text])
            await house.until(lambda expected=expected: len(network.mischief.done) >= expected)  # type: ignore[misc]
        await can_work(house, other)
        await behind.check(place, REPLIES)
        assert [kind for _, kind in network.mischief.done] == [fault.kind for fault in faults]
