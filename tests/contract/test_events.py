"""GET /v1/events over real HTTP: at once, after each commit, and never in the way of a stop (R19)."""

import asyncio
import contextlib
import json
import socket
from pathlib import Path

from backend.cli.options import ServeOptions
from backend.cli.serving import listen
from tests.support.backend import a_backend
from tests.support.streams import listening_to, serving


async def test_a_state_at_once_and_after_every_commit(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        who = rig.sign_in()
        async with serving(rig) as (_, http), listening_to(http, who) as stream:
            headers = stream.answer.headers
            assert headers["Content-Type"].startswith("text/event-stream")
            assert (headers["X-Accel-Buffering"], headers["Cache-Control"]) == ("no", "no-cache, no-transform")
            first = await stream.next()
            assert first["event"] == "state"
            assert json.loads(first["data"]) == {"cursor": first["id"]}
            await asyncio.to_thread(rig.customer)
            second = await stream.next()
            assert second["event"] == "state", "before any ping"
            page = await http.get("/v1/changes", params={"since": first["id"]}, headers=who.headers)
            types = {change["type"] for change in page.json()["changes"]}
            assert types == {"customer", "identity", "thread", "message"}
            assert page.json()["cursor"] == second["id"]


async def test_a_burst_is_one_nudge_and_the_last_state_always_comes(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        who = rig.sign_in()
        async with serving(rig) as (_, http), listening_to(http, who) as stream:
            await stream.next()
            for _ in range(50):
                await asyncio.to_thread(rig.customer)
            newest = rig.services.feed.cursor(who.agent, rig.services.database.seq())
            heard = 0
            while (await stream.next())["id"] != newest:
                heard += 1
            assert heard < 50


async def test_pings_carry_data_and_no_id(tmp_path: Path) -> None:
    async with (
        a_backend(tmp_path, ping_seconds=0.05) as rig,
        serving(rig) as (_, http),
        listening_to(http, rig.sign_in()) as stream,
    ):
        await stream.next()
        assert await stream.next() == {"event": "ping", "data": "{}"}


async def test_a_stream_ends_with_its_session_and_with_its_token(tmp_path: Path) -> None:
    async with a_backend(tmp_path, ping_seconds=0.05) as rig:
        one, two = rig.sign_in(), rig.sign_in()
        async with serving(rig) as (_, http), listening_to(http, one) as first, listening_to(http, two) as second:
            await first.next()
            await http.delete("/v1/session", headers=one.headers)
            rig.clock.advance(1)
            while await first.next():
                pass
            assert await second.next()
            rig.clock.advance(900)
            while await second.next():
                pass


async def test_open_streams_do_not_hold_up_a_stop(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        who = rig.sign_in()
        async with serving(rig) as (server, http), contextlib.AsyncExitStack() as streams:
            opened = [await streams.enter_async_context(listening_to(http, who)) for _ in range(5)]
            for stream in opened:
                await stream.next()
            server.stop()
            for stream in opened:
                assert await stream.next() == {}


def test_answers_do_not_wait_for_nagles_algorithm() -> None:
    with listen(ServeOptions(port=0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP, "asyncio sets TCP_NODELAY on nothing else"
