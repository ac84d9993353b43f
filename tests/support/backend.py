"""A whole server over real SQLite, asked through its real endpoints, with a clock that the test moves."""

import asyncio
import contextlib
import functools
import hashlib
import itertools
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from backend.accounts.passwords import NO_PASSWORD
from backend.accounts.sessions import Caller
from backend.application import create_app
from backend.channel_accounts.service import NewAccount
from backend.channels.events import ChannelEvent, Received, Sender
from backend.services import Services, build
from backend.settings import Settings
from backend.storage.database import Database
from domain.agent import Agent, Role
from domain.changes import ENTITIES
from domain.channel import ChannelAccount, ChannelKind
from domain.message import MessageKind
from tests.fakes.clock import FakeClock

Json = dict[str, Any]
Known = dict[tuple[str, str], Any]
PASSWORD = "a long enough phrase"


@dataclass(frozen=True)
class Home:
    """A customer's identity and home thread."""

    thread: str
    identity: str
    customer: str
    handle: str
    account: ChannelAccount


class Who:
    """Somebody who is signed in, and their device."""

    def __init__(self, server: "BackendRig", agent: Agent, token: str, device: str = "") -> None:
        self.server = server
        self.agent = agent
        self.headers = {"Authorization": f"Bearer {token}"}
        self.device = device or str(uuid.uuid4())
        self._next: dict[str, Iterator[int]] = {}

    @property
    def caller(self) -> Caller:
        """They, as the endpoints know them."""
        return self.server.caller_of(self.headers["Authorization"].removeprefix("Bearer "))

    async def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        return await self.server.http.request(method, path, headers=headers, **more)

    def op(self, kind: str, home: Home | str, payload: Json | None = None, n: int = 0, id_: str = "") -> Json:
        """An operation; without `n` it takes the lane's next number."""
        lane = home if isinstance(home, str) else home.thread
        number = n or next(self._next.setdefault(lane, itertools.count(1)))
        said = {"id": id_ or self.server.services.new_id(), "lane": lane, "n": number, "kind": kind}
        return {**said, "created_at": "2026-03-02T09:00:00Z", "payload": payload or {}}

    async def batch(self, *ops: Json, device: str = "") -> list[Json]:
        answer = await self.ask("POST", "/v1/ops:batch", json={"device_id": device or self.device, "ops": list(ops)})
        assert answer.status_code == 200, answer.text
        results: list[Json] = answer.json()["results"]
        assert [result["id"] for result in results] == [op["id"] for op in ops]
        return results

    async def do(self, kind: str, home: Home | str, **payload: Any) -> Json:
        """Applies one operation and returns its result."""
        return (await self.batch(self.op(kind, home, payload)))[0]

    async def batch_one(self, kind: str, home: Home | str, payload: Json) -> Json:
        """Tries one operation on a device of its own, so that a refusal holds up nothing."""
        op = self.op(kind, home, payload, n=1)
        return (await self.batch(op, device=str(uuid.uuid4())))[0]

    async def send_at(self, home: Home, n: int) -> Json:
        """A reply at this number of the lane."""
        return (await self.batch(self.op("send", home, {"identity_id": home.identity, "text": "x"}, n=n)))[0]

    async def send(self, home: Home, text: str = "Good morning") -> Json:
        return await self.do("send", home, identity_id=home.identity, text=text)

    async def changes(self, since: str = "", limit: int = 500) -> Json:
        answer = await self.ask("GET", "/v1/changes", params={"since": since, "limit": limit})
        assert answer.status_code == 200, answer.text
        page: Json = answer.json()
        return page

    async def state(self, since: str = "", known: Known | None = None, limit: int = 500) -> tuple[Known, str]:
        """Everything a client knows after it pulled to the end, by (type, id), and its cursor."""
        entities = dict(known or {})
        while True:
            page = await self.changes(since, limit)
            since = page["cursor"]
            for change in page["changes"]:
                assert change["type"] in ENTITIES
                key = (change["type"], change["id"])
                entities.pop(key, None)
                if change["entity"] is not None:
                    entities[key] = change["entity"]
            if not page["has_more"]:
                return entities, since

    async def thread(self, id_: str) -> Json:
        entities, _ = await self.state()
        found: Json = entities["thread", id_]
        return found


