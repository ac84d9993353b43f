"""A server's channel side over real SQLite and real HTTP, with the provider's side beside it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import select

from backend.channel_accounts.service import AccountChange, ChannelAccounts, NewAccount, everything
from backend.channels.runtime import ChannelRuntime
from backend.channels.signature import HEADER, sign
from backend.clock import SystemClock
from backend.ids import ServerIds
from backend.rush import Rush
from backend.simulator import bodies
from backend.simulator.listening import listening
from backend.simulator.provider import Line, Provider
from backend.storage.database import Database
from backend.storage.tables import egress, identity, inbox, message, thread
from backend.storage.vault import Vault
from backend.threads.intake import Intake
from backend.threads.work import Work
from domain.channel import ChannelAccount, ChannelKind
from domain.message import Author, Delivery, MessageKind, Part
from tests.fakes.files import PlainFiles

CLOCK = SystemClock()
SECRET = "app-secret"
TOKEN = "verify-me"


@dataclass
class Rig:
    """Everything a test of the channels needs."""

    database: Database
    files: PlainFiles
    provider: Provider
    whatsapp: ChannelAccount
    instagram: ChannelAccount
    new_id: Callable[[], str]
    runtime: ChannelRuntime
    server: str
    http: httpx.AsyncClient

    def path(self, account: ChannelAccount) -> str:
        return f"/v1/webhooks/{account.kind.value}/{account.id}"

    async def post(self, account: ChannelAccount, body: bodies.Body | bytes, secret: str = SECRET) -> httpx.Response:
        raw = body if isinstance(body, bytes) else bodies.encode(body)
        return await self.http.post(self.path(account), content=raw, headers={HEADER: sign(raw, secret)})

    def rows(self, table: Any, *where: Any) -> list[Any]:
        with self.database.read() as connection:
            return list(connection.execute(select(table).where(*where)))

    async def until(self, ready: Callable[[], Any], seconds: float = 10.0) -> Any:
        """Waits for something to become true; gives it."""
        async with asyncio.timeout(seconds):
            while not (found := await asyncio.to_thread(ready)):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return found

    async def customer(self, handle: str = "66812345678", text: str = "Hello") -> Any:
        """A customer who wrote on WhatsApp; their identity's row."""
        number = bodies.WhatsAppNumber("1001")
        told = bodies.whatsapp_message(
            handle, "Somchai P.", f"wamid.{handle}", CLOCK.now(), type="text", text={"body": text}
        )
        await self.post(self.whatsapp, bodies.whatsapp(number, **told))
        found = identity.c.handle == handle
        return (await self.until(lambda: self.rows(identity, found)))[0]

    async def follower(self, handle: str = "17841400001", text: str = "Ciao") -> Any:
        """A customer who wrote on Instagram; their identity's row."""
        item = bodies.instagram_item(handle, "2002", CLOCK.now(), message={"mid": f"m.{handle}", "text": text})
        await self.post(self.instagram, bodies.instagram("2002", CLOCK.now(), item))
        found = identity.c.handle == handle
        return (await self.until(lambda: self.rows(identity, found)))[0]

    def send(self, person: Any, text: str, parts: tuple[Part, ...] = (), reply_to: str | None = None) -> str:
        """What the Send operation does: a message and its egress row in one transaction."""
        with self.database.write() as tx:
            work = Work(tx, CLOCK.now(), self.new_id)
            root = work.root(person.thread_id)
            assert root is not None
            record = work.plain(person.thread_id, Author.AGENT, MessageKind.TEXT, text, None, parts)
            record.channel, record.identity_id = ChannelKind(person.channel), person.id
            record.account_id, record.delivery, record.reply_to = person.account_id, Delivery.PENDING, reply_to
            work.post(root, record)
            work.send_out(record)
            work.flush()
        return record.id

    def message(self, message_id: str) -> Any:
        return self.rows(message, message.c.id == message_id)[0]

    def egress(self, message_id: str) -> Any:
        return self.rows(egress, egress.c.message_id == message_id)[0]

    async def delivered(self, message_id: str, delivery: Delivery) -> Any:
        """The message once it has got that far."""
        return await self.until(lambda: (m := self.message(message_id)).delivery == delivery and m)

    def inbound(self) -> list[Any]:
        return self.rows(message, message.c.author == Author.CUSTOMER)

    async def quiet(self) -> None:
        """Waits until the inbox is worked."""
        await self.until(lambda: not self.rows(inbox, inbox.c.state == "pending"), 30.0)

    def threads(self) -> list[Any]:
        return self.rows(thread)


@contextlib.asynccontextmanager
async def rig(
    folder: Path, *, base_url: str | None = None, talks_back: bool = False, rush: Rush | None = None
) -> AsyncIterator[Rig]:
    """A running channel side in this folder; opened again it goes on with what is there."""
    vault, new_id = Vault(b"k" * 32), ServerIds(CLOCK).new
    database, files = Database(f"sqlite:///{folder / 'braid.db'}"), PlainFiles(folder / "blobs")
    provider = Provider(CLOCK, talks_back=talks_back, pace=0.01)
    app = FastAPI()
    async with listening(provider.app()) as provider_port, listening(app) as port:
        server = f"http://127.0.0.1:{port}"
        base = base_url or f"http://127.0.0.1:{provider_port}"
        accounts = [_account(database, vault, new_id, kind, base) for kind in ("whatsapp", "instagram")]
        runtime = ChannelRuntime(database, vault, Intake(CLOCK, new_id), files, CLOCK, new_id, rush=rush)
        app.include_router(runtime.router)
        async with httpx.AsyncClient(base_url=server, timeout=30.0, trust_env=False) as http:
            made = Rig(database, files, provider, accounts[0], accounts[1], new_id, runtime, server, http)
            for account, provider_id in zip(accounts, ("1001", "2002"), strict=True):
                url = server + made.path(account)
                provider.lines[provider_id] = Line(account.kind.value, provider_id, SECRET, url)
            await runtime.start()
            try:
                yield made
            finally:
                await provider.close()
                await runtime.stop()
                await asyncio.to_thread(database.close)


def _account(database: Database, vault: Vault, new_id: Callable[[], str], kind: str, base: str) -> ChannelAccount:
    service = ChannelAccounts(CLOCK, new_id, vault)
    with database.write() as tx:
        for account in everything(tx.connection):
            if account.kind.value == kind:
                changed = service.change(tx, None, account.id, AccountChange(base_url=base))
                assert changed is not None
                return changed
        provider_id = "1001" if kind == "whatsapp" else "2002"
        return service.add(
            tx, None, NewAccount(ChannelKind(kind), f"Shop {kind}", "@shop", provider_id, "t0ken", SECRET, TOKEN, base)
        )
