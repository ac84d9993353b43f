"""The engine on Qt's loop: the same behaviour, and the loop never stands still for long while a snapshot comes."""

import asyncio
import gc
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.clock import SystemClock
from app.ports import Session
from domain.inbox import Folder
from sync.braid.gateway import BraidGateway
from sync.braid.transport import Timeouts
from sync.braid.wire import encode
from tests.fakes import world
from tests.fakes.gateway import FakeGateway, FakeServer
from tests.support.figures import figure
from tests.support.house import a_house
from tests.support.http_server import Asked, Reply, scripted_server, stream_reply

ROWS = 3000


@pytest.fixture(autouse=True)
def old_loops_end_on_this_thread() -> Iterator[None]:
    """qasync's timers are QObjects in a cycle: collected on a worker's thread, they take the process down."""
    yield
    gc.collect()


async def longest_stall(watched: "asyncio.Future[None]") -> float:
    """Milliseconds between two turns of the loop, at worst."""
    worst, last = 0.0, time.perf_counter()
    while not watched.done():
        await asyncio.sleep(0)
        now = time.perf_counter()
        worst, last = max(worst, now - last), now
    return worst * 1000


async def test_replies_leave_on_qts_loop_too(qtbot: QtBot, tmp_path: Path) -> None:
    server = FakeServer()
    async with a_house(tmp_path, FakeGateway(server)) as house:
        await house.synced()
        house.gateway.go(online=False)
        await house.until(lambda: not house.engine.status.online)
        await house.reply(1, *(f"reply {number}" for number in range(50)))
        house.gateway.go(online=True)
        await house.drained()
        assert [text for _, text in server.provider] == [f"reply {number}" for number in range(50)]


async def test_a_snapshot_over_http_does_not_stop_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    source = FakeServer(threads=400)
    for number in range(ROWS):
        thread = world.thread(1 + number % 400)
        source.say(world.message(thread.id, f"{number} " + "where is my parcel? " * 20))

    def page(asked: Asked) -> Reply:
        since = next((value for name, _, value in [asked.query.partition("=")] if name == "since"), "").split("&")[0]
        found = source.page(since.replace("%3A", ":"), 500)
        return Reply(200, encode(found), {"Content-Type": "application/json"})

    async with scripted_server() as server:
        server.on("GET /v1/changes", page)
        server.on("GET /v1/events", stream_reply("event: ping\ndata: {}\n\n", keep=True))
        gateway = BraidGateway(server.address, SystemClock(), timeouts=Timeouts())
        session = Session(server.address, world.ME, "refresh", "access")
        async with a_house(tmp_path, gateway, session) as house:
            began = time.perf_counter()
            synced = asyncio.ensure_future(house.synced())
            worst = await longest_stall(synced)
            size = max(len(encode(source.page("", 500))), 1)
            took = time.perf_counter() - began
            figure(
                f"snapshot of {ROWS} messages, pages of {size >> 10} KiB: {took:.2f} s, longest stall {worst:.0f} ms"
            )
            assert len(await house.store.threads.rows(Folder.MINE, 1000)) == 400
            assert house.engine.status.online
            assert worst < took * 1000 / 5, "its work is done beside the screen, not on it"
        await gateway.close()
