"""Connections to providers: one that lay idle is not used again, since its provider may be closing it."""

import asyncio
import time

import pytest

from backend.channels.runtime import to_providers
from tests.support.http_server import ScriptedServer, json_reply


@pytest.mark.parametrize(("idle", "connections"), [(2.0, 1), (3.5, 2)])
async def test_an_idle_connection_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch, idle: float, connections: int
) -> None:
    began = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: began)  # for the client's connections; nothing here waits for it
    scripted, opened = ScriptedServer(), list[asyncio.StreamWriter]()
    scripted.on("POST /messages", json_reply({}))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(writer)
        await scripted.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/messages"
    async with to_providers() as http:
        await http.post(url)
        monkeypatch.setattr(time, "monotonic", lambda: began + idle)
        assert (await http.post(url)).status_code == 200
    assert len(opened) == connections
    monkeypatch.undo()
    server.close()
    await scripted.close()
    await server.wait_closed()
