"""An in-memory server that keeps the contract of operations and feed, behind a gateway with switchable faults."""

import asyncio
import hashlib
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from app.errors import AnswerLost, CannotCalculate, KnownError, Refused, SignedOut, Throttled, TooLarge, Unreachable
from app.ports import PIECE, Nudge, OutgoingBatch, OutgoingFile, Session
from domain.changes import TYPE_OF, Change, Page
from domain.excerpt import excerpt
from domain.folding import folded, matches
from domain.ids import AgentId, BlobHash, IdentityId, MessageId, OperationId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind
from domain.operations import Outcome, Result
from domain.problems import Problem
from domain.search import SearchHit, SearchPage, SearchQuery
from tests.fakes import world


class Fault(StrEnum):
    """What happens to one call."""

    UNREACHABLE = "unreachable"
    LOST_BEFORE = "lost_before"  # the request never arrived, but nobody can know
    LOST_AFTER = "lost_after"  # it was carried out, the answer is gone
    THROTTLED = "throttled"
    SIGNED_OUT = "signed_out"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    CANNOT_CALCULATE = "cannot_calculate"
    BROKEN = "broken"  # something answers, but not what was asked for


_ERRORS: dict[Fault, Callable[[], KnownError]] = {
    Fault.UNREACHABLE: Unreachable,
    Fault.LOST_BEFORE: AnswerLost,
    Fault.LOST_AFTER: AnswerLost,
    Fault.THROTTLED: lambda: Throttled(0.05),
    Fault.SIGNED_OUT: SignedOut,
    Fault.TOO_LARGE: TooLarge,
    Fault.REFUSED: lambda: Refused("bad_operation"),
    Fault.CANNOT_CALCULATE: CannotCalculate,
    Fault.BROKEN: lambda: AnswerLost("http_500"),
}


def _nothing() -> None:
    """Nobody wants to hear."""


