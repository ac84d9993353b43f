"""R27: a network that flaps for days while customers write and an agent answers; what grows of memory, files, tasks?

A real client process (encrypted store, engine, gateway) and a real backend process, the chaos proxy between them. At
each flap the line is cut, goes silent, gets slow, loses its streams or loses answers, for a moment; meanwhile a
customer writes, and the agent answers, drafts, marks as read and looks. Each process is measured after each flap; the
first third warms it up, and then the trend over all samples (the median of the slopes between them) says what it grew.
Caches that grow with the data up to a limit (SQLite's pages and statements, the newest changes, what was worked out of
single words: each text here has a word that nobody wrote before) are made so small for it that they are full at once.
Three days at a flap a minute are 4,320 flaps, played in fast motion: what grows with each of them is seen. What grows
with time alone is not (timers of hours, a night of silence, sessions that last for days), and the client has no window.
"""

import asyncio
import itertools
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from app.clock import SystemClock
from app.ports import Session
from domain.message import Author
from sync.braid.gateway import BraidGateway
from tests.support.chaos import ChaosProxy, a_chaos_proxy
from tests.support.house import a_house
from tests.support.memory import rss
from tests.support.mischief import DROP_ANSWER, TRUNCATE
from tests.support.processes import SECRET, Child
from tests.support.team import Place, Team, a_team, customers
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NAME = "soak"
MIB = 1 << 20
_LANES = 10
_IN_STEP_EVERY = 10
_MOST_SLOPES = 120
_SPARE = 10
"""So many files, threads or tasks more are the moment's: the connections of a pool come and go."""
_WAYS = ("cut", "silent", "slow", "end_streams", "lost_answers")


@dataclass(frozen=True, slots=True)
class Sample:
    """One process at one moment: megabytes, open files and threads as the kernel counts them, bytes on disk."""

    memory: float
    files: int
    threads: int
    log: int
    disk: int


