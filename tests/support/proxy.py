"""A network that misbehaves on command: passes bytes on, cuts connections, swallows answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class BadNetwork:
    """Between a client and a server on loopback.

    Attributes:
        answers_lost: so many next answers are cut off before their first byte; the request has arrived.
        silent: nothing of the server gets through, and nothing is closed.
        delay: seconds that every request waits before it is passed on; an answer's pieces do not.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.answers_lost = 0
        self.silent = False
        self.delay = 0.0
        self.away = False
        self._pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def go_away(self) -> None:
        """Every connection breaks, and no new one is made."""
        self.away = True
        self.cut()

    def come_back(self) -> None:
        """New connections are made again."""
        self.away = False

    def cut(self) -> None:
        """Every connection breaks now."""
        for pair in tuple(self._pairs):
            for end in pair:
                end.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._join(reader, writer)
        except asyncio.CancelledError:
            return
        finally:
            self._tasks.discard(task)

    async def close(self) -> None:
        self.cut()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.away:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        pair = (writer, far_writer)
        self._pairs.add(pair)
        try:
            await asyncio.gather(self._up(reader, far_writer), self._down(far_reader, writer, far_writer))
        finally:
            self._pairs.discard(pair)
            for end in pair:
                end.transport.abort()

    async def _up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        later = asyncio.get_running_loop().call_later
        with suppress(OSError):
            while data := await reader.read(65536):
                if self.delay:
                    later(self.delay, writer.write, data)
                else:
                    writer.write(data)
                    await writer.drain()
            later(self.delay, writer.close)

    async def _down(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, far_writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                if self.answers_lost and not data.startswith(b"HTTP/1.1 200 OK\r\ncontent-type: text/event"):
                    self.answers_lost -= 1
                    writer.transport.abort()
                    far_writer.transport.abort()
                    return
                if not self.silent:
                    writer.write(data)
                    await writer.drain()
            writer.close()


@asynccontextmanager
async def a_bad_network(target: int) -> AsyncIterator[BadNetwork]:
    network = BadNetwork(target)
    server = await asyncio.start_server(network.serve, "127.0.0.1", 0)
    network.port = server.sockets[0].getsockname()[1]
    try:
        yield network
    finally:
        server.close()
        await network.close()
        await server.wait_closed()
