"""A network that misbehaves on command: an HTTP proxy that delays, cuts, swallows, doubles and reorders requests."""

import asyncio
import random
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.support.http_wire import ConnectionOver, Head, body_of_answer, body_of_request, read_head
from tests.support.mischief import PASS, Dice, Fault, Kind, Mischief, Rule

LIMIT = 1 << 20
_REASONS = {429: "Too Many Requests", 503: "Service Unavailable", 520: "Unknown Error"}
T = TypeVar("T")


class _Cut(Exception):
    """This connection ends now, without a polite word."""


@dataclass(eq=False)
class End:
    """One side of a connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def abort(self) -> None:
        self.writer.transport.abort()

    def reset(self) -> None:
        """What a broken line looks like: no end of the stream, but an error."""
        if self.writer.transport.is_closing():
            return
        line = self.writer.get_extra_info("socket")
        if line is not None:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.abort()

    async def close(self) -> None:
        """What was written still arrives."""
        self.writer.close()
        try:
            async with asyncio.timeout(1):
                await self.writer.wait_closed()
        except TimeoutError:
            self.abort()
        except OSError:
            return


class ChaosProxy:
    """Between a client and a server on loopback; each request of a kept-alive connection is its own.

    Attributes:
        mischief: what was ordered, and what was done.
        delay: seconds that every request waits, or a range to choose from.
        rate: bytes a second in each direction of a connection, 0 for as fast as it goes.
        silent: nothing of the server gets through, and nothing is closed.
        buffers_streams: event streams are gathered, head and all, until they end: a proxy that means well.
        deaf_streams: event streams stay open, and nothing gets through them.
        passed: bytes of request bodies that went on to the server.
        announced: bytes of request bodies that the client set out to send, by method.
        streams: event streams that are open now.
    """

    def __init__(self, target: int, seed: int = 0) -> None:
        self.target = target
        self.port = 0
        self.mischief = Mischief()
        self.delay: float | tuple[float, float] = 0.0
        self.rate = 0
        self.silent = False
        self.buffers_streams = False
        self.away = False
        self.deaf_streams = False
        self.passed = 0
        self.announced: Counter[str] = Counter()
        self.streams = 0
        self._random = random.Random(seed)
        self._ends: set[End] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._answered = asyncio.Condition()
        self._streams_end = asyncio.Event()
        self._count = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def order(self, *faults: Fault, times: int = 1, method: str = "", path: str = "") -> None:
        """Each for so many of the next requests that fit; `times=-1` for all until `calm`."""
        self.mischief.rules += [Rule(fault, times, method, path) for fault in faults]

    def order_then(self, fault: Fault) -> None:
        """For every request after the one that the last order was for."""
        self.mischief.rules.append(Rule(fault, -1, after=self.mischief.rules[-1]))

    def throw(self, seed: int, share: float, *faults: Fault) -> None:
        """One of the faults for that share of all requests."""
        self.mischief.dice = Dice(seed, share, faults)

    def calm(self) -> None:
        """Nothing more goes wrong."""
        self.mischief.rules.clear()
        self.mischief.dice = None
        self.silent = False
        self.delay = self.rate = 0

    def go_away(self) -> None:
        """Every connection breaks, and no new one is made."""
        self.away = True
        self.cut()

    def come_back(self) -> None:
        """New connections are made again."""
        self.away = False

    def cut(self) -> None:
        """Every connection breaks now."""
        for end in tuple(self._ends):
            end.reset()

    def end_streams(self) -> None:
        """Every event stream ends politely, as a server does that is shut down."""
        self._streams_end.set()
        self._streams_end = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the client, to its end."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        near = End(reader, writer)
        self._ends.add(near)
        try:
            if not self.away:
                await self._requests(near)
        except ConnectionOver:
            await near.close()
        except (_Cut, OSError, asyncio.CancelledError):
            pass
        finally:
            near.reset()  # does nothing to one that has been closed
            self._ends.discard(near)
            self._tasks.discard(task)

    async def close(self) -> None:
        self.cut()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _requests(self, near: End) -> None:
        """One after the other, over one connection to the server, as if the proxy were not there."""
        far = await self._connect()
        try:
            while True:
                head = await read_head(near.reader)
                if far.reader.at_eof():
                    self._drop(far)
                    far = await self._connect()
                await self._request(head, near, far)
        finally:
            self._drop(far)

    async def _connect(self) -> End:
        far = End(*await asyncio.open_connection("127.0.0.1", self.target, limit=LIMIT))
        self._ends.add(far)
        return far

    def _drop(self, far: End) -> None:
        far.abort()
        self._ends.discard(far)

    async def _request(self, head: Head, near: End, far: End) -> None:
        self.announced[head.method] += int(head.headers.get("content-length", "0"))
        fault = self.mischief.choose(head)
        await self._wait(fault)
        match fault.kind:
            case Kind.RESET_BEFORE:
                raise _Cut
            case Kind.HANG:
                await self._until_gone(near)
            case Kind.ANSWER:
                await self._answer_itself(fault, head, near)
                return
            case Kind.DUPLICATE:
                await self._send_twice(head, near, far)
            case _:
                await self._send_up(head, near, far, fault)
        answer = await self._or_gone(read_head(far.reader), near)
        await self._pass_down(answer, head, near, far, fault)
        async with self._answered:
            self._count += 1
            self._answered.notify_all()
        if answer.is_stream or answer.closes:
            raise ConnectionOver

    async def _wait(self, fault: Fault) -> None:
        delay = self._random.uniform(*self.delay) if isinstance(self.delay, tuple) else self.delay
        if delay:
            await asyncio.sleep(delay)
        if fault.kind is Kind.DELAY:
            await asyncio.sleep(fault.seconds)
        if fault.kind is Kind.HOLD_BACK:
            seen = self._count
            with suppress(TimeoutError):
                async with asyncio.timeout(fault.seconds), self._answered:
                    await self._answered.wait_for(lambda: self._count > seen)

    async def _send_up(self, head: Head, near: End, far: End, fault: Fault = PASS) -> None:
        far.writer.write(head.raw)
        left = _amount(fault, head) if fault.kind is Kind.CUT_BODY else None
        async for piece in body_of_request(head, near.reader):
            some = piece if left is None else piece[:left]
            await self._write(far, some)
            self.passed += len(some)
            if left is not None:
                left -= len(some)
                if not left:
                    far.writer.close()  # politely, so that the server reads all that came
                    raise _Cut
        await far.writer.drain()

    async def _send_twice(self, head: Head, near: End, far: End) -> None:
        """The second copy goes by a connection of its own, at the same time."""
        body = b"".join([piece async for piece in body_of_request(head, near.reader)])
        twin = await self._connect()
        try:
            for end in (far, twin):
                await self._write(end, head.raw + body)
                self.passed += len(body)
            answer = await read_head(twin.reader)
            async for _ in body_of_answer(answer, head.method, twin.reader):
                pass
        finally:
            self._drop(twin)

    async def _pass_down(self, answer: Head, head: Head, near: End, far: End, fault: Fault) -> None:
        pieces = body_of_answer(answer, head.method, far.reader)
        if fault.kind in {Kind.DROP_ANSWER, Kind.CUT_ALL, Kind.SWALLOW}:
            async for _ in pieces:
                pass
            if fault.kind is Kind.CUT_ALL:
                self.cut()
            if fault.kind is Kind.SWALLOW:
                await self._until_gone(near)
            raise _Cut
        if answer.is_stream:
            await self._or_gone(self._stream(answer, pieces, near), near)
            return
        left = _amount(fault, answer) if fault.kind is Kind.TRUNCATE else None
        await self._write_down(near, answer.raw)
        async for piece in pieces:
            await self._write_down(near, piece if left is None else piece[:left])
            if left is not None:
                left -= min(left, len(piece))
                if not left:
                    break
        if left is not None:
            raise ConnectionOver

    async def _stream(self, answer: Head, pieces: AsyncIterator[bytes], near: End) -> None:
        gathered = bytearray(answer.raw)
        ending = asyncio.ensure_future(self._streams_end.wait())
        self.streams += 1
        try:
            while True:
                if not self.buffers_streams and not self.deaf_streams:
                    await self._write_down(near, bytes(gathered))
                    gathered.clear()
                piece = await _before(ending, anext(pieces, b""))
                if not piece:
                    break
                gathered += piece
            if ending.done() and answer.is_chunked:
                gathered += b"0\r\n\r\n"
        finally:
            self.streams -= 1
            ending.cancel()
            await asyncio.gather(ending, return_exceptions=True)
        await self._write_down(near, bytes(gathered))

    async def _answer_itself(self, fault: Fault, head: Head, near: End) -> None:
        async for _ in body_of_request(head, near.reader):
            pass
        lines = [f"HTTP/1.1 {fault.status} {_REASONS.get(fault.status, 'Trouble')}", "Content-Length: 0"]
        if fault.retry_after:
            lines.append(f"Retry-After: {fault.retry_after}")
        await self._write_down(near, ("\r\n".join(lines) + "\r\n\r\n").encode())

    async def _write_down(self, near: End, data: bytes) -> None:
        if not self.silent:
            await self._write(near, data)

    async def _write(self, end: End, data: bytes) -> None:
        step = max(1, self.rate // 20) if self.rate else max(1, len(data))
        for start in range(0, len(data), step):
            end.writer.write(data[start : start + step])
            await end.writer.drain()
            if self.rate:
                await asyncio.sleep(step / self.rate)

    async def _until_gone(self, near: End) -> None:
        """Until the client gives up; what it still sends is lost."""
        while await near.reader.read(LIMIT):
            pass
        raise _Cut

    async def _or_gone(self, work: Awaitable[T], near: End) -> T:
        """The work's result; it is given up when the client leaves, which asks nothing before it has its answer."""
        doing = asyncio.ensure_future(work)
        leaving = asyncio.ensure_future(near.reader.read(1))
        try:
            await asyncio.wait((doing, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise _Cut
            return doing.result()
        finally:
            for task in (doing, leaving):
                task.cancel()
            await asyncio.gather(doing, leaving, return_exceptions=True)


async def _before(ending: "asyncio.Future[Any]", piece: Awaitable[bytes]) -> bytes:
    """The next piece; nothing when the end came first."""
    coming = asyncio.ensure_future(piece)
    try:
        await asyncio.wait((coming, ending), return_when=asyncio.FIRST_COMPLETED)
        return coming.result() if coming.done() else b""
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)


def _amount(fault: Fault, head: Head) -> int:
    if fault.count >= 0:
        return fault.count
    return int(head.headers.get("content-length", "2")) // 2


@asynccontextmanager
async def a_chaos_proxy(target: int, seed: int = 0) -> AsyncIterator[ChaosProxy]:
    """Listens until the block ends."""
    proxy = ChaosProxy(target, seed)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=LIMIT)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await proxy.close()
        await server.wait_closed()