class FakeServer:
    """The server's side: what is stored, and what the provider got.

    Attributes:
        provider: (lane, text) of every reply in the order in which it was given to the channel.
        refuses: text → code; a Send with that text is refused for good.
        left_out: messages that pages of the feed leave out, as a snapshot does with older ones.
        on_take: is called with every call and after each batch.
    """

    def __init__(self, threads: int = 3) -> None:
        self.sequence = 0
        self.position = 0
        self.epoch = 1
        self.entities: dict[tuple[str, str], Change] = {}
        self.done: dict[OperationId, tuple[str, Result]] = {}
        self.numbers: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.by_number: dict[tuple[str, str, int], OperationId] = {}
        self.provider: list[tuple[str, str]] = []
        self.refuses: dict[str, str] = {}
        self.blobs: dict[BlobHash, bytes] = {}
        self.listeners: set[asyncio.Queue[Nudge | None]] = set()
        self.left_out: set[str] = set()
        self.on_take: Callable[[], None] = _nothing
        for entity in (world.ME, world.COLLEAGUE, world.ACCOUNT):
            self.change(entity)
        for number in range(1, threads + 1):
            self.change(world.customer(number), world.thread(number), world.identity(number))

    @property
    def cursor(self) -> str:
        return f"{self.epoch}:{self.sequence}"

    def change(self, *entities: Any) -> None:
        """Stores new states, then nudges."""
        for entity in entities:
            self.sequence += 1
            kind = TYPE_OF[type(entity)]
            name = {"read_mark": "thread_id", "draft": "thread_id", "setting": "key"}.get(kind, "id")
            entity_id = getattr(entity, name)
            stored = replace(entity, version=self.sequence)
            self.entities[kind, entity_id] = Change(self.sequence, kind, entity_id, stored)
        for listener in tuple(self.listeners):
            listener.put_nowait(Nudge(self.cursor))

    def say(self, message: Message) -> Message:
        """A message gets its place in its thread."""
        self.position += 1
        placed = replace(message, position=self.position)
        thread = self.entities["thread", message.thread_id].entity
        inbound = {"last_inbound_position": self.position} if message.author is Author.CUSTOMER else {}
        moved = replace(thread, last_position=self.position, last_at=message.at, snippet=message.text, **inbound)  # type: ignore[type-var]
        self.change(placed, moved)
        return placed

    def page(self, cursor: str, limit: int) -> Page:
        epoch, _, since = (cursor or f"{self.epoch}:0").partition(":")
        if int(epoch) != self.epoch:
            raise CannotCalculate
        newer = sorted((c for c in self.entities.values() if c.seq > int(since)), key=lambda change: change.seq)
        page = newer[:limit]
        changes = tuple(change for change in page if change.id not in self.left_out)
        reached = page[-1].seq if len(newer) > limit else self.sequence
        return Page(changes, f"{self.epoch}:{reached}", len(newer) > limit)

    def take(self, body: bytes) -> list[Result]:
        """One batch, in one go."""
        request = json.loads(body)
        stuck: set[str] = set()
        results = []
        for operation in request["ops"]:
            if operation["lane"] in stuck:
                results.append(Result(OperationId(operation["id"]), Outcome.BEHIND))
                continue
            result = self._apply(request["device_id"], operation)
            if result.outcome in {Outcome.REJECTED, Outcome.REUSED, Outcome.GAP}:
                stuck.add(operation["lane"])
            results.append(result)
        self.on_take()
        return results

    def _apply(self, device: str, operation: dict[str, Any]) -> Result:
        operation_id, lane, n = OperationId(operation["id"]), operation["lane"], operation["n"]
        content = json.dumps([operation["kind"], lane, operation["payload"]], sort_keys=True)
        fingerprint = hashlib.sha256(content.encode()).hexdigest()
        if operation_id in self.done:
            known, result = self.done[operation_id]
            self.numbers[device, lane] = max(self.numbers[device, lane], n)
            return replace(result, outcome=Outcome.DUPLICATE if known == fingerprint else Outcome.REUSED)
        if (device, lane, n) in self.by_number:
            return Result(operation_id, Outcome.REJECTED, Problem.LANE_FORK)
        expected = self.numbers[device, lane] + 1
        if n != expected:
            return Result(operation_id, Outcome.GAP, expected=expected)
        code = self._effect(operation_id, lane, operation["kind"], operation["payload"])
        if code:
            return Result(operation_id, Outcome.REJECTED, code)
        self.numbers[device, lane] = n
        self.by_number[device, lane, n] = operation_id
        self.done[operation_id] = (fingerprint, Result(operation_id, Outcome.APPLIED))
        return Result(operation_id, Outcome.APPLIED)

    def _effect(self, operation_id: OperationId, lane: str, kind: str, payload: dict[str, Any]) -> str:
        if kind != "send":
            return ""
        if payload["text"] in self.refuses:
            return self.refuses[payload["text"]]
        if any(part["blob"] not in self.blobs for part in payload.get("parts", ())):
            return Problem.BLOB_MISSING
        self.provider.append((lane, payload["text"]))
        reply = world.message(
            lane,
            payload["text"],
            Author.AGENT,
            id=MessageId(operation_id),
            agent_id=AgentId(world.ME.id),
            identity_id=IdentityId(payload["identity_id"]),
            kind=MessageKind.TEXT,
            delivery=Delivery.PENDING,
        )
        self.say(reply)
        return ""


