"""Two devices of one agent type and send in any order, answers get lost, pages come late: no word is lost (C-4)."""

import asyncio
import random
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.ports import Draft
from domain.ids import IdentityId, IdSource, OperationId, ThreadId
from domain.operations import MarkRead, Operation, Payload, Send
from localdb.store import open_store
from sync.braid import wire
from tests.contract.test_drafts import second_device
from tests.support.backend import BackendRig, Home, Who, a_backend

KEY = bytes(32)
ROUNDS = 8
MESSAGES = 10
_JSON = {"Content-Type": "application/json"}
ACTIONS: tuple[str, ...] = (
    "type",
    "type",
    "look",
    "pause",
    "send",
    "push",
    "lose",
    "pull",
    "fetch",
    "apply",
    "crash",
    "use",
    "add",
)
ACTIONS += ("keep", "clear", "read")
STEPS = st.lists(st.tuples(st.sampled_from((0, 1)), st.sampled_from(ACTIONS)), min_size=3, max_size=30)

IN_STEP = [(0, "type"), (0, "pause"), (0, "push"), (0, "pull"), (1, "pull"), (1, "look")]
"""Both devices show the same draft."""


class Device:
    """One computer: its store, what its composer holds, and words that its author gave up knowingly."""

    def __init__(self, who: Who, home: Home, path: Path, seed: int) -> None:
        self.who, self.home, self.path = who, home, path
        self.clock = who.server.clock
        self.ids = IdSource(self.clock.unix_ms, random.Random(seed).getrandbits)
        self.lane = ThreadId(home.thread)
        self.given_up: set[str] = set()
        self.late: bytes | None = None
        self.composer = Draft(self.lane, "", None, False, None, (), 0)

    async def open(self) -> None:
        self.store = await open_store(self.path, KEY, self.clock, self.ids, self.who.agent.id)
        self.composer = Draft(self.lane, "", None, False, None, (), 0)
        await self.look()

    async def crash(self) -> None:
        """The program is gone; what it had saved comes back."""
        await self.store.close()
        await self.open()

    async def look(self) -> None:
        """The composer shows what the store has, as `ui.inbox.draft_keeper` does it."""
        held = await self.store.drafts.load(self.lane)
        if held is None:
            return
        if held.revision > self.composer.revision:
            self.composer = held
        self.composer = replace(self.composer, other=held.other)

    async def _save(self, text: str, base: int = 0) -> None:
        revision = max(self.ids.unix_ms(), self.composer.revision + 1)
        self.composer = replace(self.composer, text=text, revision=revision, base=max(base, self.composer.base))
        await self.store.drafts.save(self.composer)

    async def type(self, word: str) -> None:
        await self._save(f"{self.composer.text} {word}".strip())

    async def clear(self) -> None:
        self.given_up |= words(self.composer.text)
        await self._save("")

    async def choose(self, how: str) -> None:
        await self.look()
        other, own = self.composer.other, self.composer.text
        if other is None or other.version <= self.composer.base:
            return
        if how == "use":
            self.given_up |= words(own)
        if how == "keep":
            self.given_up |= words(other.text)
        text = {"use": other.text, "keep": own, "add": f"{own} {other.text}"}[how]
        self.composer = replace(self.composer, other=None)
        await self._save(text, other.version)

    async def do(self, payload: Payload, consumes: Draft | None = None) -> None:
        operation = Operation(OperationId(self.ids.new()), self.lane, payload, self.clock.now())
        await self.store.outbox.enqueue([operation], consumes)

    async def send(self) -> None:
        if not self.composer.text:
            return
        sent = self.composer
        await self.do(Send(IdentityId(self.home.identity), sent.text), sent)
        self.composer = replace(sent, text="", other=None)
        await self.look()

    async def push(self, *, lost: bool = False) -> bool:
        """One batch; False when there was nothing to say."""
        batch = await self.store.outbox.freeze(await self.store.state.device_id(), 500, 1 << 20)
        if batch is None:
            return False
        answer = await self.who.ask("POST", "/v1/ops:batch", content=batch.body, headers=_JSON)
        assert answer.status_code == 200, answer.text
        if not lost:
            await self.store.outbox.settle(wire.results(answer.content, len(batch.items)))
        return True

    async def fetch(self) -> None:
        """A page is on its way."""
        since = await self.store.feed.cursor()
        answer = await self.who.ask("GET", "/v1/changes", params={"since": since})
        self.late = answer.content

    async def apply(self) -> None:
        if self.late is not None:
            await self.store.feed.apply(wire.page(self.late))
        self.late = None

    async def pull(self) -> None:
        await self.fetch()
        await self.apply()

    async def kept(self) -> set[str]:
        """Every word that this computer shows or offers."""
        held = await self.store.drafts.load(self.lane)
        return words(held.text) | words(held.other.text if held.other else "") if held else set()


