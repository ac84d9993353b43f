"""Channels wait while an agent's long queue comes in, for three seconds at most."""

from pathlib import Path

import pytest

from backend.rush import FROM, Rush
from domain.message import Delivery
from tests.fakes.clock import FakeClock
from tests.support.channels import rig


def test_a_reply_written_just_now_holds_nobody_up() -> None:
    rush = Rush(FakeClock())
    rush.batch(FROM - 1)
    assert rush.seconds() == 0


def test_a_big_batch_does_for_a_quarter_of_a_second_behind_its_end() -> None:
    clock = FakeClock()
    rush = Rush(clock)
    rush.batch(FROM)
    assert rush.seconds() == pytest.approx(0.25)
    clock.advance(0.2)
    rush.batch(FROM)
    assert rush.seconds() == pytest.approx(0.25)
    clock.advance(0.25)
    assert rush.seconds() == 0


def test_a_batch_that_takes_long_does_still_when_it_was_applied() -> None:
    clock = FakeClock()
    rush = Rush(clock)
    rush.batch(FROM)
    clock.advance(1)
    assert rush.seconds() == 0
    rush.applied()
    assert rush.seconds() == pytest.approx(0.25)


def test_many_small_batches_at_once_are_a_queue_too() -> None:
    rush = Rush(FakeClock())
    for _ in range(FROM // 20 - 1):
        rush.batch(20)
        rush.applied()
    assert rush.seconds() == 0
    rush.batch(20)
    assert rush.seconds() == pytest.approx(0.25)


def test_a_busy_team_at_work_is_none() -> None:
    clock = FakeClock()
    rush = Rush(clock)
    for _ in range(FROM):
        rush.batch(1)
        rush.applied()
        clock.advance(0.01)
    assert rush.seconds() == 0


def test_however_many_come_nobody_waits_longer_than_three_seconds() -> None:
    clock = FakeClock()
    rush = Rush(clock)
    waited = 0.0
    for _ in range(100):
        rush.batch(500)
        if not rush.seconds():
            break
        clock.advance(0.1)
        waited += 0.1
    assert waited == pytest.approx(3.0)
    clock.advance(5)
    rush.batch(500)
    assert rush.seconds() == pytest.approx(0.25)


class Asked(Rush):
    """Counts how often somebody asked whether to wait."""

    asked = 0

    def seconds(self) -> float:
        self.asked += 1
        return super().seconds()


async def test_messages_leave_for_their_channel_when_the_queue_is_in(tmp_path: Path) -> None:
    clock = FakeClock()
    rush = Asked(clock)
    rush.batch(500)
    async with rig(tmp_path, rush=rush) as it:
        person = await it.customer()
        sent = it.send(person, "On its way")
        asked = rush.asked
        await it.until(lambda: rush.asked > asked)
        assert (it.egress(sent).state, it.provider.requests) == ("pending", 0)
        clock.advance(1)
        await it.delivered(sent, Delivery.ACCEPTED)
