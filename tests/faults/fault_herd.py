"""R23: the server comes back, and everybody who was cut off returns at the same moment, each with 20 replies.

A real backend process is started anew on its port; every client is a real gateway with an agent, a device and
connections of its own. As the program does it, each pulls to the end, opens its stream, sends its batch, and from then
on pulls whenever the stream says that there is news, until the last one has got rid of its replies.

In life they are 500 computers; here they share two cores with the server and whatever else runs there. So of each page
only its end is read, nothing is stored, and the processor time of the server, and that of all clients together, is told
beside the seconds. The server works in one process: what that needs is the least that draining can take.
"""

import asyncio
import contextlib
import itertools
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import msgspec
import psutil

from app.clock import SystemClock, make_ids
from app.errors import KnownError, Throttled
from app.ports import Nudge, OutgoingBatch
from domain.ids import DeviceId, OperationId
from domain.message import Author
from domain.operations import Operation, Outcome
from localdb.outbox_rows import payload_json
from sync.braid.gateway import BraidGateway
from sync.braid.transport import Request
from tests.support.house import a_house
from tests.support.team import Place, Team, a_team, customers
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most, exactly

NAME = "herd"
_EACH = 20
_CUSTOMERS = 50
_PASSWORD = "a long enough phrase"
_PAGE = 500
_AT_ONCE = 2
"""People who are hired at a time: the server makes the hash of a password while it writes, and others wait for that."""
_DRAINED = 10.0
_GAVE_UP = 60.0
_FILES = 8_192

T = TypeVar("T")


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """10, 200 or 500 clients."""
    clients = scale.choose(10, 200, 500)
    _allow_files()
    with tempfile.TemporaryDirectory() as folder:
        herd, texts, cost = asyncio.run(_play(Path(folder), clients, Random(seed)))
    wanted = {text for client in herd for text in client.texts}
    troubles = sum((client.troubles for client in herd), Counter[str]())
    drained = sorted(client.drained for client in herd)
    yield at_most(
        f"R23 answers 5xx to {clients} clients", sum(n for code, n in troubles.items() if "_5" in code), "", 0
    )
    yield at_most("R23 drained, p99", statistics.quantiles(drained, n=100)[-1], "s", _DRAINED)
    yield at_most("R23 processor time of the server meanwhile", cost.server, "s", _DRAINED)
    yield at_least("R23 processor time of all clients meanwhile", cost.clients, "s", 0.0)
    yield exactly(f"R23 messages of {len(wanted)}", len(wanted & set(texts)), "", len(wanted))
    yield at_most("R23 doubled", len(texts) - len(set(texts)), "", 0)
    yield at_most(
        "R23 other failures on the way", sum(n for code, n in troubles.items() if "_5" not in code), "", clients
    )


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time, of the server and of all that simulates the clients."""

    server: float
    clients: float


class End(msgspec.Struct):
    """What a client must know of a page to go on."""

    cursor: str
    has_more: bool


class Gateway(BraidGateway):
    """All clients share one computer here, which could not also read what each of them reads."""

    async def end_of_page(self, cursor: str) -> End:
        """A whole page, of which only the end is read."""
        answer = await self._expect(Request("GET", "/v1/changes", query={"since": cursor, "limit": str(_PAGE)}))
        return msgspec.json.decode(answer.body, type=End)


@dataclass
class Client:
    """One who was cut off.

    Attributes:
        cursor: what it had seen before. texts: of its replies.
        drained: seconds from the beginning until its replies were answered. troubles: failures by their code.
    """

    gateway: Gateway
    cursor: str
    batch: OutgoingBatch
    texts: list[str]
    random: Random
    drained: float = _GAVE_UP
    troubles: Counter[str] = field(default_factory=Counter)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def back(self, began: float) -> None:
        """Catches up, listens, sends."""
        await self.pull()
        listening = asyncio.create_task(self.listen())
        results = await self.insist(lambda: self.gateway.submit(self.batch))
        assert {result.outcome for result in results} <= {Outcome.APPLIED, Outcome.DUPLICATE}
        self.drained = time.monotonic() - began
        self.done.set()
        try:
            while True:
                await self.news.wait()
                self.news.clear()
                await self.pull()
        finally:
            listening.cancel()
            await asyncio.wait([listening])

    async def pull(self) -> None:
        """Until there is no more."""
        more = True
        while more:
            page = await self.insist(lambda: self.gateway.end_of_page(self.cursor))
            self.cursor, more = page.cursor, page.has_more

    async def listen(self) -> None:
        """Opens the stream again when it breaks."""
        while True:
            await self.insist(self._hear)

    async def _hear(self) -> None:
        async with contextlib.aclosing(self.gateway.events()) as words:  # type: ignore[type-var]
            async for word in words:
                if isinstance(word, Nudge) and word.cursor != self.cursor:
                    self.news.set()

    async def insist(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Tries again until it works, with the patience that the server asks for, or twice as much each time."""
        for failures in itertools.count():
            try:
                return await ask()
            except KnownError as error:
                self.troubles[error.code] += 1
                wait = error.retry_after if isinstance(error, Throttled) else min(30.0, 0.5 * 2**failures)
                await asyncio.sleep(wait * (0.5 + self.random.random() / 2))
        raise AssertionError


