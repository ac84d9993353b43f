"""A server that takes what leaves but does not say what is new: replies leave all the same, blind ones wait."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import SystemClock
from app.errors import AnswerLost, StorageFull, Unreachable
from domain.ids import OperationId
from domain.operations import Outcome, Result
from sync.core import SyncCore
from sync.engine import SyncEngine
from sync.steps import (
    BatchFailed,
    Effect,
    Event,
    Failed,
    FindLanes,
    FindUploads,
    Heard,
    Job,
    LanesFound,
    NothingToSubmit,
    Pull,
    Pulled,
    Started,
    Submit,
    Submitted,
    Ticked,
    UploadsFound,
    Woken,
)
from tests.fakes import world
from tests.fakes.gateway import FakeGateway, FakeServer, Fault
from tests.support.house import KEPT, House, a_house

BROKEN = Failed(Job.PULL, AnswerLost("http_500"))
ONE = world.thread(1).id


class Life:
    """A core under a virtual clock, whose every pull fails in the same way; jitter is the whole of it."""

    def __init__(self, trouble: Event = BROKEN) -> None:
        self.core = SyncCore(lambda: 1.0)
        self.now = 50.0
        self.trouble = trouble
        self.begun: list[tuple[float, Effect]] = []
        self.give(Started())

    def give(self, event: Event) -> None:
        waiting = [event]
        while waiting:
            for effect in self.core.handle(waiting.pop(), self.now):
                self.begun.append((self.now, effect))
                if isinstance(effect, Pull):
                    waiting.append(self.trouble)
                if isinstance(effect, FindUploads):
                    waiting.append(UploadsFound(()))

    def live(self, seconds: float) -> None:
        """Timers only, as the engine sets them."""
        end = self.now + seconds
        while (tick := self.core.next_tick(self.now)) is not None and tick <= end:
            self.now = tick
            self.give(Ticked())
        self.now = end

    def submits(self) -> list[tuple[float, Effect]]:
        return [(at, effect) for at, effect in self.begun if isinstance(effect, Submit)]


def test_after_ten_seconds_of_answers_that_are_none_replies_leave_blind() -> None:
    life = Life()
    life.live(9.9)
    assert life.submits() == []
    assert not life.core.one_way(life.now)
    life.live(0.2)
    assert life.submits() == [(60.0, Submit(500, blind=True))]
    assert life.core.one_way(life.now)
    assert not life.core.contact.online
    assert life.core.contact.error == "http_500"


def test_the_news_are_asked_for_all_the_while() -> None:
    life = Life()
    life.live(300)
    pulls = [at for at, effect in life.begun if isinstance(effect, Pull)]
    assert 12 < len(pulls) < 25
    assert pulls[-1] > life.now - 31


def test_what_leaves_one_way_does_not_count_as_contact() -> None:
    life = Life()
    life.live(11)
    life.give(Submitted([Result(OperationId("a"), Outcome.APPLIED)]))
    assert not life.core.contact.online
    assert len(life.submits()) == 2
    life.give(NothingToSubmit())
    life.live(60)
    assert len(life.submits()) == 2
    life.give(Woken())
    assert len(life.submits()) == 3


def test_what_went_well_one_way_is_no_trouble_when_the_news_are_back() -> None:
    life = Life()
    life.live(10.1)
    life.give(BatchFailed((OperationId("a"),), StorageFull()))
    life.give(Submitted([Result(OperationId("a"), Outcome.APPLIED)]))
    life.trouble = Pulled("c1", has_more=False)
    life.live(30)
    assert life.core.contact.online
    assert life.core.contact.error == ""


def test_a_batch_that_fails_too_waits_longer_and_longer() -> None:
    life = Life()
    life.live(10.1)
    for _ in range(4):
        life.give(BatchFailed((OperationId("a"),), AnswerLost("http_502")))
        life.live(30)
    waits = [later[0] - earlier[0] for earlier, later in zip(life.submits(), life.submits()[1:], strict=False)]
    assert [round(wait, 1) for wait in waits] == [0.3, 30.3, 30.6, 31.4] or waits == sorted(waits)
    assert len(waits) == 4


def test_files_leave_blind_too_and_are_tried_again() -> None:
    life = Life()
    life.live(10.1)
    assert [at for at, effect in life.begun if isinstance(effect, FindUploads)] == [60.0]
    life.give(Failed(Job.UPLOAD, StorageFull()))
    life.live(0.3)
    assert [at for at, effect in life.begun if isinstance(effect, FindUploads)] == [60.0, pytest.approx(60.3)]


def test_with_nothing_to_send_only_the_news_are_said_to_be_tried_again() -> None:
    life = Life(Pulled("c1", has_more=False))
    life.give(LanesFound(()))
    life.give(NothingToSubmit())
    life.trouble = BROKEN
    life.give(Heard("c2"))
    life.live(8)
    assert life.core.next_try(life.now) == pytest.approx(62.6)


def test_nobody_there_is_not_a_server_that_answers() -> None:
    for error in (Unreachable(), AnswerLost(), AnswerLost("unreadable")):
        life = Life(Failed(Job.PULL, error))
        life.live(120)
        assert life.submits() == []


def test_one_spell_without_anybody_begins_the_ten_seconds_anew() -> None:
    life = Life()
    life.live(5)
    life.trouble = Failed(Job.PULL, Unreachable())
    life.live(40)
    assert life.submits() == []
    life.trouble = BROKEN
    life.live(60)
    began = life.core.contact.stubborn_since
    assert began is not None
    assert all(at >= began + 10 for at, _ in life.submits())


def test_nobody_there_any_more_ends_it_until_somebody_answers_again() -> None:
    life = Life()
    life.live(10.1)
    assert life.core.one_way(life.now)
    life.trouble = Failed(Job.PULL, AnswerLost())
    life.give(BatchFailed((OperationId("a"),), Unreachable()))
    assert not life.core.one_way(life.now)
    life.live(120)
    assert len(life.submits()) == 1


def test_when_the_news_come_again_the_guard_comes_first() -> None:
    life = Life()
    life.live(10.1)
    life.give(NothingToSubmit())
    life.give(Woken())
    life.give(NothingToSubmit())
    before = len(life.submits())
    life.trouble = Pulled("c1", has_more=False)
    life.live(30)
    assert life.core.contact.online
    assert not life.core.one_way(life.now)
    assert FindLanes() in [effect for _, effect in life.begun[-4:]]
    assert len(life.submits()) == before
    life.give(LanesFound(()))
    assert life.submits()[-1][1] == Submit(500)


class LaterClock(SystemClock):
    """Time that the test can skip."""

    skipped = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.skipped


async def one_way(house: House[FakeGateway]) -> tuple[SyncEngine, LaterClock]:
    """An engine whose server has not said what is new for ten seconds."""
    clock = LaterClock()
    house.gateway.faults["changes"].extend([Fault.BROKEN] * 1000)
    engine = SyncEngine(house.gateway, house.store, clock, house.hub, house.tasks, lambda: 0.02)
    engine.on_status(lambda _: house.notify())
    engine.start(KEPT)
    await house.until(lambda: engine.status.error == "http_500")
    clock.skipped += 10
    engine.retry_now()
    await house.until(lambda: engine.status.one_way)
    return engine, clock


async def test_a_reply_of_somebody_who_knew_leaves_although_the_feed_is_broken(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await house.engine.stop()
        await house.reply(1, "I have just read all of it")
        engine, _ = await one_way(house)
        await house.until(lambda: bool(server.provider))
        assert server.provider == [(ONE, "I have just read all of it")]
        assert not engine.status.online
        await engine.stop()


async def test_a_reply_of_somebody_who_could_not_know_waits_for_the_news(tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        await house.engine.stop()
        seen = await house.store.feed.synced_at()
        assert seen is not None
        house.clock.now = lambda: seen + timedelta(minutes=6)  # type: ignore[method-assign]
        await house.reply(1, "blind")
        await house.reply(1, "behind it")
        house.clock.now = lambda: seen - timedelta(hours=2)  # type: ignore[method-assign]
        await house.reply(3, "blind, by a clock set back")
        house.clock.now = lambda: seen + timedelta(minutes=4)  # type: ignore[method-assign]
        await house.reply(2, "fresh enough")
        engine, _ = await one_way(house)
        await house.until(lambda: bool(server.provider))
        await house.until(lambda: house.gateway.calls.count("submit") >= 1)
        assert server.provider == [(world.thread(2).id, "fresh enough")]
        house.gateway.faults["changes"].clear()
        engine.retry_now()
        await house.drained()
        assert [text for _, text in server.provider[:3]] == ["fresh enough", "blind", "behind it"]
        assert len(server.provider) == 4
        await engine.stop()


async def test_the_time_of_the_last_news_survives_a_restart(tmp_path: Path) -> None:
    gateway = FakeGateway(FakeServer())
    async with a_house(tmp_path, gateway) as house:
        await house.synced()
        last = house.engine.status.last_sync_at
    gateway.go(online=False)
    async with a_house(tmp_path, gateway) as house:
        await house.until(lambda: house.engine.status.last_sync_at is not None)
        again = house.engine.status.last_sync_at
        assert last is not None
        assert again is not None
        assert abs(again - last) < timedelta(seconds=2)
        assert not house.engine.status.online
