"""The way between a client and the server: delay, loss, cuts, refusals, duplicates; and the real gateway at its end."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any

from app.errors import AnswerLost, SignedOut, Unreachable
from app.ports import Nudge
from backend.accounts.sessions import Caller
from backend.errors import Refusal
from sync.braid.gateway import BraidGateway
from sync.braid.transport import JSON_LIMIT, Answer, Request
from tests.support.virtual.loop import VirtualClock
from tests.support.virtual.server import VirtualServer

READ_TIMEOUT = 30.0
PING = 15.0


class Fate(StrEnum):
    """What becomes of one request."""

    WELL = "well"
    UNREACHABLE = "unreachable"
    NEVER_THERE = "never there"  # lost on its way: the client waits in vain
    ANSWER_LOST = "answer lost"
    CUT_SHORT = "cut short"  # half of the answer arrives
    TWICE = "twice"  # the request arrives two times at once
    LATE_AGAIN = "late again"  # the same bytes arrive once more, later
    BUSY = "busy"  # 429
    BROKEN = "broken"  # 502 after the server did it
    NOT_READY = "not ready"  # 503 before it did
    TOO_LARGE = "too large"  # 413
    SIGNED_OUT = "signed out"  # 401 though the token is good
    CANNOT = "cannot"  # 410


_BATCH = "/v1/ops:batch"
_REFUSALS = {
    Fate.BUSY: (429, "throttled", {"Retry-After": "2"}),
    Fate.NOT_READY: (503, "not_ready", {"Retry-After": "1"}),
    Fate.TOO_LARGE: (413, "too_large", {}),
    Fate.SIGNED_OUT: (401, "signed_out", {}),
    Fate.CANNOT: (410, "cannot_calculate", {}),
}


def _operations(request: Request) -> list[dict[str, Any]]:
    """Of a batch; none of any other request."""
    found: list[dict[str, Any]] = json.loads(request.content or b"")["ops"] if request.path == _BATCH else []
    return found


def _fits(fate: Fate, request: Request) -> bool:
    """Whether that happens to such a request."""
    paths = {Fate.CANNOT: "/v1/changes", Fate.TOO_LARGE: _BATCH}
    return request.path == paths.get(fate, request.path)


@dataclass
class Link:
    """One client's way to the server.

    Attributes:
        up: whether the network is there. slow_s: the longest delay of one way.
        trouble: the share of requests that meet something else than WELL; fates: what they meet.
        script: fates of the next requests, before chance decides.
        left: when each operation left for the first time; what was refused for the session's sake did not.
    """

    server: VirtualServer
    random: Random
    up: bool = True
    slow_s: float = 0.2
    trouble: float = 0.0
    fates: tuple[Fate, ...] = tuple(Fate)
    script: list[Fate] = field(default_factory=list)
    left: dict[str, float] = field(default_factory=dict)
    late: "set[asyncio.Task[None]]" = field(default_factory=set)
    down: asyncio.Event = field(default_factory=asyncio.Event)

    def cut(self, up: bool) -> None:
        """The network goes or comes; open streams break."""
        self.up = up
        if not up:
            self.down.set()
            self.down = asyncio.Event()

    def is_up(self) -> bool:
        """Now: it may have gone while something was under way."""
        return self.up

    def fate_of(self, request: Request) -> Fate:
        """What happens to this one."""
        fate = Fate.WELL
        if self.script:
            fate = self.script.pop(0)
        elif self.random.random() < self.trouble:
            fate = self.random.choice(self.fates)
        return fate if _fits(fate, request) else Fate.WELL

    async def travel(self) -> None:
        """One way."""
        await asyncio.sleep(self.random.uniform(0.001, self.slow_s))

    async def ask(self, request: Request, token: str) -> Answer:
        """There and back. Raises Unreachable or AnswerLost."""
        fate = self.fate_of(request)
        if fate in _REFUSALS:
            await self.travel()
            if fate is not Fate.SIGNED_OUT:
                self._leaves(request)
            status, code, headers = _REFUSALS[fate]
            return Answer(status, {"Content-Type": "application/json", **headers}, f'{{"code":"{code}"}}'.encode())
        await self.travel()
        if not self.up or not self.server.up or fate is Fate.UNREACHABLE:
            raise Unreachable
        self._leaves(request)
        if fate is Fate.NEVER_THERE:
            await asyncio.sleep(READ_TIMEOUT)
            raise AnswerLost("read_timeout")
        answer = self._served(request, token, fate)
        await self.travel()
        if fate is Fate.BROKEN:
            return Answer(502, {}, b"")
        if fate is Fate.ANSWER_LOST or not self.is_up():
            raise AnswerLost("cut")
        if fate is Fate.CUT_SHORT:
            return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])
        return answer

    def _leaves(self, request: Request) -> None:
        now = asyncio.get_running_loop().time()
        for operation in _operations(request):
            self.left.setdefault(operation["id"], now)

    def _served(self, request: Request, token: str, fate: Fate) -> Answer:
        answer = self.server.answer(request, token)
        if fate is Fate.TWICE and request.path != "/v1/session/refresh":
            answer = self.server.answer(request, token)
        if fate is Fate.LATE_AGAIN:
            task = asyncio.get_running_loop().create_task(self._again(request, token))
            self.late.add(task)
            task.add_done_callback(self.late.discard)
        return answer

    async def _again(self, request: Request, token: str) -> None:
        await asyncio.sleep(self.random.uniform(0.0, 20.0))
        if self.server.up and request.path == _BATCH:
            self.server.answer(request, token)


class _Wire:
    """Stands in the transport's place."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.server = "http://127.0.0.1"

    async def ask(self, request: Request, token: str = "", limit: int = JSON_LIMIT) -> Answer:
        return await self.link.ask(request, token)

    async def close(self) -> None:
        """There is no connection."""


class VirtualGateway(BraidGateway):
    """The real gateway, with its tokens, its wire format and its faults, on a virtual line."""

    def __init__(self, link: Link, clock: VirtualClock) -> None:
        super().__init__("http://127.0.0.1", clock, "virtual")
        self.link = link
        self._transport: Any = _Wire(link)

    async def events(self) -> AsyncIterator[Nudge]:
        """The stream as the endpoint keeps it: a state at once and after commits, pings between, no end of its own."""
        link, server = self.link, self.link.server
        caller = await self._listener()
        news, down = asyncio.Event(), link.down
        ring = news.set
        server.commits.append(ring)
        try:
            while server.up and link.up and link.down is down:
                services = server.rig.services
                with services.database.read() as connection:
                    if not services.sessions.is_good(connection, caller):
                        return
                yield Nudge(services.feed.cursor(caller.agent, services.database.seq()))
                await _first(news, down)
                news.clear()
                await link.travel()
            if not server.up:
                return
            raise AnswerLost("cut")
        finally:
            server.commits.remove(ring)

    async def _listener(self) -> Caller:
        """Who listens, after one renewal at most. Raises Unreachable or SignedOut."""
        token = await self._tokens.access()
        for _ in range(2):
            await self.link.travel()
            if not self.link.up or not self.link.server.up:
                raise Unreachable
            with contextlib.suppress(Refusal):
                return self.link.server.caller(token)
            await self._tokens.refresh(token)
            token = await self._tokens.access()
        raise SignedOut


async def _first(*bells: asyncio.Event) -> None:
    """Until one of them rings, or it is time for a ping."""
    waits = [asyncio.ensure_future(bell.wait()) for bell in bells]
    try:
        await asyncio.wait(waits, timeout=PING, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
