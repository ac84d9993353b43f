"""The chaos proxy does to each request what was ordered, and nothing to the others."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.support.chaos import ChaosProxy, a_chaos_proxy
from tests.support.http_server import HANG, Asked, ScriptedServer, json_reply, scripted_server, stream_reply
from tests.support.mischief import (
    CUT_ALL,
    DROP_ANSWER,
    DUPLICATE,
    HOLD_BACK,
    RESET_BEFORE,
    SWALLOW,
    TRUNCATE,
    Fault,
    Kind,
    answer,
)
from tests.support.mischief import HANG as NEVER

OPS = "/v1/ops"
IMPATIENT = httpx.Timeout(5, read=0.1)


@asynccontextmanager
async def behind(seed: int = 0) -> AsyncIterator[tuple[ScriptedServer, ChaosProxy, httpx.AsyncClient]]:
    async with scripted_server() as server, a_chaos_proxy(server.port, seed) as proxy:
        server.on(f"POST {OPS}", lambda asked: json_reply({"got": asked.body.decode()}))
        server.on("GET /other", json_reply({"a": "b" * 100}))
        async with httpx.AsyncClient(base_url=proxy.address, trust_env=False, timeout=5) as client:
            yield server, proxy, client


async def post(client: httpx.AsyncClient, text: str) -> str:
    got: str = (await client.post(OPS, content=text)).json()["got"]
    return got


async def left_without_an_answer(client: httpx.AsyncClient, seen: Callable[[], object]) -> None:
    """Asks, and leaves when that has been seen where it should get to, and nothing has come back for a while."""
    asking = asyncio.create_task(post(client, "first"))
    while not seen():  # noqa: ASYNC110 - neither end tells anybody
        await asyncio.sleep(0)
    answered, _ = await asyncio.wait([asking], timeout=0.1)
    assert not answered
    asking.cancel()
    await asyncio.wait([asking])


async def test_without_orders_everything_passes_on_one_connection() -> None:
    async with behind() as (server, proxy, client):
        assert [await post(client, f"{number}") for number in range(3)] == ["0", "1", "2"]
        assert (await client.head("/other")).status_code == 404
        assert (await client.get("/other")).json() == {"a": "b" * 100}
        assert [asked.method for asked in server.asked] == ["POST", "POST", "POST", "HEAD", "GET"]
        assert (proxy.passed, proxy.announced["POST"]) == (3, 3)
        assert proxy.mischief.done == []


@pytest.mark.parametrize(("fault", "arrived"), [(RESET_BEFORE, 0), (DROP_ANSWER, 1), (CUT_ALL, 1), (TRUNCATE, 1)])
async def test_cut_before_and_after_the_server(fault: Fault, arrived: int) -> None:
    async with behind() as (server, proxy, client):
        proxy.order(fault)
        with pytest.raises(httpx.TransportError):
            await post(client, "first")
        assert len(server.asked) == arrived
        assert await post(client, "second") == "second"
        assert proxy.mischief.done == [(f"POST {OPS}", fault.kind)]


@pytest.mark.parametrize(("fault", "arrived"), [(NEVER, 0), (SWALLOW, 1)])
async def test_an_answer_that_never_comes(fault: Fault, arrived: int) -> None:
    async with behind() as (server, proxy, client):
        proxy.order(fault)
        await left_without_an_answer(client, lambda: proxy.mischief.done and len(server.asked) == arrived)
        assert len(server.asked) == arrived
        assert await post(client, "second") == "second"


async def test_a_body_is_cut_in_the_middle() -> None:
    async with behind() as (server, proxy, client):
        proxy.order(Fault(Kind.CUT_BODY, count=3))
        with pytest.raises(httpx.TransportError):
            await post(client, "first")
        assert proxy.passed == 3
        assert server.asked == []


async def test_a_request_reaches_the_server_twice() -> None:
    async with behind() as (server, proxy, client):
        proxy.order(DUPLICATE)
        assert await post(client, "first") == "first"
        assert [asked.body for asked in server.asked] == [b"first", b"first"]


async def test_a_later_request_goes_through_first() -> None:
    async with behind() as (server, proxy, client):
        proxy.order(HOLD_BACK)
        async with asyncio.TaskGroup() as group:
            group.create_task(post(client, "first"))
            await asyncio.sleep(0)
            while not proxy.mischief.done:  # noqa: ASYNC110 - the proxy tells nobody
                await asyncio.sleep(0)
            group.create_task(post(client, "second"))
        assert [asked.body for asked in server.asked] == [b"second", b"first"]


@pytest.mark.parametrize(("status", "patience"), [(503, ""), (429, "7"), (520, "")])
async def test_the_proxy_answers_by_itself(status: int, patience: str) -> None:
    async with behind() as (server, proxy, client):
        proxy.order(answer(status, patience), times=2, path=OPS)
        for _ in range(2):
            said = await client.post(OPS, content="first")
            assert (said.status_code, said.headers.get("Retry-After", "")) == (status, patience)
        assert (await client.get("/other")).status_code == 200
        assert server.count(f"POST {OPS}") == 0
        assert await post(client, "second") == "second"


async def test_orders_are_for_the_requests_they_name_until_calm() -> None:
    async with behind() as (_, proxy, client):
        proxy.order(answer(503), times=-1, method="POST", path=OPS)
        for _ in range(3):
            assert (await client.post(OPS, content="x")).status_code == 503
            assert (await client.get("/other")).status_code == 200
        proxy.calm()
        assert await post(client, "x") == "x"


async def test_an_order_may_begin_with_the_one_before() -> None:
    async with behind() as (_, proxy, client):
        proxy.order(DUPLICATE, path=OPS)
        proxy.order_then(answer(503))
        assert (await client.get("/other")).status_code == 200
        assert await post(client, "x") == "x"
        assert (await client.get("/other")).status_code == 503


async def test_delay_and_rate_take_their_time() -> None:
    async with behind() as (_, proxy, client):
        proxy.delay = 0.05
        began = time.perf_counter()
        await post(client, "x")
        assert time.perf_counter() - began >= 0.05
        proxy.calm()
        proxy.rate = 100_000
        began = time.perf_counter()
        await post(client, "x" * 5_000)
        assert time.perf_counter() - began >= 0.1, "5,000 bytes up and down again"


async def test_the_same_seed_throws_the_same() -> None:
    async def thrown(seed: int) -> list[tuple[str, Kind]]:
        async with behind() as (_, proxy, client):
            proxy.throw(seed, 0.5, answer(503), answer(520), DUPLICATE)
            for _ in range(20):
                await client.post(OPS, content="x")
            return proxy.mischief.done

    first, again, other = await thrown(1), await thrown(1), await thrown(2)
    assert first == again
    assert first != other
    assert 3 < len(first) < 17


async def test_streams_pass_piece_by_piece_or_are_held_by_a_proxy_that_buffers() -> None:
    async with behind() as (server, proxy, client):
        server.on("GET /events", stream_reply("data: 1\n\n", keep=True))
        async with client.stream("GET", "/events", headers={"Accept": "text/event-stream"}) as response:
            assert await anext(response.aiter_bytes()) == b"data: 1\n\n"
            assert proxy.streams == 1
        proxy.buffers_streams = True
        with pytest.raises(httpx.ReadTimeout):
            async with client.stream("GET", "/events", headers={"Accept": "text/event-stream"}, timeout=IMPATIENT):
                pass


async def test_a_stream_breaks_when_everything_is_cut() -> None:
    async with behind() as (server, proxy, client):
        server.on("GET /events", stream_reply("data: 1\n\n", keep=True))
        async with client.stream("GET", "/events", headers={"Accept": "text/event-stream"}) as response:
            pieces = response.aiter_bytes()
            await anext(pieces)
            proxy.cut()
            with pytest.raises(httpx.TransportError):
                await anext(pieces)


async def test_a_stream_ends_politely_and_another_goes_deaf() -> None:
    async with behind() as (server, proxy, client):
        server.on("GET /events", stream_reply("data: 1\n\n", keep=True))
        async with client.stream("GET", "/events", headers={"Accept": "text/event-stream"}) as response:
            pieces = response.aiter_bytes()
            await anext(pieces)
            proxy.end_streams()
            assert [piece async for piece in pieces] == []
        proxy.deaf_streams = True
        with pytest.raises(httpx.ReadTimeout):
            async with client.stream("GET", "/events", headers={"Accept": "text/event-stream"}, timeout=IMPATIENT):
                pass


async def test_a_network_that_is_away_comes_back() -> None:
    async with behind() as (_, proxy, client):
        proxy.go_away()
        with pytest.raises(httpx.TransportError):
            await post(client, "x")
        proxy.come_back()
        assert await post(client, "x") == "x"


async def test_a_silent_network_closes_nothing() -> None:
    async with behind() as (server, proxy, client):
        proxy.silent = True
        await left_without_an_answer(client, lambda: server.asked)
        assert len(server.asked) == 1


async def test_a_server_that_hangs_is_left_when_the_client_leaves() -> None:
    async with behind() as (server, _, client):
        reached: list[Asked] = []

        def hang(asked: Asked) -> object:
            reached.append(asked)
            return HANG

        server.on(f"POST {OPS}", hang, lambda asked: json_reply({"got": asked.body.decode()}))  # type: ignore[arg-type]
        await left_without_an_answer(client, lambda: reached)
        assert await post(client, "again") == "again"
        assert len(reached) == 1
