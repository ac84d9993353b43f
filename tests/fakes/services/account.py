"""Who is signed in, what keeps the work safe, settings, people and channels, in memory."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import KnownError, Refused
from app.ports import Session
from app.services.admin import NewChannel, Record
from app.services.protection import Protection
from domain.agent import Agent, Role
from domain.channel import ChannelAccount, ChannelKind
from domain.ids import AgentId, ChannelAccountId
from domain.salvage import Salvage
from tests.fakes.demo import AGENTS, NOW, World

if TYPE_CHECKING:
    from app.errors import KnownError
    from tests.fakes.services.stepping import Gate


class FakeSession:
    """Accepts one password; a test sets `error` to fail the next sign-in."""

    def __init__(self) -> None:
        self.current: Session | None = None
        self.durable = True
        self.error: Exception | None = None
        self.gate: Gate | None = None
        self.asked: list[tuple[str, str, str, bool]] = []

    async def sign_in(self, server: str, email: str, password: str, remember: bool) -> Session:
        self.asked.append((server, email, password, remember))
        return await self._open(server)

    async def start_trial(self) -> Session:
        return await self._open("http://127.0.0.1")

    async def resume(self) -> Session | None:
        return self.current

    async def rename(self, name: str) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        if self.current is not None:
            self.current = replace(self.current, agent=replace(self.current.agent, name=name))

    async def sign_out(self) -> None:
        self.current = None

    async def _open(self, server: str) -> Session:
        if self.gate is not None:
            await self.gate
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        self.current = Session(server, AGENTS[0], "refresh", "access")
        return self.current


class FakeSafety:
    """Backups that are noted, and a report of damage when a test has put one there."""

    def __init__(self) -> None:
        self.report: Salvage | None = None
        self.error: KnownError | None = None
        self.backups: list[Path] = []
        self.restored: list[Path] = []

    async def salvaged(self) -> Salvage | None:
        return self.report

    async def forget_salvage(self) -> None:
        self.report = None

    async def backup(self, target: Path, passphrase: str, progress: Callable[[float], None]) -> None:
        if self.error is not None:
            raise self.error
        progress(1.0)
        self.backups.append(target)

    async def restore(self, source: Path, passphrase: str) -> None:
        if self.error is not None:
            raise self.error
        self.restored.append(source)

    async def export_unsent(self, path: Path) -> int:
        return 0


class FakeProtection:
    """A computer without a keychain, once the session says so; two other devices are signed in."""

    def __init__(self, session: FakeSession) -> None:
        self.session = session
        self.passphrase = ""
        self.error: Exception | None = None
        self.calls: list[tuple[Any, ...]] = []
        now = NOW.isoformat()
        self.devices = [
            {"id": "s1", "device_name": "desk-07", "used_at": now, "current": True},
            {"id": "s2", "device_name": "Nok's laptop", "used_at": now, "current": False},
        ]

    async def state(self) -> Protection:
        if self.passphrase:
            return Protection.PASSPHRASE
        return Protection.KEYCHAIN if self.session.durable else Protection.MEMORY

    async def protect(self, passphrase: str) -> None:
        self._pass(("protect", passphrase))
        self.passphrase = passphrase
        self.session.durable = True

    async def unlock(self, passphrase: str) -> Session | None:
        if passphrase != self.passphrase:
            raise Refused("wrong_passphrase")
        return self.session.current

    async def change(self, old: str, new: str) -> None:
        if old != self.passphrase:
            raise Refused("wrong_passphrase")
        self.passphrase = new

    async def change_password(self, present: str, new: str) -> None:
        self._pass(("change_password", present, new))

    async def start_anew(self) -> None:
        self._pass(("start_anew",))

    async def sessions(self, agent_id: str = "") -> list[Record]:
        self._pass(("sessions", agent_id))
        return list(self.devices)

    async def end_session(self, session_id: str, agent_id: str = "", *, wipe: bool = False) -> None:
        self._pass(("end_session", session_id, agent_id, wipe))
        self.devices = [device for device in self.devices if device["id"] != session_id]

    def _pass(self, call: tuple[Any, ...]) -> None:
        self.calls.append(call)
        if self.error is not None:
            error, self.error = self.error, None
            raise error


class FakeSettings:
    """Choices that last as long as the test."""

    theme: str = "light"
    enter_sends: bool = False
    reduced_motion: bool = True
    undo_seconds: int = 0
    stale_hours: int = 24
    direction: str = ""
    zoom: int = 100
    shortcuts: str = ""
    hide_alert_content: bool = False
    alert_sound: bool = False
    quiet_until: str = ""
    alerts_seen: str = ""
    geometry: str = ""
    layout: str = ""
    budget: str = ""
    complaint_views: str = ""
    complaint_view: str = ""


class FakeAdmin:
    """A server that does as it is told; a test sets `error`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.error: KnownError | None = None
        self.added: list[NewChannel] = []
        self.same_number: dict[str, list[str]] = {}
        self.secrets: list[tuple[str, dict[str, str]]] = []

    async def channel_accounts(self) -> list[Record]:
        self._fail()
        return [
            _record(account) | {"same_number": self.same_number.get(account.id, [])} for account in self.world.accounts
        ]

    async def add_channel(self, channel: NewChannel) -> Record:
        self._fail()
        self.added.append(channel)
        account_id = ChannelAccountId(f"acc-{len(self.world.accounts)}")
        account = ChannelAccount(account_id, ChannelKind(channel.kind), channel.name, channel.address, True, 1)
        self.world.accounts.append(account)
        return _record(account)

    async def change_channel(self, account_id: str, **changes: Any) -> Record:
        self._fail()
        self._keep_secrets(account_id, changes)
        held = self.world.accounts
        held[:] = [replace(account, **changes) if account.id == account_id else account for account in held]
        return {}

    async def remove_channel(self, account_id: str) -> None:
        self._fail()
        self.world.accounts[:] = [account for account in self.world.accounts if account.id != account_id]

    async def agents(self) -> list[Record]:
        self._fail()
        return [asdict(agent) for agent in self.world.agents]

    async def add_agent(self, name: str, email: str, role: str, password: str) -> Record:
        self._fail()
        agent = Agent(AgentId(f"agent-{len(self.world.agents)}"), name, email, Role(role), True, 1)
        self.world.agents.append(agent)
        return asdict(agent)

    async def change_agent(self, agent_id: str, **changes: Any) -> Record:
        self._fail()
        self._keep_secrets(agent_id, changes)
        if "role" in changes:
            changes["role"] = Role(changes["role"])
        held = self.world.agents
        held[:] = [replace(agent, **changes) if agent.id == agent_id else agent for agent in held]
        return {}

    def _keep_secrets(self, subject: str, changes: dict[str, Any]) -> None:
        """They go in and never come out: no entity holds them."""
        names = ("password", "access_token", "app_secret", "verify_token")
        given = {name: changes.pop(name) for name in names if name in changes}
        if given:
            self.secrets.append((subject, given))

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


def _record(account: ChannelAccount) -> Record:
    return {**asdict(account), "webhook_path": f"/v1/webhooks/{account.kind.value}/{account.id}"}
