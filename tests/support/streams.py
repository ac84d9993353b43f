"""The server's event streams over real HTTP, as a client reads them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx

from backend.cli.options import ServeOptions
from backend.cli.serving import Server, listen, server_config
from tests.support.backend import BackendRig, Who


@contextlib.asynccontextmanager
async def serving(rig: BackendRig) -> AsyncIterator[tuple[Server, httpx.AsyncClient]]:
    """The rig's app behind a real server on loopback; closing it closes the database too."""
    listening = listen(ServeOptions(port=0))
    server = Server(server_config(rig.services, ServeOptions()), rig.services, ServeOptions())
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}") as http:
            yield server, http
    finally:
        server.stop()
        await running
        listening.close()


class Stream:
    """Reads events one by one."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def next(self) -> dict[str, str]:
        event: dict[str, str] = {}
        async for line in self._lines:
            if not line:
                return event
            name, _, value = line.partition(": ")
            event[name] = value
        return {}


@contextlib.asynccontextmanager
async def listening_to(http: httpx.AsyncClient, who: Who) -> AsyncIterator[Stream]:
    async with http.stream("GET", "/v1/events", headers=who.headers, timeout=5) as answer:
        yield Stream(answer)
