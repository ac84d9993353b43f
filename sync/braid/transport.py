"""HTTP with limits: time-outs, sizes, verified TLS; every failure comes out as one of `app.errors`."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.errors import AnswerLost, Refused
from domain.address import is_loopback
from domain.clock import Clock
from sync.braid import faults
from sync.braid.address import INVALID, checked

if TYPE_CHECKING:
    import httpx

MIB = 1024 * 1024
JSON_LIMIT = 32 * MIB


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. `silence` is the longest pause between two words of the event stream (its ping comes every 15)."""

    connect: float = 5.0
    read: float = 30.0
    silence: float = 40.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Request:
    """A request to one of the server's paths, without authorisation."""

    method: str
    path: str
    content: bytes | None = None
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str | list[str]] | None = None


class Transport:
    """Keeps connections to one server. httpx is imported with the first request, in a thread: it takes 50-70 ms.

    Attributes:
        server: the checked base address.
        heard: is told what every answer says of the server's time (its Date header), and when it was asked for by the
            monotonic clock.
    """

    def __init__(
        self,
        server: str,
        clock: Clock,
        timeouts: Timeouts | None = None,
        heard: Callable[[str, float], None] | None = None,
    ) -> None:
        self.server = checked(server)
        self.heard = heard or _deaf
        self.clock = clock
        self.timeouts = timeouts or Timeouts()
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()

    async def ask(self, request: Request, token: str = "", limit: int = JSON_LIMIT) -> Answer:
        """Sends and reads the whole answer, whatever its status. Raises Unreachable or AnswerLost."""
        async with self.streaming(request, token) as response:
            body = await _read(response, limit)
            return Answer(response.status_code, response.headers, body)

    @asynccontextmanager
    async def streaming(
        self, request: Request, token: str = "", read: float | None = None
    ) -> "AsyncIterator[httpx.Response]":
        """The response while it arrives; failures inside the block are translated too."""
        client = await self._open()
        import httpx

        headers = dict(request.headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        asked = self.clock.monotonic()
        timeout = httpx.Timeout(self.timeouts.read, connect=self.timeouts.connect, read=read or self.timeouts.read)
        try:
            async with client.stream(
                request.method,
                self.server + request.path,
                content=request.content,
                headers=headers,
                params=request.query,
                timeout=timeout,
            ) as response:
                self.heard(response.headers.get("Date", ""), asked)
                yield response
        except httpx.TransportError as error:
            raise faults.of_transport(error) from error
        except (httpx.DecodingError, httpx.StreamError) as error:
            raise AnswerLost(detail=type(error).__name__) from error

    async def close(self) -> None:
        """Closes every connection. A later request opens anew."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _open(self) -> "httpx.AsyncClient":
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.get_running_loop().run_in_executor(None, _make_client, self.server)
            return self._client


def _deaf(_date: str, _asked: float) -> None:
    """The default: nobody wants to know the server's time."""


async def _read(response: "httpx.Response", limit: int) -> bytes:
    chunks, size = [], 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > limit:
            raise AnswerLost("answer_too_large")
        chunks.append(chunk)
    return b"".join(chunks)


def _make_client(server: str) -> "httpx.AsyncClient":
    # Its command line, for which it would load three more packages, is nothing that we use; it does without.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    import httpx

    try:
        local = is_loopback(httpx.URL(server).host)
    except httpx.InvalidURL as error:
        raise Refused(INVALID) from error
    limits = httpx.Limits(max_connections=10, max_keepalive_connections=6, keepalive_expiry=60)
    # Proxies of the environment are the user's wish, but never for the backend on this computer.
    return httpx.AsyncClient(
        verify=_tls(server),
        trust_env=not local,
        limits=limits,
        headers={"User-Agent": "Braid", "Accept": "application/json"},
    )


def _tls(server: str) -> Any:
    """The system's own trust store, so that a company's private authority works as in its browsers."""
    import ssl

    if server.startswith("http:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody: there is no TLS on loopback
    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
