"""A real HTTP server on loopback whose every answer is scripted, down to where the bytes are cut."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """What arrived."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What goes back.

    Attributes:
        cut: send only that many bytes of the body, then close; -1 for all.
        keep: leave the connection open after the body (an event stream).
        reset: close at once, without any byte.
        hang: never answer.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = -1
    keep: bool = False
    reset: bool = False
    hang: bool = False


def json_reply(content: object, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(content).encode(), {"Content-Type": "application/json", **named})


def stream_reply(text: str, *, keep: bool) -> Reply:
    return Reply(200, text.encode(), {"Content-Type": "text/event-stream"}, keep=keep)


RESET = Reply(reset=True)
HANG = Reply(hang=True)
Answerer = Callable[[Asked], Reply | Awaitable[Reply]]


class ScriptedServer:
    """Answers each request by the route's next scripted reply; the last one is repeated.

    Attributes:
        asked: every request, in order.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.port = 0
        self._routes: dict[str, list[Reply | Answerer]] = {}
        self._open: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, route: str, *replies: Reply | Answerer) -> None:
        """Scripts "METHOD /path"."""
        self._routes[route] = list(replies)

    def count(self, route: str) -> int:
        return sum(f"{asked.method} {asked.path}" == route for asked in self.asked)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        writer.close()
        self._open.discard(task)

    async def close(self) -> None:
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        method, target, _ = first.split(" ")
        path, _, query = target.partition("?")
        asked = Asked(method, path, query, headers, body)
        self.asked.append(asked)
        reply = await self._reply(asked)
        return await self._send(reply, writer, bodyless=method == "HEAD")

    async def _reply(self, asked: Asked) -> Reply:
        script = self._routes.get(f"{asked.method} {asked.path}")
        if not script:
            return json_reply({"code": "not_found", "message": ""}, 404)
        step = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(step, Reply):
            return step
        made = step(asked)
        return made if isinstance(made, Reply) else await made

    async def _send(self, reply: Reply, writer: asyncio.StreamWriter, *, bodyless: bool) -> bool:
        if reply.reset:
            return False
        if reply.hang:
            await asyncio.Event().wait()
        headers = dict(reply.headers)
        if (
            not reply.keep
            and "Content-Length" not in headers
            and not headers.get("Content-Type", "").startswith("text/ev")
        ):
            headers["Content-Length"] = str(len(reply.body))
        closing = "Content-Length" not in headers
        lines = [f"HTTP/1.1 {reply.status} X", *(f"{name}: {value}" for name, value in headers.items())]
        if closing:
            lines.append("Connection: close")
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        if not bodyless:
            writer.write(reply.body if reply.cut < 0 else reply.body[: reply.cut])
        await writer.drain()
        if reply.keep:
            await asyncio.Event().wait()
        return reply.cut < 0 and not closing


@asynccontextmanager
async def scripted_server() -> AsyncIterator[ScriptedServer]:
    scripted = ScriptedServer()
    server = await asyncio.start_server(scripted.serve, "127.0.0.1", 0)
    scripted.port = server.sockets[0].getsockname()[1]
    try:
        yield scripted
    finally:
        server.close()
        await scripted.close()
        await server.wait_closed()
