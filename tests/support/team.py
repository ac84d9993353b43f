"""A whole little shop: a backend process, the provider's side, and customers who have written."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.clock import SystemClock
from app.ports import Session
from backend.simulator import bodies
from backend.simulator.listening import listening
from backend.simulator.provider import Line, Provider, Taken
from domain.ids import IdentityId, ThreadId
from domain.operations import Send
from sync.braid.gateway import BraidGateway
from tests.support.house import House
from tests.support.processes import SECRET, BackendProcess

WHATSAPP, INSTAGRAM = "15550001111", "17841000000001"


@dataclass
class Team:
    """What a system test has at hand.

    Attributes:
        gateway: signed in as the owner; session: theirs.
        lines: the two channel accounts by kind, as the provider knows them.
    """

    backend: BackendProcess
    provider: Provider
    gateway: BraidGateway
    session: Session
    lines: dict[str, Line] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def add_account(self, kind: str, provider_id: str) -> None:
        """A channel account whose provider is ours."""
        wanted = {
            "kind": kind,
            "name": "Shop",
            "address": "@shop",
            "provider_id": provider_id,
            "access_token": "token",
            "app_secret": "app secret",
            "verify_token": "verify",
            "base_url": self.provider.base_url,
        }
        made: Any = await self.gateway.request_json("POST", "/v1/channel-accounts", wanted)
        url = self.backend.address + made["webhook_path"]
        self.lines[kind] = self.provider.lines[provider_id] = Line(kind, provider_id, "app secret", url)

    async def whatsapp(self, phone: str, name: str, text: str) -> None:
        """A customer writes on WhatsApp: one signed webhook."""
        now = self.provider.clock.now()
        id_ = f"wamid.{phone}.{text}"
        value = bodies.whatsapp_message(phone, name, id_, now, type="text", text={"body": text})
        body = bodies.whatsapp(bodies.WhatsAppNumber(WHATSAPP), **value)
        assert await self.provider.post(self.lines["whatsapp"], body) == 200

    async def instagram(self, user: str, text: str) -> None:
        """The same on Instagram."""
        now = self.provider.clock.now()
        item = bodies.instagram_item(user, INSTAGRAM, now, message={"mid": f"mid.{user}.{text}", "text": text})
        assert await self.provider.post(self.lines["instagram"], bodies.instagram(INSTAGRAM, now, item)) == 200

    async def taken(self, count: int) -> list[Taken]:
        """Waits until the provider has taken so many."""
        while len(self.provider.taken) < count:
            self.news.clear()
            await self.news.wait()
        return self.provider.taken

    def heard(self, _taken: Taken) -> None:
        """The provider took a message."""
        self.news.set()


@dataclass(frozen=True)
class Place:
    """Where a reply to a customer goes."""

    phone: str
    lane: ThreadId
    identity: IdentityId

    def send(self, text: str) -> Send:
        return Send(self.identity, text)


async def customers(team: Team, house: House[Any], count: int) -> list[Place]:
    """So many customers write on WhatsApp; returns when their threads are on this computer."""
    phones = [f"6680000{number:04}" for number in range(count)]
    for phone in phones:
        await team.whatsapp(phone, f"Customer {phone}", "Hello?")
    places: dict[str, Place] = {}

    async def all_here() -> bool:
        from domain.inbox import Folder

        for row in await house.store.threads.rows(Folder.QUEUE, count + 10):
            card = await house.store.threads.card(row.thread_id)
            if card is not None and card.identities:
                identity = card.identities[0]
                places[identity.handle] = Place(identity.handle, row.thread_id, identity.id)
        return len(places) >= count

    await house.until(all_here)
    return [places[phone] for phone in phones]


@asynccontextmanager
async def a_team(folder: Path, *, talks_back: bool = False, module: str = "backend") -> AsyncIterator[Team]:
    """Everything up and signed in; everything down at the end, however it ends. `module` serves as the backend does."""
    clock = SystemClock()
    backend = BackendProcess(folder / "server", module)
    provider = Provider(clock, talks_back=talks_back, pace=0.05)
    gateway = BraidGateway(backend.address, clock, "system test")
    try:
        async with listening(provider.app()) as port:
            provider.base_url = f"http://127.0.0.1:{port}"
            await backend.start()
            session = await gateway.sign_in_embedded(SECRET)
            team = Team(backend, provider, gateway, session)
            provider.heard = team.heard
            await team.add_account("whatsapp", WHATSAPP)
            await team.add_account("instagram", INSTAGRAM)
            yield team
            await provider.close()
    finally:
        await gateway.close()
        backend.close()
