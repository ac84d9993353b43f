"""A client without a face behind a chaos proxy, in front of a real backend process and the provider's side."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from app.clock import SystemClock
from app.ports import Session
from domain.message import Author, Delivery, Message
from sync.braid.gateway import BraidGateway
from sync.braid.transport import Timeouts
from tests.support.chaos import ChaosProxy, a_chaos_proxy
from tests.support.house import House, a_house
from tests.support.processes import SECRET
from tests.support.team import Place, Team, a_team

IMPATIENT = Timeouts(connect=1.0, read=1.0, silence=1.0)
HURRIED = Timeouts(connect=1.0, read=1.0)
PATIENT = Timeouts()
OPS = "/v1/ops:batch"
ARRIVED = frozenset({Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.READ})
_ALL = 10_000


class Behind(NamedTuple):
    """Both ends and what is between them; `sessions` are those that the server has given since the start."""

    team: Team
    network: ChaosProxy
    house: House[BraidGateway]
    sessions: list[Session]

    async def told(self, place: Place) -> list[Message]:
        """What the backend holds of our side of a thread, asked past the proxy."""
        messages, complete = await self.team.gateway.messages(place.lane, 2**53, 200)
        assert complete
        return [message for message in messages if message.author is Author.AGENT]

    async def check(self, place: Place, texts: list[str]) -> None:
        """Waits until the last is shown as sent; then all are, once each and in order: here, over there, outside."""
        await self.house.drained()
        await self.house.until(lambda: self.all_shown(place, texts))
        await self.team.taken(len(texts))
        assert [one.text for one in self.team.provider.taken if one.to == place.phone] == texts
        assert [message.text for message in await self.told(place)] == texts
        assert await shown(self.house, place) == texts

    async def all_shown(self, place: Place, texts: list[str]) -> bool:
        """Whether so many stand in the thread as taken by the channel."""
        return await arrived(self.house, place) >= len(texts)


class Line(NamedTuple):
    """A way to the backend, and who is signed in on it."""

    team: Team
    network: ChaosProxy
    gateway: BraidGateway
    sessions: list[Session]


async def shown(house: House[BraidGateway], place: Place) -> list[str]:
    """Our side of a thread as its reader sees it."""
    window = await house.store.timeline.newest(place.lane, _ALL)
    return [entry.message.text for entry in window.entries if entry.message.author is Author.AGENT]


async def arrived(house: House[BraidGateway], place: Place) -> int:
    """How many replies are shown as taken by the channel."""
    window = await house.store.timeline.newest(place.lane, _ALL)
    return sum(entry.sending is None and entry.message.delivery in ARRIVED for entry in window.entries)


@asynccontextmanager
async def behind_a_chaos_proxy(
    folder: Path, timeouts: Timeouts = PATIENT, *, seed: int = 0, jitter: float = 0.3
) -> AsyncIterator[Behind]:
    """Signed in and in step when the block begins."""
    async with (
        a_line(folder, timeouts, seed=seed) as (team, network, gateway, sessions),
        a_house(folder, gateway, sessions[-1], jitter=jitter) as house,
    ):
        await house.synced()
        yield Behind(team, network, house, sessions)


@asynccontextmanager
async def a_line(folder: Path, timeouts: Timeouts = PATIENT, *, seed: int = 0) -> AsyncIterator[Line]:
    """The same without a client: one may start several, one after the other."""
    sessions: list[Session] = []
    async with a_team(folder) as team, a_chaos_proxy(team.backend.port, seed) as network:
        gateway = BraidGateway(network.address, SystemClock(), "behind", sessions.append, timeouts)
        await gateway.sign_in_embedded(SECRET)
        yield Line(team, network, gateway, sessions)
        await gateway.close()
