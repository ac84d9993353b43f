"""Just enough of HTTP/1.1 to know where a request or an answer ends on a kept-alive connection."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

PIECE = 64 * 1024


class ConnectionOver(Exception):
    """The other side closed in the middle, or instead of a next request."""


@dataclass(frozen=True, slots=True)
class Head:
    """First line and headers; `raw` is what came, blank line included."""

    raw: bytes
    first: tuple[str, str, str]
    headers: Mapping[str, str]

    @property
    def method(self) -> str:
        return self.first[0]

    @property
    def path(self) -> str:
        return self.first[1].partition("?")[0]

    @property
    def status(self) -> int:
        return int(self.first[1])

    @property
    def wants_stream(self) -> bool:
        """Of a request: an event stream is asked for."""
        return "text/event-stream" in self.headers.get("accept", "")

    @property
    def is_stream(self) -> bool:
        """Of an answer: it is one."""
        return self.headers.get("content-type", "").startswith("text/event-stream")

    @property
    def is_chunked(self) -> bool:
        return "chunked" in self.headers.get("transfer-encoding", "")

    @property
    def closes(self) -> bool:
        return self.headers.get("connection", "").lower() == "close"


async def read_head(reader: asyncio.StreamReader) -> Head:
    """The next one. Raises ConnectionOver when none comes."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, OSError) as error:
        raise ConnectionOver from error
    first, *lines = raw.decode("latin-1").strip().split("\r\n")
    one, two, *rest = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Head(raw, (one, two, " ".join(rest)), headers)


async def body_of_request(head: Head, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Its bytes as they are on the wire, piece by piece."""
    if head.is_chunked:
        async for piece in _chunked(reader):
            yield piece
        return
    async for piece in _counted(reader, int(head.headers.get("content-length", "0"))):
        yield piece


async def body_of_answer(head: Head, method: str, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The same of an answer, which may also go on until the connection closes."""
    if method == "HEAD" or head.status in {204, 304} or head.status < 200:
        return
    if head.is_chunked:
        async for piece in _chunked(reader):
            yield piece
    elif "content-length" in head.headers:
        async for piece in _counted(reader, int(head.headers["content-length"])):
            yield piece
    else:
        while piece := await reader.read(PIECE):
            yield piece


async def _counted(reader: asyncio.StreamReader, left: int) -> AsyncIterator[bytes]:
    while left:
        piece = await reader.read(min(left, PIECE))
        if not piece:
            raise ConnectionOver
        left -= len(piece)
        yield piece


async def _chunked(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Frames stay as they are: one piece a chunk, the end included."""
    try:
        while True:
            size = await reader.readuntil(b"\r\n")
            rest = await reader.readexactly(int(size.split(b";")[0], 16) + 2)
            yield size + rest
            if len(rest) == 2:
                return
    except (asyncio.IncompleteReadError, OSError) as error:
        raise ConnectionOver from error
