"""The server's time, while somebody sets the clock of this computer (R20)."""

from collections.abc import Coroutine
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from app.ports import SyncStatus
from app.server_time import KEY, KeptOffset, ServerTime, begin
from tests.fakes.clock import START, FakeClock

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


class Server:
    """A clock somewhere else, which says whole seconds; both clocks go on together."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self.here = FakeClock()
        self.now = START + ahead
        self.time = ServerTime(self.here)

    def passes(self, seconds: float) -> None:
        self.here.advance(seconds)
        self.now += timedelta(seconds=seconds)

    def answers(self, took: float = 0.1) -> None:
        asked = self.here.monotonic()
        self.passes(took / 2)
        date = format_datetime(self.now.replace(microsecond=0), usegmt=True)
        self.passes(took / 2)
        self.time.heard(date, asked)

    @property
    def error(self) -> timedelta:
        return abs(self.time.now() - self.now)


class State:
    """Small facts in memory."""

    def __init__(self, **kept: str) -> None:
        self.kept = kept
        self.written = 0

    async def device_id(self) -> Any:
        return "device"

    async def get(self, key: str) -> str | None:
        return self.kept.get(key)

    async def put(self, key: str, value: str) -> None:
        self.written += 1
        self.kept[key] = value


@pytest.mark.parametrize("ahead", [timedelta(0), 5 * HOUR, -30 * 24 * HOUR])
def test_an_answer_says_it_to_a_second(ahead: timedelta) -> None:
    server = Server(ahead)
    server.answers()
    assert server.time.heard_once
    assert server.error <= 1.1 * SECOND


def test_more_answers_say_it_better() -> None:
    server = Server(5 * HOUR)
    for _ in range(40):
        server.passes(7.77)
        server.answers()
    assert server.error < 0.6 * SECOND


def test_setting_the_clock_here_changes_nothing() -> None:
    server = Server(5 * HOUR)
    server.answers()
    for jump in (3 * HOUR, -400 * 24 * HOUR, timedelta(minutes=-1)):
        server.here.jump(jump)
        server.passes(60)
        assert server.error <= 1.1 * SECOND
        server.answers()
        assert server.error <= 1.1 * SECOND


def test_before_the_first_answer_it_goes_by_what_an_earlier_run_knew() -> None:
    server = Server(5 * HOUR)
    server.time.begin((5 * HOUR).total_seconds())
    server.here.jump(-2 * HOUR)
    server.passes(100)
    assert server.error == timedelta(0)
    server.answers()
    server.time.begin(0)
    assert server.error <= 1.1 * SECOND, "an answer knows better than an earlier run"


def test_without_any_knowledge_it_is_this_computers_time_as_it_was_at_the_start() -> None:
    server = Server()
    server.here.jump(9 * HOUR)
    server.passes(30)
    assert server.time.now() == START + 30 * SECOND
    assert server.time.monotonic() == server.here.monotonic()


def test_a_server_whose_clock_is_set_right_is_believed() -> None:
    server = Server()
    for _ in range(5):
        server.answers()
    server.now += 2 * HOUR
    server.answers()
    assert server.error <= 1.1 * SECOND


def test_a_slow_answer_does_not_spoil_what_is_known() -> None:
    server = Server()
    for _ in range(20):
        server.passes(3.3)
        server.answers()
    before = server.error
    server.answers(took=120)
    assert server.error <= before + 0.1 * SECOND


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 99 Nov 2026 12:00:00 GMT", "0"])
def test_an_answer_without_a_readable_date_says_nothing(date: str) -> None:
    server = Server()
    server.time.heard(date, server.here.monotonic())
    assert not server.time.heard_once
    assert server.error == timedelta(0)


async def test_the_offset_is_kept_for_the_next_start_once_it_is_known() -> None:
    server, state, work = Server(5 * HOUR), State(), list[Coroutine[Any, Any, None]]()
    kept = KeptOffset(server.time, state, work.append)
    kept.status_changed(SyncStatus())
    assert not work
    server.answers()
    kept.status_changed(SyncStatus())
    kept.status_changed(SyncStatus())
    for one in work:
        await one
    assert state.written == 1
    later = ServerTime(server.here)
    await begin(later, state)
    assert abs(later.now() - server.now) <= 1.2 * SECOND


@pytest.mark.parametrize("kept", ["", "much", "1e30", "nan", "inf"])
async def test_a_kept_offset_that_makes_no_sense_does_no_harm(kept: str) -> None:
    clock = FakeClock()
    time = ServerTime(clock)
    await begin(time, State(**{KEY: kept}))
    assert time.now() == datetime.fromtimestamp(START.timestamp(), START.tzinfo)
