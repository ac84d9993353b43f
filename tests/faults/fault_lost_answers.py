"""The server has stored a reply and its answer gets lost; the client tries again after 31 s, 61 min or 25 h.

Real server and client over real HTTP in one process, with clocks that the test turns on both sides: long enough for
sessions to run out and for every cache of answers that anybody keeps to forget.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path

from backend.cli.owner import ensure_owner
from backend.simulator.listening import listening
from domain.ids import IdentityId, ThreadId
from domain.message import Author
from sync.braid.gateway import BraidGateway
from tests.fakes.clock import FakeClock
from tests.support.backend import BackendRig, Home, a_backend
from tests.support.behind import OPS
from tests.support.chaos import ChaosProxy, a_chaos_proxy
from tests.support.house import House, a_house
from tests.support.mischief import DROP_ANSWER, RESET_BEFORE
from tests.support.processes import SECRET
from tests.support.team import Place
from tests.support.workspace import RunningClock
from tools.faults import Scale
from tools.figures import Figure, at_most

NAME = "lost_answers"
PAUSES = {"31 s": 31.0, "61 min": 61 * 60.0, "25 h": 25 * 3600.0}


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """3, 20 or 200 lost answers a pause."""
    count = scale.choose(3, 20, 200)
    for words, seconds in PAUSES.items():
        with tempfile.TemporaryDirectory() as folder:
            texts = asyncio.run(play(Path(folder), seconds, count))
        wanted = [f"reply {number}" for number in range(count)]
        yield at_most(f"R4 doubled, retry after {words}, {count} answers", len(texts) - len(set(texts)), "", 0)
        wrong = sum(one != other for one, other in zip_longest(dict.fromkeys(texts), wanted))
        yield at_most(f"R4 lost or out of order, retry after {words}", wrong, "", 0)


async def play(folder: Path, pause: float, count: int) -> list[str]:
    """What the server holds in the end, in its order."""
    # Two hundred days in one go: that people sign in anew after thirty is another claim (R17).
    backend = a_backend(folder / "server", SECRET, session_lifetime=timedelta(days=400))
    async with backend as server, listening(server.app) as port:
        server.services.hub.start()  # or the client would hear of nothing until it looks for itself
        ensure_owner(server.services)
        home = server.customer(text="Hello?")
        async with a_chaos_proxy(port) as network:
            clock = RunningClock()
            gateway = BraidGateway(network.address, clock, "lost answers")
            session = await gateway.sign_in_embedded(SECRET)
            async with a_house(folder, gateway, session, clock=clock) as house:
                await house.synced()
                for number in range(count):
                    await one(server, network, house, home, f"reply {number}", pause)
            await gateway.close()
        server.services.hub.close()
        rows = server.rows("SELECT text FROM message WHERE author = ? ORDER BY position", Author.AGENT.value)
        return [row[0] for row in rows]


async def one(
    server: BackendRig, network: ChaosProxy, house: House[BraidGateway], home: Home, text: str, pause: float
) -> None:
    """Stored, not confirmed; then nothing gets through until the pause is over."""
    place = Place(home.handle, ThreadId(home.thread), IdentityId(home.identity))
    server.customer(home.handle, text=f"before {text}")  # or the channel's window would close meanwhile
    await house.until(lambda: heard(house, place, f"before {text}"))
    network.order(DROP_ANSWER, method="POST", path=OPS)
    network.order_then(RESET_BEFORE)
    await house.enqueue(place.lane, place.send(text))
    await house.until(lambda: bool(server.rows("SELECT 1 FROM message WHERE text = ?", text)))
    for clock in (server.clock, house.clock):
        assert isinstance(clock, FakeClock)
        clock.advance(pause)
    network.calm()
    house.engine.retry_now()
    await house.drained()


async def heard(house: House[BraidGateway], place: Place, text: str) -> bool:
    window = await house.store.timeline.newest(place.lane, 5)
    return any(entry.message.text == text for entry in window.entries)