async def _play(folder: Path, count: int, dice: Random) -> tuple[list[Client], list[str], Cost]:
    async with a_team(folder) as team:
        async with a_house(folder / "client", team.gateway, team.session) as house:
            places = await customers(team, house, min(_CUSTOMERS, count))
        door = asyncio.Semaphore(_AT_ONCE)
        herd = await asyncio.gather(*(_hired(team, door, places, number, dice) for number in range(count)))
        team.backend.kill()
        await team.backend.start()
        server = psutil.Process(team.backend.pid)
        before = Cost(_spent(server), time.process_time())
        await _return(herd)
        cost = Cost(_spent(server) - before.server, time.process_time() - before.clients)
        await asyncio.gather(*(client.gateway.close() for client in herd))
        await team.backend.stop()
        rows = team.backend.rows("SELECT text FROM message WHERE author = ?", Author.AGENT.value)
    return herd, [text for (text,) in rows], cost


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def _hired(team: Team, door: asyncio.Semaphore, places: list[Place], number: int, dice: Random) -> Client:
    """A new agent, signed in, in step, with replies to write."""
    email = f"agent{number}@example.com"
    async with door:
        wanted = {"name": f"Agent {number}", "email": email, "password": _PASSWORD}
        await team.gateway.request_json("POST", "/v1/agents", wanted)
        gateway = Gateway(team.backend.address, SystemClock(), f"device {number}")
        await gateway.sign_in(email, _PASSWORD)
        texts = [f"{number}:{one}" for one in range(_EACH)]
        client = Client(gateway, "", _batch(places, number, texts), texts, dice)
        await client.pull()
    return client


def _batch(places: list[Place], number: int, texts: list[str]) -> OutgoingBatch:
    """The bytes that `localdb` would have frozen: five replies to each of four customers."""
    clock = SystemClock()
    ids = make_ids(clock)
    items, said = [], []
    for at, text in enumerate(texts):
        place = places[(number * 4 + at % 4) % len(places)]
        operation = Operation(OperationId(ids.new()), place.lane, place.send(text), clock.now())
        items.append((at // 4 + 1, operation))
        said.append(_wire(at // 4 + 1, operation))
    device = DeviceId(ids.new())
    return OutgoingBatch(device, tuple(items), msgspec.json.encode({"device_id": device, "ops": said}))


def _wire(n: int, operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "lane": operation.lane,
        "n": n,
        "kind": operation.kind,
        "created_at": operation.created_at,
        "payload": msgspec.Raw(payload_json(operation.payload)),
    }


async def _return(herd: list[Client]) -> None:
    """Everybody at once, until the last has drained or a minute has passed."""
    began = time.monotonic()
    running = [asyncio.create_task(client.back(began)) for client in herd]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_GAVE_UP):
            await asyncio.gather(*(client.done.wait() for client in herd))
    for task in running:
        task.cancel()
    await asyncio.wait(running)
    for task in running:
        if not task.cancelled():
            await task


def _allow_files() -> None:
    """Each client has two connections, and both ends are on this computer; the backend inherits what is set here."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(_FILES, most), most))
