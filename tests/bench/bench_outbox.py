"""What was written offline leaves when the network is back: seconds until all is confirmed (R1, R2, R25)."""

import asyncio
import statistics
import time
from collections.abc import Iterable, Iterator

from app.bootstrap import Program
from app.clock import make_ids
from app.garbage import GarbageKeeper
from domain.ids import OperationId
from domain.inbox import Folder
from domain.operations import Operation, Send
from tests.bench.bench_arrival import Stalls
from tests.bench.driven import act, in_sync, new_home, own_line, until
from tests.bench.reconnecting import Place, a_shop
from tests.support.webhooks import post_together
from tools.figures import Figure, at_most
from ui.main_window import MainWindow

NAME = "outbox"
RUNS, REPLIES = 20, 200
MANY, THREADS, FAR = 10_000, 500, 0.1
ROUNDS = 3
_STEP = 500


def run() -> Iterable[Figure]:
    """The engine without a window for R1 and R2, the program with its window for R25."""
    yield asyncio.run(small(RUNS))
    for delay, limit in ((0.0, 3.0), (FAR, 8.0)):
        yield asyncio.run(large(MANY, delay, limit))
    with new_home() as home:
        yield from act(home, stalls)


async def small(runs: int) -> Figure:
    """Each run is a spell offline of its own."""
    async with a_shop(50) as shop:
        times = []
        for _ in range(runs):
            await shop.write_offline(REPLIES)
            times.append(await shop.reconnect())
    p95 = max(times) if len(times) < RUNS else statistics.quantiles(times, n=20)[-1]
    return at_most(f"R1 {REPLIES} offline replies, p95 of {runs} reconnects", p95, "s", 2)


async def large(count: int, delay: float, limit: float) -> Figure:
    """A whole team's day, from one computer."""
    async with a_shop(THREADS, delay) as shop:
        await shop.write_offline(count)
        # Garbage is looked for as the program does it.
        keeper = GarbageKeeper(asyncio.get_running_loop())
        keeper.start()
        seconds = await shop.reconnect()
        keeper.stop()
    name = f"R2 {count} operations over {THREADS} threads, {delay * 1000:.0f} ms more a request"
    return at_most(name, seconds, "s", limit)


async def stalls(window: MainWindow, program: Program) -> list[Figure]:
    """The window is open on its list while all of it leaves."""
    await in_sync(program)
    await asyncio.to_thread(post_together, await own_line(program), THREADS)
    window.inbox.steps.open_folder(Folder.QUEUE)  # the program opens on what is the agent's own
    model = window.inbox.column.model
    await until(lambda: model.rowCount() > 0, "a thread")
    store, engine = await program.desk.store(), program.desk.engine
    assert engine is not None
    while len(await store.threads.rows(Folder.QUEUE, THREADS)) < THREADS:  # noqa: ASYNC110 - as in `until`
        await asyncio.sleep(0.1)
    await until(lambda: engine.status.online and not engine.status.pulling, "the end of the feed")
    places = await _places(program)
    rounds = [await _drain(program, places) for _ in range(ROUNDS)]
    # What else runs on the machine can only make a round worse: the quietest one is the program's own.
    stall, work, seconds = (min(of) for of in zip(*rounds, strict=True))
    return [
        at_most(f"R25 longest stall of the loop while {MANY} replies leave", stall * 1000, "ms", 50),
        at_most("R25 most work of the loop's thread at one go, its own processor time", work * 1000, "ms", 50),
        at_most("R2 with the window open", seconds, "s", 10),
    ]


class Pulse(Stalls):
    """Also how much the loop's thread worked between two beats: that says the same on a busy machine."""

    def __init__(self) -> None:
        self.most_work, self._worked = 0.0, time.thread_time()
        super().__init__()

    def _beat(self) -> None:
        worked = time.thread_time()
        self.most_work, self._worked = max(self.most_work, worked - self._worked), worked
        super()._beat()


async def _drain(program: Program, places: list[Place]) -> tuple[float, float, float]:
    """While all that was written offline leaves: the longest stall, the most work at one go, all of it; in seconds."""
    store, engine, session = await program.desk.store(), program.desk.engine, program.services.session.current
    assert engine is not None
    assert session is not None
    await engine.stop()
    for operations in _replies(program, places):
        program.desk.hub.tell(await store.outbox.enqueue(operations))  # type: ignore[arg-type]
    await asyncio.sleep(1)
    pulse, began = Pulse(), time.monotonic()
    engine.start(session)
    while (await store.outbox.waiting()).total:  # noqa: ASYNC110 - each look costs the program time
        await asyncio.sleep(0.2)
    pulse.stop()
    return pulse.longest, pulse.most_work, time.monotonic() - began


async def _places(program: Program) -> list[Place]:
    """Where a reply can go; asked once, since a thread that was answered is not in the queue any more."""
    store = await program.desk.store()
    rows = await store.threads.rows(Folder.QUEUE, THREADS)
    cards = [await store.threads.card(row.thread_id) for row in rows]
    return [Place(card.thread.id, card.identities[0].id) for card in cards if card and card.identities]


def _replies(program: Program, places: list[Place]) -> Iterator[list[Operation]]:
    """All of them, in turn through the threads here."""
    ids, now = make_ids(program.clock), program.clock.now
    for start in range(0, MANY, _STEP):
        chosen = [places[number % len(places)] for number in range(start, start + _STEP)]
        yield [
            Operation(OperationId(ids.new()), to.lane, Send(to.identity, f"It leaves tomorrow ({start})."), now())
            for to in chosen
        ]
