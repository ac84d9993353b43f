"""The engine with the real store on a fake server: nothing lost, nothing twice, in order, and fast."""

import asyncio
import time
from pathlib import Path

import pytest

from app.clock import SystemClock
from app.errors import AnswerLost
from domain.ids import BlobHash
from domain.message import Author
from domain.operations import MarkRead, Note, Send
from domain.outbox import HoldReason, OutboxState
from domain.problems import Problem
from sync.core import SyncCore
from sync.engine import SyncEngine
from sync.steps import Started, UploadFailed
from sync.uploads import Uploads
from tests.fakes import world
from tests.fakes.gateway import FakeGateway, FakeServer, Fault
from tests.support.figures import figure
from tests.support.house import KEPT, House, a_house

ONE = world.thread(1).id
TWO = world.thread(2).id


async def test_a_fresh_client_gets_the_snapshot(tmp_path: Path) -> None:
    server = FakeServer(threads=700)
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        assert len(await house.store.threads.agents()) == 2
        assert await house.store.threads.card(world.thread(700).id) is not None
        assert house.gateway.calls.count("changes") >= 5


async def test_a_message_comes_in_by_a_nudge(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await house.until(lambda: house.engine.core.stream.up)
        house.told.clear()
        began = time.perf_counter()
        server.say(world.message(ONE, "hello"))
        await house.until(lambda: any(ONE in changes.timelines for changes in house.told))
        figure(f"nudge to ChangeHub: {(time.perf_counter() - began) * 1000:.1f} ms")
        window = await house.store.timeline.newest(ONE, 10)
        assert [entry.message.text for entry in window.entries] == ["hello"]


class SlowComputer(SystemClock):
    """Whoever looks at the time twice finds that a while has passed."""

    def __init__(self) -> None:
        self.passed = 0.0

    def monotonic(self) -> float:
        self.passed += 0.01
        return super().monotonic() + self.passed


async def test_a_wait_that_ends_while_one_looks_at_the_clock_is_not_forgotten(tmp_path: Path) -> None:
    gateway = FakeGateway(FakeServer())
    gateway.faults["changes"] += [Fault.UNREACHABLE] * 3
    async with a_house(tmp_path, gateway, start=False) as house:
        engine = SyncEngine(gateway, house.store, SlowComputer(), house.hub, house.tasks, lambda: 0.01)
        engine.on_status(lambda _: house.notify())
        engine.start(KEPT)
        await house.until(lambda: engine.status.online)
        await engine.stop()


async def test_a_reply_leaves_at_once_and_comes_back_as_done(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await house.drained()
        took = []
        for number in range(20):
            began = time.perf_counter()
            await house.reply(1, f"reply {number}")
            await house.until(lambda expected=number + 1: len(server.provider) == expected)  # type: ignore[misc]
            took.append((time.perf_counter() - began) * 1000)
        figure(f"enqueue to server: median {sorted(took)[10]:.1f} ms, worst {max(took):.1f} ms")
        await house.drained()
        assert server.provider == [(ONE, f"reply {number}") for number in range(20)]


async def test_work_that_comes_during_a_request_goes_together_in_the_next(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await house.drained()
        house.gateway.gate = asyncio.Event()
        before = house.gateway.calls.count("submit")
        await house.reply(1, "first")
        await house.until(lambda: house.gateway.calls.count("submit") > before)
        for number in range(10):
            await house.reply(1, f"more {number}")
        house.gateway.gate.set()
        await house.drained()
        assert house.gateway.calls.count("submit") == before + 2


async def offline_then(house: House[FakeGateway]) -> None:
    house.gateway.go(online=False)
    await house.until(lambda: not house.engine.status.online)


async def test_what_was_written_offline_is_delivered_once_and_in_order(tmp_path: Path) -> None:
    server = FakeServer(threads=10)
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await offline_then(house)
        for number in range(250):
            await house.reply(1 + number % 10, f"reply {number}")
        assert server.provider == []
        assert house.engine.status.offline_since is not None
        assert house.engine.status.next_try_at is not None
        began = time.perf_counter()
        house.gateway.go(online=True)
        await house.drained()
        figure(f"250 offline replies: {time.perf_counter() - began:.2f} s")
        assert len(server.provider) == 250
        assert in_order(server)


def in_order(server: FakeServer) -> bool:
    lanes: dict[str, list[int]] = {}
    for lane, text in server.provider:
        lanes.setdefault(lane, []).append(int(text.split()[1]))
    return all(numbers == sorted(set(numbers)) for numbers in lanes.values())


AMBIGUOUS = [Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.UNREACHABLE, Fault.THROTTLED]


@pytest.mark.parametrize("fault", AMBIGUOUS)
async def test_a_lost_answer_costs_nothing(tmp_path: Path, fault: Fault) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.faults["submit"].extend([fault, fault])
        await house.reply(1, "only once")
        await house.drained()
        assert server.provider == [(ONE, "only once")]
        assert len(set(house.gateway.bodies)) <= 1, "the same bytes went again"


async def test_a_customer_who_wrote_meanwhile_holds_the_reply(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await offline_then(house)
        await house.reply(1, "to the old question")
        await house.reply(2, "nobody wrote here")
        server.say(world.message(ONE, "never mind!"))
        house.gateway.go(online=True)
        await house.drained()
        waiting = await house.store.outbox.waiting()
        assert [row.reason for row in waiting.needs_person] == [HoldReason.MOVED]
        assert server.provider == [(TWO, "nobody wrote here")]
        await house.store.outbox.retry(waiting.needs_person[0].operation.id)
        house.engine.wake()
        await house.drained()
        assert server.provider[-1] == (ONE, "to the old question")


async def test_a_colleagues_reply_holds_too_but_an_event_and_my_own_do_not(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await offline_then(house)
        for number in (1, 2):
            await house.reply(number, f"reply {number}")
        server.say(world.message(ONE, "from my telephone", Author.AGENT, agent_id=world.ME.id))
        server.say(world.message(TWO, "I took over", Author.AGENT, agent_id=world.COLLEAGUE.id))
        house.gateway.go(online=True)
        await house.drained()
        assert server.provider == [(ONE, "reply 1")]


async def test_an_ended_session_keeps_the_queue_for_the_next(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.faults["submit"].append(Fault.SIGNED_OUT)
        await house.reply(1, "reply 1")
        await house.until(lambda: house.engine.status.signed_out)
        await house.reply(1, "reply 2")
        assert (await house.store.outbox.waiting()).replies == 2
        assert server.provider == []
        house.engine.start(KEPT)
        await house.drained()
        assert server.provider == [(ONE, "reply 1"), (ONE, "reply 2")]
        assert not house.engine.status.signed_out


async def test_a_refused_reply_blocks_its_lane_only(tmp_path: Path) -> None:
    server = FakeServer()
    server.refuses["bad"] = Problem.WINDOW_CLOSED
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await house.reply(1, "bad", "behind it")
        await house.reply(2, "fine")
        await house.until(lambda: (TWO, "fine") in server.provider)
        await house.until(lambda: needs_person(house))
        waiting = await house.store.outbox.waiting()
        assert [(row.state, row.reason) for row in waiting.needs_person] == [
            (OutboxState.BLOCKED, Problem.WINDOW_CLOSED)
        ]
        assert server.provider == [(TWO, "fine")]
        await house.store.outbox.discard(waiting.needs_person[0].operation.id)
        house.engine.wake()
        await house.drained()
        assert server.provider[-1] == (ONE, "behind it")


async def needs_person(house: House[FakeGateway]) -> bool:
    return bool((await house.store.outbox.waiting()).needs_person)


async def test_one_poisonous_operation_does_not_stop_the_others(tmp_path: Path) -> None:
    """The server refuses every request that holds it, as a whole."""
    server = FakeServer(threads=5)
    gateway = FakeGateway(server)
    async with a_house(tmp_path, gateway) as house:
        await house.synced()
        await offline_then(house)
        for number in range(1, 6):
            await house.reply(number, f"reply {number}")
        gateway.poison = "reply 3"
        gateway.go(online=True)
        await house.until(lambda: needs_person(house))
        await house.drained()
        assert sorted(text for _, text in server.provider) == ["reply 1", "reply 2", "reply 4", "reply 5"]
        assert len((await house.store.outbox.waiting()).needs_person) == 1


async def test_what_the_server_took_is_not_refused_by_a_proxy_and_forks_no_lane(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        device = await house.store.state.device_id()
        house.gateway.faults["submit"].extend([Fault.LOST_AFTER, Fault.TOO_LARGE])
        (note,) = await house.enqueue(ONE, Note("the feed never brings it"))
        await house.drained()
        assert (await house.store.outbox.waiting()).total == 0
        assert list(server.done) == [note.id]
        await house.reply(1, "behind it")
        await house.drained()
        assert server.provider == [(ONE, "behind it")]
        assert await house.store.state.device_id() == device


async def test_while_nothing_at_all_gets_through_one_operation_pays_at_most(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await offline_then(house)
        for number in (1, 2, 3):
            await house.reply(number, f"reply {number}")
        house.gateway.faults["submit"].extend([Fault.REFUSED] * 4)
        house.gateway.go(online=True)
        await house.until(lambda: needs_person(house))
        await house.drained()
        assert sorted(text for _, text in server.provider) == ["reply 2", "reply 3"]
        (row,) = (await house.store.outbox.waiting()).needs_person
        assert row.reason == "bad_operation"
        await house.store.outbox.retry(row.operation.id)
        house.engine.wake()
        await house.drained()
        assert sorted(text for _, text in server.provider) == ["reply 1", "reply 2", "reply 3"]


async def test_a_forgotten_cursor_ends_in_a_snapshot_and_the_queue_stays(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await offline_then(house)
        await house.reply(1, "reply 1")
        server.epoch = 2
        house.gateway.go(online=True)
        await house.drained()
        assert server.provider == [(ONE, "reply 1")]


async def test_a_copied_database_gets_a_device_of_its_own(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        device = await house.store.state.device_id()
        server.by_number[device, ONE, 1] = world.thread(3).id  # type: ignore[assignment]
        server.numbers[device, ONE] = 1
        await house.reply(1, "reply 1", "reply 2")
        await house.drained()
        assert server.provider == [(ONE, "reply 1"), (ONE, "reply 2")]
        assert await house.store.state.device_id() != device


async def test_a_file_goes_before_its_reply(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.faults["put_blob"].append(Fault.LOST_AFTER)
        await send_file(house)
        await house.drained()
        assert server.provider == [(ONE, "look")]
        assert list(server.blobs.values()) == [b"picture"]


async def send_file(house: House[FakeGateway]) -> None:
    blob = await house.store.blobs.add(b"picture", "a.png", "image/png")
    part = world.attachment(blob)
    await house.enqueue(ONE, Send(world.identity(1).id, "look", (part,)))


@pytest.mark.parametrize(("progressed", "longest"), [(False, 30.0), (True, 0.2)])
def test_a_file_that_gets_further_with_every_try_waits_only_briefly(progressed: bool, longest: float) -> None:
    core = SyncCore(lambda: 1.0)
    core.handle(Started(), 0.0)
    for _ in range(10):
        core.handle(UploadFailed(BlobHash("a"), AnswerLost(), progressed), 0.0)
    assert core.upload.backoff.not_before == longest


def test_progress_is_what_came_since_the_try_before() -> None:
    uploads, blob = Uploads(), BlobHash("a")
    assert not uploads.progressed(blob), "nothing is known"
    for held, progressed in (([3], False), ([3, 5], True), ([5], False), ([6], True), ([0], False)):
        for one in held:
            uploads.told(blob, one)
        assert uploads.progressed(blob) is progressed
    uploads.told(BlobHash("b"), 4)
    assert uploads.total == 4
    uploads.ended(BlobHash("b"))
    assert uploads.total == 0


async def test_how_far_the_files_are_is_told_while_they_go(tmp_path: Path) -> None:
    async with a_house(tmp_path, FakeGateway(FakeServer())) as house:
        await house.synced()
        told: list[int] = []
        house.engine.on_status(lambda status: told.append(status.uploaded))
        await send_file(house)
        await house.drained()
        assert len(b"picture") in told
        assert house.engine.status.uploaded == 0


async def test_a_file_the_server_lost_is_sent_again(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.loses_uploads = 1
        await send_file(house)
        await house.drained()
        assert server.provider == [(ONE, "look")]


async def test_a_file_the_server_refuses_is_given_back_with_its_reply(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.faults["put_blob"].append(Fault.TOO_LARGE)
        await send_file(house)
        await house.until(lambda: needs_person(house))
        waiting = await house.store.outbox.waiting()
        assert waiting.needs_person[0].reason == Problem.MEDIA_TOO_LARGE


async def test_notes_and_read_marks_go_the_same_way(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await house.enqueue(ONE, Note("for us"), MarkRead(3))
        await house.drained()
        assert len(server.done) == 2


async def test_a_stream_that_flaps_misses_nothing(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        for number in range(30):
            house.gateway.close_streams()
            server.say(world.message(ONE, f"m{number}"))
        await house.until(lambda: newest_is(house, "m29"))
        window = await house.store.timeline.newest(ONE, 100)
        assert [entry.message.text for entry in window.entries] == [f"m{number}" for number in range(30)]


async def newest_is(house: House[FakeGateway], text: str) -> bool:
    window = await house.store.timeline.newest(ONE, 1)
    return bool(window.entries) and window.entries[-1].message.text == text


async def test_history_is_fetched_into_the_store(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        for number in range(5):
            server.say(world.message(ONE, f"m{number}"))
        await house.until(lambda: newest_is(house, "m4"))
        await house.engine.older(ONE, 3)
        assert "messages" in house.gateway.calls


async def test_started_without_a_network_it_waits_and_says_so(tmp_path: Path) -> None:
    gateway = FakeGateway(FakeServer())
    gateway.go(online=False)
    async with a_house(tmp_path, gateway) as house:
        await house.until(lambda: house.engine.status.error == "unreachable")
        assert not house.engine.status.online
        assert house.engine.status.offline_since is not None
        gateway.go(online=True)
        house.engine.retry_now()
        await house.synced()
        assert house.engine.status.error == ""


async def test_a_bug_in_the_gateway_is_reported_and_does_not_end_the_engine(tmp_path: Path) -> None:
    gateway = FakeGateway(FakeServer())
    async with a_house(tmp_path, gateway) as house:
        await house.synced()
        gateway.bug = ValueError("ours")
        await house.reply(1, "reply 1")
        await house.drained()
        assert gateway.server.provider == [(ONE, "reply 1")]
        assert [str(error) for error in house.troubles] == ["ours"]
        house.troubles.clear()


async def test_stopping_twice_and_in_the_middle_of_a_request(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.gate = asyncio.Event()
        await house.reply(1, "reply 1")
        await house.until(lambda: house.gateway.calls[-1] == "submit" or "submit" in house.gateway.calls)
        await house.engine.stop()
        await house.engine.stop()
        assert len(house.tasks) == 0
        house.gateway.gate.set()
        house.engine.start(KEPT)
        await house.drained()
        assert server.provider == [(ONE, "reply 1")]


async def test_killed_and_started_again_nothing_is_lost_or_twice(tmp_path: Path) -> None:
    server = FakeServer()
    gateway = FakeGateway(server)
    async with a_house(tmp_path, gateway, start=False) as house:
        await house.reply(1, *(f"reply {number}" for number in range(30)))
        device = await house.store.state.device_id()
        batch = await house.store.outbox.freeze(device, 10, 1 << 20)
        assert batch is not None
        server.take(batch.body)  # the answer never reached the disk
    async with a_house(tmp_path, gateway) as house:
        await house.drained()
        assert len(server.provider) == 30
        assert in_order(server)


async def test_the_fake_breaks_streams_as_a_network_does() -> None:
    gateway = FakeGateway(FakeServer())
    stream = gateway.events()
    await anext(stream)
    gateway.go(online=False)
    with pytest.raises(AnswerLost):
        await anext(stream)