class FakeGateway:
    """Implements `app.ports.Gateway` on a `FakeServer`.

    Attributes:
        online: without it every call is Unreachable and streams break.
        faults: per call ("submit", "changes", "events", "put_blob", "get_blob") what happens to the next ones, then
            all is well.
        calls: names of the calls so far.
        gate: when set, submits wait for it.
        poison: a batch whose bytes hold this text is refused as a whole.
        bug: raised by the next submit.
        ended: what every call is told once the session is over.
        answers: what plain requests are told, by their path.
        loses_uploads: so many files are accepted and not kept.
    """

    def __init__(self, server: FakeServer) -> None:
        self.server = server
        self.online = True
        self.faults: defaultdict[str, deque[Fault | None]] = defaultdict(deque)
        self.calls: list[str] = []
        self.bodies: list[bytes] = []
        self.asked: list[tuple[str, str, object]] = []
        self.gate: asyncio.Event | None = None
        self.poison = ""
        self.bug: Exception | None = None
        self.loses_uploads = 0
        self.session: Session | None = None
        self.ended: SignedOut | None = None
        self.answers: dict[str, object] = {}

    def go(self, online: bool) -> None:
        """The network comes or goes; open streams break."""
        self.online = online
        if not online:
            self.close_streams()

    def close_streams(self) -> None:
        """As a server does that is shut down."""
        for listener in tuple(self.server.listeners):
            listener.put_nowait(None)

    async def sign_in(self, email: str, password: str) -> Session:
        self._enter("sign_in")
        return Session("http://127.0.0.1", world.ME, "refresh", "access")

    async def sign_in_embedded(self, secret: str) -> Session:
        return await self.sign_in("", secret)

    async def resume(self, refresh_token: str) -> Session:
        return await self.sign_in("", refresh_token)

    def use(self, session: Session) -> None:
        self.session = session

    async def sign_out(self) -> None:
        self.session = None

    async def submit(self, batch: OutgoingBatch) -> Sequence[Result]:
        fault = self._enter("submit")
        self.bodies.append(batch.body)
        if self.gate is not None:
            await self.gate.wait()
        bug, self.bug = self.bug, None
        if bug is not None:
            raise bug
        if self.poison and self.poison.encode() in batch.body:
            raise Refused("bad_operation")
        await asyncio.sleep(0)
        results = self.server.take(batch.body)
        _lose(fault)
        return results

    async def changes(self, cursor: str, limit: int) -> Page:
        fault = self._enter("changes")
        await asyncio.sleep(0)
        page = self.server.page(cursor, limit)
        _lose(fault)
        return page

    async def messages(self, thread_id: ThreadId, before: int, limit: int) -> tuple[Sequence[Message], bool]:
        self._enter("messages")
        found = [c.entity for c in self.server.entities.values() if isinstance(c.entity, Message)]
        older = sorted((m for m in found if m.thread_id == thread_id and m.position < before), key=lambda m: m.position)
        return older[-limit:], len(older) <= limit

    async def search(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        self._enter("search")
        bound = before or self.server.position + 1
        found = [c.entity for c in self.server.entities.values() if isinstance(c.entity, Message)]
        wanted = [folded(word) for word in query.words]
        fits = [m for m in found if m.position < bound and matches(folded(m.text), wanted)]
        if query.thread_id is not None:
            fits = [m for m in fits if m.thread_id == query.thread_id]
        fits.sort(key=lambda m: -m.position)
        return SearchPage(tuple(_hit(m, query) for m in fits[:limit]), len(fits) > limit)

    async def events(self) -> AsyncIterator[Nudge]:
        fault = self._enter("events")
        words: asyncio.Queue[Nudge | None] = asyncio.Queue()
        self.server.listeners.add(words)
        try:
            yield Nudge(self.server.cursor)
            _lose(fault)
            while (word := await words.get()) is not None:
                yield word
            if not self.online:
                raise AnswerLost
        finally:
            self.server.listeners.discard(words)

    async def put_blob(self, file: OutgoingFile, told: Callable[[int], None]) -> None:
        fault = self._enter("put_blob")
        told(0)
        content = await file.read(0, file.size)
        if content is None:
            raise Refused(Problem.MEDIA_GONE)
        if self.loses_uploads:
            self.loses_uploads -= 1
        else:
            self.server.blobs[file.blob] = content
        _lose(fault)
        told(file.size)

    async def get_blob(self, blob: BlobHash, offset: int = 0) -> AsyncIterator[bytes]:
        fault = self._enter("get_blob")
        if blob not in self.server.blobs:
            raise Refused("not_found")
        content = self.server.blobs[blob]
        for start in range(offset, len(content), PIECE):
            yield content[start : start + PIECE]
            _lose(fault)

    async def request_json(self, method: str, path: str, body: object | None = None) -> object:
        self._enter("request_json")
        self.asked.append((method, path, body))
        return self.answers.get(path)

    async def close(self) -> None:
        self.close_streams()

    def _enter(self, call: str) -> Fault | None:
        self.calls.append(call)
        self.server.on_take()
        if not self.online:
            raise Unreachable
        if self.ended is not None:
            raise self.ended
        fault = self.faults[call].popleft() if self.faults[call] else None
        if fault is not None and fault is not Fault.LOST_AFTER:
            raise _ERRORS[fault]()
        return fault


def _hit(message: Message, query: SearchQuery) -> SearchHit:
    line, marks = excerpt(message.text, query.words)
    place = (message.thread_id, message.id, message.position, message.at, message.channel, message.author, message.kind)
    return SearchHit(*place, "Customer", "", line, marks)


def _lose(fault: Fault | None) -> None:
    if fault is Fault.LOST_AFTER:
        raise AnswerLost