@functools.cache
def _empty_database() -> bytes:
    """A new database, made once: the migrations take longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "braid.db"
        Database(f"sqlite:///{path}").close()
        return path.read_bytes()


class BackendRig:
    """One server.

    Attributes:
        http: `Who` signs its requests.
        taken: which sorts of events its channels have brought.
        whatsapp: a channel account; handed in when the server is started again on its old folder.
    """

    def __init__(
        self,
        folder: Path,
        clock: FakeClock,
        settings: Json | None = None,
        secret: str = "",
        whatsapp: ChannelAccount | None = None,
    ) -> None:
        self.clock = clock
        if not (folder / "braid.db").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "braid.db").write_bytes(_empty_database())
        self.services: Services = build(Settings(data_dir=folder, **(settings or {})), clock, secret)
        self._serial = itertools.count(1)
        self.taken: set[type[ChannelEvent]] = set()
        self.whatsapp = whatsapp or self.account(ChannelKind.WHATSAPP)

    @functools.cached_property
    def app(self) -> FastAPI:
        """Made when somebody asks: whoever only wants the services does without the routes and the connections."""
        return create_app(self.services)

    @functools.cached_property
    def http(self) -> httpx.AsyncClient:
        """Reaches the app without a network."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://server")

    def account(self, kind: ChannelKind) -> ChannelAccount:
        number = str(next(self._serial))
        new = NewAccount(kind, f"Shop {number}", f"+{number}", number, "token", "app-secret", "verify")
        with self.services.database.write() as tx:
            return self.services.channel_accounts.add(tx, None, new)

    def agent(self, role: Role = Role.AGENT, password: str = "") -> Agent:
        name = f"Agent {next(self._serial)}"
        email = f"{name.replace(' ', '.')}@example.com"
        chosen = self.services.agents.passwords.chosen(password) if password else NO_PASSWORD
        with self.services.database.write() as tx:
            return self.services.agents.add(tx, None, name, email, role, chosen)

    def sign_in(self, role: Role = Role.AGENT) -> Who:
        agent = self.agent(role)
        return Who(self, agent, self._token(agent))

    def caller(self, agent: Agent) -> Caller:
        """Somebody signed in, as the endpoints know them."""
        return self.caller_of(self._token(agent))

    def caller_of(self, token: str) -> Caller:
        with self.services.database.read() as connection:
            found = self.services.sessions.caller(connection, token)
        assert found is not None
        return found

    def _token(self, agent: Agent) -> str:
        with self.services.database.write() as tx:
            return self.services.sessions.open(tx, agent, "test").access_token

    def take(self, account: ChannelAccount, *events: ChannelEvent) -> None:
        with self.services.database.write() as tx:
            for event in events:
                self.taken.add(type(event))
                self.services.intake.take(tx, account, event, self.clock.now())

    def received(self, handle: str, text: str = "Hello", **more: Any) -> Received:
        sender = Sender(handle, more.pop("display", ""), more.pop("name", ""), more.pop("phone", ""))
        event = Received(f"m{next(self._serial)}", sender, self.clock.now(), MessageKind.TEXT, text)
        return replace(event, **more)

    def customer(
        self, handle: str = "", account: ChannelAccount | None = None, text: str = "Hello", **more: Any
    ) -> Home:
        """A customer who wrote now."""
        at = account or self.whatsapp
        handle = handle or f"handle-{next(self._serial)}"
        self.take(at, self.received(handle, text, **more))
        return self.home(handle, at)

    def home(self, handle: str, account: ChannelAccount) -> Home:
        sql = "SELECT thread_id, id, customer_id FROM identity WHERE handle = ? AND account_id = ?"
        thread, identity, customer = self.rows(sql, handle, account.id)[0]
        return Home(thread, identity, customer, handle, account)

    def rows(self, sql: str, *values: object) -> list[Any]:
        with self.services.database.read() as connection:
            return list(connection.exec_driver_sql(sql, tuple(values)))

    def blob(self, content: bytes, media_type: str = "image/png") -> str:
        hash_ = hashlib.sha256(content).hexdigest()
        self.services.blobs.append(hash_, 0, content)
        self.services.blobs.finish(hash_, media_type)
        return hash_

    async def close(self) -> None:
        if "http" in self.__dict__:
            await self.http.aclose()
        await asyncio.to_thread(self.services.database.close)


@contextlib.asynccontextmanager
async def a_backend(folder: Path, secret: str = "", **settings: Any) -> AsyncIterator[BackendRig]:
    rig = BackendRig(folder, FakeClock(), settings, secret)
    try:
        yield rig
    finally:
        await rig.close()