def words(text: str) -> set[str]:
    return set(text.split())


async def sent_words(server: BackendRig, devices: list[Device]) -> set[str]:
    found = {
        word for (text,) in server.rows("SELECT text FROM message WHERE author = 'agent'") for word in text.split()
    }
    for device in devices:
        for row in await device.store.outbox.unsent():
            found |= words(row.operation.payload.text) if isinstance(row.operation.payload, Send) else set()
    return found


async def act(device: Device, action: str, word: str) -> None:
    simple = {"look": device.look, "send": device.send, "fetch": device.fetch, "apply": device.apply}
    simple |= {"pull": device.pull, "crash": device.crash, "clear": device.clear}
    if action == "type":
        await device.type(word)
    elif action in ("use", "add", "keep"):
        await device.choose(action)
    elif action == "pause":
        await device.store.drafts.hand_over()
    elif action == "read":
        await device.do(MarkRead(position(int(word[1:]))))
    elif action in ("push", "lose"):
        await device.push(lost=action == "lose")
    else:
        await simple[action]()


async def settle(devices: list[Device]) -> None:
    """Everybody is online and looks; open questions are answered with both."""
    for _round in range(ROUNDS):
        for device in devices:
            await device.apply()
            await device.choose("add")
            await device.store.drafts.hand_over()
            while await device.push():
                pass
            await device.pull()
            await device.look()


async def play(steps: list[tuple[int, str]], folder: Path) -> None:
    async with a_backend(folder / "server") as server:
        desk, home = server.sign_in(), server.customer()
        for _message in range(MESSAGES - 1):
            server.customer(home.handle)
        people = [desk, second_device(desk)]
        devices = [Device(who, home, folder / f"{n}.db", n) for n, who in enumerate(people)]
        for device in devices:
            await device.open()
            await device.pull()
        try:
            await story(server, devices, steps)
        finally:
            for device in devices:
                await device.store.close()


async def story(server: BackendRig, devices: list[Device], steps: list[tuple[int, str]]) -> None:
    typed: set[str] = set()
    for number, (which, action) in enumerate(steps):
        server.clock.advance(1)
        await act(devices[which], action, f"w{number}")
        typed |= {f"w{number}"} if action == "type" else set()
        await nothing_lost(server, devices, typed)
    await settle(devices)
    await nothing_lost(server, devices, typed)
    texts = {(await shown(device)) for device in devices}
    assert len(texts) == 1, texts
    reads = [position(number) for number, (_, action) in enumerate(steps) if action == "read"]
    await read_alike(server, devices, max(reads, default=0))


async def shown(device: Device) -> str:
    held = await device.store.drafts.load(device.lane)
    return held.text if held else ""


async def nothing_lost(server: BackendRig, devices: list[Device], typed: set[str]) -> None:
    there = {word for (text,) in server.rows("SELECT text FROM draft") for word in text.split()}
    safe = there | await sent_words(server, devices)
    for device in devices:
        safe |= device.given_up | await device.kept()
    assert typed <= safe, typed - safe


async def read_alike(server: BackendRig, devices: list[Device], furthest: int) -> None:
    """Read marks of both devices have met at the furthest one."""
    lane = devices[0].lane
    marks = server.rows("SELECT position FROM read_mark WHERE thread_id = ?", lane)
    assert marks == ([(furthest,)] if furthest else []), (marks, furthest)
    for device in devices:
        row = await device.store.threads.row(lane)
        assert row is not None
        assert row[0].unread == MESSAGES - furthest


def position(number: int) -> int:
    """One of the customer's messages, up to which is read."""
    return number % MESSAGES + 1


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
@example([(0, "type"), (0, "pause"), (0, "push"), (1, "pull"), (1, "type"), (0, "send"), (0, "push"), (1, "pull")])
@example([(0, "type"), (1, "type"), (0, "pause"), (1, "pause"), (0, "lose"), (1, "push"), (0, "push"), (1, "pull")])
@example([(0, "type"), (0, "pause"), (0, "lose"), (0, "send"), (1, "pull"), (1, "type"), (1, "pause"), (1, "push")])
@example([*IN_STEP, (1, "type"), (1, "pause"), (1, "push"), (0, "pull"), (0, "type"), (0, "pause"), (0, "push")])
@example([*IN_STEP, (1, "type"), (1, "pause"), (1, "push"), (0, "pull"), (0, "type"), (0, "send"), (0, "push")])
@example([*IN_STEP, (1, "look"), (1, "type"), (0, "send"), (0, "push"), (0, "pull"), (1, "pull"), (1, "look")])
@example([(0, "read"), (1, "type"), (1, "read"), (0, "read"), (1, "push"), (0, "lose"), (0, "pull")])
def test_two_devices_lose_nothing_and_end_alike(steps: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(steps, Path(folder)))