@dataclass
class Soak:
    """What is under way.

    Attributes:
        client: its process; folders: where the client and the server have their files.
        tasks: of the client's loop after each turn. samples: of client and backend, one after each flap.
    """

    team: Team
    network: ChaosProxy
    client: Child
    folders: tuple[Path, Path]
    places: list[Place]
    random: Random
    tasks: list[int] = field(default_factory=list)
    samples: tuple[list[Sample], list[Sample]] = field(default_factory=lambda: ([], []))

    async def flap(self, number: int) -> None:
        """Down for a moment, up for a moment; both sides write meanwhile."""
        place = self.places[number % len(self.places)]
        getattr(self, f"_{_WAYS[number % len(_WAYS)]}")()
        await self.team.whatsapp(place.phone, "", f"message {number}")
        await self._turn()
        await asyncio.sleep(self.random.uniform(0.0, 0.2))
        self._whole()
        await asyncio.sleep(self.random.uniform(0.0, 0.2))
        for pid, folder, samples in zip(self._pids, self.folders, self.samples, strict=True):
            samples.append(sample(pid, folder / "braid.db"))

    @property
    def _pids(self) -> tuple[int, int]:
        return self.client.pid, self.team.backend.pid

    async def _turn(self) -> None:
        self.client.say_more()
        self.tasks.append((await self.client.line())["tasks"])

    def _cut(self) -> None:
        self.network.go_away()

    def _silent(self) -> None:
        self.network.silent = True

    def _slow(self) -> None:
        self.network.delay = (0.02, 0.2)

    def _end_streams(self) -> None:
        self.network.end_streams()

    def _lost_answers(self) -> None:
        self.network.throw(self.random.getrandbits(32), 0.5, DROP_ANSWER, TRUNCATE)

    def _whole(self) -> None:
        """What hung in a silent line is cut with it: nobody would ever hear of it."""
        if self.network.silent:
            self.network.cut()
        self.network.calm()
        self.network.come_back()

    async def finish(self, flaps: int) -> tuple[int, int]:
        """How many texts of either side are lost, and how many are doubled: here, at the backend, at the provider."""
        self.client.say_more(str(1 + flaps // len(self.places)))
        heard: list[list[str]] = (await self.client.line())["done"]
        texts = [f"{number:06}" for number in range(flaps)]
        written = [text for place in self.places for text in await self._replies(place)]
        await self.team.taken(flaps)
        sent = [taken.text for taken in self.team.provider.taken]
        here = [text for lane in heard for text in lane if text.startswith("message ")]
        lost = [set(texts) - set(written), set(texts) - set(sent), {f"message {n}" for n in range(flaps)} - set(here)]
        doubled = [len(found) - len(set(found)) for found in (written, sent, here)]
        return sum(map(len, lost)), sum(doubled)

    async def _replies(self, place: Place) -> list[str]:
        texts: list[str] = []
        before, complete = 2**53, False
        while not complete:
            found, complete = await self.team.gateway.messages(place.lane, before, 500)
            before = found[0].position if found else before
            texts += [message.text for message in found if message.author is Author.AGENT]
        return texts


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """10, 300 or 4,320 flaps; ten say nothing of growth, so that they are not asked about it."""
    flaps = scale.choose(10, 300, 4_320)
    with tempfile.TemporaryDirectory() as folder:
        soak, lost, doubled = asyncio.run(play(Path(folder), flaps, seed))
    yield at_least("R27 flaps of the network, in fast motion", flaps, "", flaps)
    yield at_most(f"R27 lost of {2 * flaps} texts", lost, "", 0)
    yield at_most("R27 doubled", doubled, "", 0)
    for name, samples in zip(("client", "backend"), soak.samples, strict=True):
        log = max(one.log for one in samples) / MIB
        yield at_most(f"R27 {name}: largest write-ahead log", log, "MiB", 64)
    if scale is not Scale.QUICK:
        yield from growth(soak)


def growth(soak: Soak) -> Iterator[Figure]:
    """After the warm-up."""
    for name, samples in zip(("client", "backend"), soak.samples, strict=True):
        warm = samples[len(samples) // 3 :]
        level = warm[0].memory
        yield at_most(
            f"R27 {name}: memory grew from {level:.0f} MB, after the warm-up, by", trend(warm) / level * 100, "%", 5
        )
        handles = max(more(warm, "files"), more(warm, "threads"))
        yield at_most(f"R27 {name}: more open files and threads", handles, "", _SPARE)
    tasks = soak.tasks[len(soak.tasks) // 3 :]
    yield at_most("R27 client: more tasks", risen(tasks), "", _SPARE)


def trend(samples: Sequence[Sample]) -> float:
    """By how many megabytes the memory grew from the first to the last: the median of all slopes, outliers or not."""
    chosen = list(range(0, len(samples), max(1, len(samples) // _MOST_SLOPES)))
    slopes = [(samples[b].memory - samples[a].memory) / (b - a) for a, b in itertools.combinations(chosen, 2)]
    return statistics.median(slopes) * (len(samples) - 1)


def more(samples: Sequence[Sample], what: str) -> float:
    """How much it rose."""
    return risen([getattr(one, what) for one in samples])


def risen(values: Sequence[float]) -> float:
    """From the median of the first tenth to that of the last."""
    tenth = max(1, len(values) // 10)
    return statistics.median(values[-tenth:]) - statistics.median(values[:tenth])


def sample(pid: int, database: Path) -> Sample:
    """A process and its database now; Linux only."""
    process, log = Path(f"/proc/{pid}"), database.with_name(f"{database.name}-wal")
    return Sample(
        rss(str(pid)),
        len(list((process / "fd").iterdir())),
        len(list((process / "task").iterdir())),
        log.stat().st_size if log.exists() else 0,
        database.stat().st_size,
    )


async def play(folder: Path, flaps: int, seed: int, leak: int = 0) -> tuple[Soak, int, int]:
    """All flaps; the soak, how many texts are lost and how many doubled. `leak`: see tests.support.soak_client."""
    async with a_soak(folder, seed, leak) as soak:
        for number in range(flaps):
            await soak.flap(number)
        return soak, *await soak.finish(flaps)


@asynccontextmanager
async def a_soak(folder: Path, seed: int, leak: int) -> "AsyncIterator[Soak]":
    """Customers have written, and the client is there."""
    async with (
        a_team(folder, module="tests.support.soak_backend") as team,
        a_chaos_proxy(team.backend.port, seed) as network,
    ):
        async with a_house(folder / "client", team.gateway, team.session) as house:
            places = await customers(team, house, _LANES)
        session = await own_session(team)
        client = Child("-m", "tests.support.small_caches", "tests.support.soak_client")
        client.launch(
            {
                "server": network.address,
                "refresh": session.refresh_token,
                "access": session.access_token,
                "agent": session.agent.id,
                "folder": str(folder / "client"),
                "places": [{"lane": place.lane, "identity": place.identity} for place in places],
                "leak": leak,
            }
        )
        try:
            assert (await client.line())["ready"]
            yield Soak(team, network, client, (folder / "client", folder / "server"), places, Random(seed))
        finally:
            client.kill()


async def own_session(team: Team) -> Session:
    """For the client alone: who renews a session that somebody else holds as well signs both out (S4)."""
    gateway = BraidGateway(team.backend.address, SystemClock(), "soak")
    try:
        return await gateway.sign_in_embedded(SECRET)
    finally:
        await gateway.close()
