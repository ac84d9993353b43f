"""The client's services on a real local database, a real engine and a server that is a fake."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from app.changes import ChangeHub, ChangeSet
from app.clock import make_ids
from app.config import SettingsFile
from app.errors import Unreachable
from app.ports import Engine, Gateway, LocalStore, Secrets
from app.secrets import GuardedSecrets
from app.services.account_files import AccountFiles
from app.services.admin import AdminService
from app.services.attachments import AttachmentService
from app.services.desk import Desk
from app.services.drafts import DraftService
from app.services.inbox import InboxService
from app.services.operations import Operator
from app.services.protection import ProtectionService
from app.services.safety import SafetyService
from app.services.sending import SendingService
from app.services.session import SessionService
from app.services.session_parts import SessionParts
from app.services.timeline import TimelineService
from app.services.waiting import WaitingService
from app.tasks import TaskOwner
from app.vault import Cost, Vault
from domain.ids import AgentId
from localdb.mending import SqlMender
from localdb.store import open_store
from sync.engine import SyncEngine
from tests.fakes.clock import FakeClock
from tests.fakes.gateway import FakeGateway, FakeServer


class RunningClock(FakeClock):
    """The test says what time of day it is; how long things take is real."""

    def monotonic(self) -> float:
        return time.monotonic()


class KeptSecrets:
    """A keychain that survives the program, in memory of the test."""

    def __init__(self, durable: bool = True) -> None:
        self.durable = durable
        self.held: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.held.get(name)

    def put(self, name: str, value: str) -> None:
        assert len(value) <= 512
        self.held[name] = value

    def delete(self, name: str) -> None:
        self.held.pop(name, None)


class FakeEmbedded:
    """A backend on this computer that starts when the test says so."""

    def __init__(self) -> None:
        self.works = True
        self.may_start = asyncio.Event()
        self.may_start.set()

    async def start(self) -> tuple[str, str]:
        await self.may_start.wait()
        if not self.works:
            raise Unreachable("backend_failed")
        return "http://127.0.0.1:1", "secret"

    async def stop(self) -> None:
        self.works = False


class Workspace:
    """One run of the client; make another one on the same folder and secrets for the next run."""

    def __init__(self, folder: Path, secrets: Secrets, server: FakeServer | None = None) -> None:
        self.folder = folder
        self.secrets = GuardedSecrets(secrets, Vault(folder / "vault.json", Cost(passes=1, kibibytes=64)))
        self.clock = RunningClock()
        self.server = server or FakeServer()
        self.gateways: list[FakeGateway] = []
        self.online = True
        self.reports: list[Exception] = []
        self.told: list[ChangeSet] = []
        self.embedded = FakeEmbedded()
        self.hold = timedelta()
        self.settings = SettingsFile(folder / "settings.json")
        self._build()

    @property
    def gateway(self) -> FakeGateway:
        return self.gateways[-1]

    async def close(self) -> None:
        await self.drafts.flush()
        await self.tasks.close()
        await self.session.close()

    async def caught_up(self) -> None:
        """Until the engine has nothing more to fetch or to send."""
        async with asyncio.timeout(10):
            while not await self._idle():  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0)

    async def cut_off(self) -> None:
        """Until contact is lost and nothing is under way any more, for that is nobody's to decide about."""
        engine = self.desk.engine
        assert isinstance(engine, SyncEngine)
        self.gateway.go(False)
        async with asyncio.timeout(10):
            while engine.status.online or engine.core.submit.busy:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0)

    async def _idle(self) -> bool:
        status = self.waiting.status
        return status.last_sync_at is not None and not status.pulling and not (await self.waiting.waiting()).total

    def _build(self) -> None:
        loop = asyncio.get_running_loop()
        self.tasks = TaskOwner(self.reports.append)
        self.hub = ChangeHub(loop.call_soon, self.reports.append)
        self.hub.subscribe(self.told.append)
        self.desk = Desk(self.hub)
        ids = make_ids(self.clock)
        operator = Operator(self.desk, ids, self.clock)
        self.drafts = DraftService(self.desk, self.tasks, loop.call_later, ids, self.reports.append)
        self.inbox = InboxService(self.desk, operator)
        self.timeline = TimelineService(self.desk, self.tasks)
        self.sending = SendingService(self.desk, operator, self.drafts, self._hold)
        self.attachments = AttachmentService(self.desk, self.tasks)
        self.waiting = WaitingService(self.desk, self.reports.append)
        self.admin = AdminService(self.desk)
        mender = SqlMender(self.clock, make_ids(self.clock))
        files = AccountFiles(self.folder / "accounts", self.secrets, self._open, mender, self.clock)
        parts = SessionParts(
            desk=self.desk,
            tasks=self.tasks,
            settings=self.settings,
            secrets=self.secrets,
            files=files,
            connector=_Connector(self),
            embedded=self.embedded,
            report=self.reports.append,
        )
        self.session = SessionService(parts)
        self.safety = SafetyService(self.desk, self.session, self.drafts, self.waiting)
        self.protection = ProtectionService(self.desk, self.secrets, self.session, self.drafts)

    def _hold(self) -> timedelta:
        return self.hold

    async def _open(self, path: Path, key: bytes | None, me: AgentId) -> LocalStore:
        return await open_store(path, key, self.clock, make_ids(self.clock), me)


class _Connector:
    """Every gateway it makes talks to the workspace's server."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    async def prepare(self) -> None:
        return

    def gateway(self, server: str) -> Gateway:
        gateway = FakeGateway(self.workspace.server)
        gateway.online = self.workspace.online
        self.workspace.gateways.append(gateway)
        return gateway

    def engine(self, gateway: Gateway, store: LocalStore) -> Engine:
        workspace = self.workspace
        engine = SyncEngine(gateway, store, workspace.clock, workspace.hub, workspace.tasks, random.random)
        engine.on_status(workspace.waiting.status_changed)
        engine.on_status(workspace.session.status_changed)
        return engine


@asynccontextmanager
async def offline(
    folder: Path, fill: Callable[[Workspace], None] | None = None, *, trial: bool = False
) -> AsyncIterator[Workspace]:
    """Signed in or in a trial, caught up with what the server has after `fill`, offline since; closed at the end."""
    made = Workspace(folder, KeptSecrets())
    if fill is not None:
        fill(made)
    if trial:
        await made.session.start_trial()
    else:
        await made.session.sign_in("https://support.example.com", "nok@example.com", "pass", True)
    await made.caught_up()
    await made.cut_off()
    try:
        yield made
    finally:
        await made.close()
