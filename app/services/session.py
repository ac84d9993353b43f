"""Who is signed in, where: opens the account's database first, the connection behind it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from app.changes import ChangeSet
from app.config import EMBEDDED, Kept
from app.errors import AnswerLost, KnownError, Locked, StorageFull, StorageUnreadable
from app.ports import Gateway, LocalStore, Session, SyncStatus
from app.services.account_files import account_name
from app.services.agent_text import agent_from_text, agent_of, agent_to_text
from app.services.desk import Account
from app.services.server_link import AGENT, ServerLink, end, remember
from app.services.session_parts import SessionParts
from domain.ids import AgentId

MEND_AGAIN_SECONDS = 5.0
"""How long a repair waits for room on the disk before it is tried again."""

MOST_REPAIRS = 5
"""In one run of the program: a disk that breaks every file must not be written to for ever."""

WIPED = "wiped"
"""What the server says to a session whose computer is to be erased."""

SIGN_OUT_SECONDS = 3.0
"""How long signing out waits for the server."""


class SessionService:
    """Signs in and out; one session at a time.

    Attributes:
        current: None before sign-in. Its tokens are those of the last renewal by this service.
        durable: whether the keychain keeps the session and the database's key; False asks for the banner.
        failed: is told when the open workspace broke and cannot be mended.
        wiped: is told when everything here was erased because the server said so.
    """

    def __init__(self, parts: SessionParts) -> None:
        self.parts = parts
        self.current: Session | None = None
        self.durable = True
        self._link = ServerLink(parts, self._became)
        self._watching: asyncio.Task[None] | None = None
        self.failed: Callable[[KnownError], None] = parts.report
        self.wiped: Callable[[], None] = _nobody
        self._wiping = False

    @property
    def kept(self) -> bool:
        """Whether a session is kept, without asking the keychain: what the first frame goes by."""
        return self.parts.settings.values.kept is not None

    async def sign_in(self, server: str, email: str, password: str, remember: bool) -> Session:
        """Raises SignedOut when they are wrong, Throttled, Unreachable, StorageUnreadable."""
        await self.close()
        address = server.strip().rstrip("/")
        await self.parts.connector.prepare()
        gateway = self.parts.connector.gateway(address)
        try:
            session = await gateway.sign_in(email.strip(), password)
            account = await self._open(address, session)
        except BaseException:
            await gateway.close()
            raise
        name = account_name(address, session.agent.id)
        if remember:
            await asyncio.to_thread(self.parts.secrets.put, _label(name), session.refresh_token)
            self._keep(address, name, session.agent.id)
        else:
            self.parts.settings.keep(None)
        self._link.connect(account, gateway, session)
        return session

    async def start_trial(self) -> Session:
        """The backend on this computer, with simulated customers. Raises Unreachable when it does not start."""
        await self.close()
        gateway, session = await self._link.into_embedded()
        try:
            account = await self._open(EMBEDDED, session)
        except BaseException:
            await gateway.close()
            raise
        self._keep(EMBEDDED, account_name(EMBEDDED, session.agent.id), session.agent.id)
        self._link.connect(account, gateway, session)
        return session

    async def resume(self) -> Session | None:
        """The kept session; None when there is none, or its secrets are gone.

        Opens the local database without waiting for any server; the connection follows by itself.
        Raises Locked while a passphrase is wanted first.
        """
        if await asyncio.to_thread(self._is_locked):
            raise Locked
        kept = self.parts.settings.values.kept
        if kept is None or not self.parts.files.exists(kept.account):
            return None
        self.durable = await asyncio.to_thread(self._is_durable)
        token = await asyncio.to_thread(self.parts.secrets.get, _label(kept.account))
        if not self.durable or (token is None and kept.server != EMBEDDED):
            return None
        store = await self.parts.files.open(kept.account, AgentId(kept.agent))
        agent = agent_from_text(await store.state.get(AGENT))
        if agent is None:
            await store.close()
            return None
        session = Session(kept.server, agent, token or "", "")
        self._place(session, store)
        self._link.follow(kept, session)
        return session

    async def sign_out(self) -> None:
        """Ends the session here and, if it can be reached, on the server; what is held here is erased (S21)."""
        session, account = self.current, self.parts.desk.account
        if session is None:
            return
        name = account_name(session.server, session.agent.id)
        self.parts.settings.keep(None)
        if account is not None and account.gateway is not None and session.server != EMBEDDED:
            await self._say_goodbye(account.gateway)
        await self.close()
        await asyncio.to_thread(self.parts.secrets.delete, _label(name))
        await self.parts.files.erase(name)

    async def rename(self, name: str) -> None:
        """Another name of one's own, for everybody. Raises Refused("no_name"), Throttled, Unreachable."""
        account = await self.parts.desk.opened()
        agent = agent_of(await self.parts.desk.gateway().request_json("PUT", "/v1/me/name", {"name": name}))
        if agent is None:
            raise AnswerLost
        if self.current is not None and self.current.agent.id == agent.id:
            self.current = replace(self.current, agent=agent)
            await remember(account, agent)
            self.parts.desk.hub.tell(ChangeSet(people=True))

    def status_changed(self, status: SyncStatus) -> None:
        """The server may have said that this computer is to be erased (S21)."""
        if status.signed_out and status.error == WIPED and not self._wiping:
            self._wiping = True
            self.parts.tasks.spawn(self._wipe(), name="wipe")

    async def _wipe(self) -> None:
        session = self.current
        if session is not None:
            name = account_name(session.server, session.agent.id)
            self.parts.settings.keep(None)
            await self.parts.files.forget_key(name)
            await asyncio.to_thread(self.parts.secrets.delete, _label(name))
            await self.close()
            await self.parts.files.erase(name)
        self._wiping = False
        self.wiped()

    async def settle(self) -> None:
        """What is in memory only becomes what stays, now that the secrets are durable. Raises StorageFull.

        The account is closed and opened anew; when that fails it goes on as it was.
        """
        session, account = self.current, self.parts.desk.account
        if session is None or account is None or self.durable:
            return
        name = account_name(session.server, session.agent.id)
        await end(self._watching)
        await self._link.stop()
        self.parts.desk.clear()
        if account.engine is not None:
            await account.engine.stop()
        try:
            await self.parts.files.adopt(name, account.store)
            await account.store.close()
            account = Account(account.agent, await self.parts.files.open(name, session.agent.id), account.gateway)
            if session.server != EMBEDDED:
                await asyncio.to_thread(self.parts.secrets.put, _label(name), session.refresh_token)
            self.durable = True
            self._keep(session.server, name, session.agent.id)
        finally:
            self._go_on(self._place(session, account.store, account.gateway), session)

    async def forget_everything(self) -> None:
        """Erases every account of this computer; nobody is signed in afterwards."""
        await self.close()
        self.parts.settings.keep(None)
        await self.parts.files.erase_all()

    async def close(self) -> None:
        """Stops the engine, closes the connection and the database; the kept session stays kept."""
        await end(self._watching)
        await self._link.stop()
        account = self.parts.desk.clear()
        if account is not None:
            await self._shut(account)
        self.current = None

    async def _watch(self, account: Account) -> None:
        """Mends the account's files when they are found broken while they are in use, and goes on with them (R11)."""
        for _time in range(MOST_REPAIRS):
            damage = await account.store.damaged()
            try:
                account = await self._mend(account, damage)
            except KnownError as error:
                self.failed(error)
                return

    async def _mend(self, account: Account, damage: str) -> Account:
        await self._link.stop()
        self.parts.desk.clear()
        if account.engine is not None:
            await account.engine.stop()
        await account.store.close()
        session = self.current
        if session is None:
            raise StorageUnreadable("damaged")
        try:
            store = await self._mended(account_name(session.server, session.agent.id), session.agent.id, damage)
            await store.state.put(AGENT, agent_to_text(account.agent))
        except BaseException:
            if account.gateway is not None:
                await account.gateway.close()
            raise
        mended = Account(account.agent, store, account.gateway)
        self.parts.desk.place(mended)
        self._go_on(mended, session)
        return mended

    def _go_on(self, account: Account, session: Session) -> None:
        kept = self.parts.settings.values.kept
        if account.gateway is not None:
            self._link.connect(account, account.gateway, session)
        elif kept is not None:
            self._link.follow(kept, session)

    async def exchange(self, work: Callable[[str, AgentId], Awaitable[None]]) -> None:
        """Closes the account's files, lets `work` put others in their place (account's name, agent), opens them anew.

        Raises what the work raises; then the account goes on as it was.
        """
        session, account = self.current, self.parts.desk.account
        if session is None or account is None:
            raise StorageUnreadable("closed")
        await end(self._watching)
        await self._link.stop()
        self.parts.desk.clear()
        if account.engine is not None:
            await account.engine.stop()
        await account.store.close()
        name = account_name(session.server, session.agent.id)
        try:
            await work(name, session.agent.id)
        finally:
            store = await self.parts.files.open(name, session.agent.id)
            await store.state.put(AGENT, agent_to_text(account.agent))
            self._go_on(self._place(session, store, account.gateway), session)

    async def _mended(self, name: str, me: AgentId, damage: str) -> LocalStore:
        """The account's store after its repair; waits for room on the disk as long as there is none."""
        while True:
            try:
                await self.parts.files.mend(name, me, damage)
                return await self.parts.files.open(name, me)
            except StorageFull as error:
                self.parts.report(error)
            await asyncio.sleep(MEND_AGAIN_SECONDS)

    async def _shut(self, account: Account) -> None:
        if account.engine is not None:
            await account.engine.stop()
        if account.gateway is not None:
            await account.gateway.close()
        await account.store.close()

    def renewed(self, session: Session) -> None:
        """The gateway has new tokens: the rotated one must be kept, the old one soon ends the session (K 6)."""
        if self.current is None or session.agent.id != self.current.agent.id:
            return
        self.current = replace(session, server=self.current.server)
        kept = self.parts.settings.values.kept
        if kept is not None and kept.server != EMBEDDED:
            # Not a task: it must be carried out also when everything is being ended.
            put = self.parts.secrets.put
            asyncio.get_running_loop().run_in_executor(None, put, _label(kept.account), session.refresh_token)

    async def backend_moved(self) -> None:
        """The embedded backend answers at another address now: connect there."""
        account = self.parts.desk.account
        if account is not None and self.current is not None and self.current.server == EMBEDDED:
            await self._link.again(account)

    def _is_locked(self) -> bool:
        return self.parts.secrets.locked

    def _is_durable(self) -> bool:
        return self.parts.secrets.durable

    async def _open(self, server: str, session: Session) -> Account:
        store = await self.parts.files.open(account_name(server, session.agent.id), session.agent.id)
        await store.state.put(AGENT, agent_to_text(session.agent))
        self.durable = await asyncio.to_thread(self._is_durable)
        return self._place(replace(session, server=server), store)

    def _place(self, session: Session, store: LocalStore, gateway: Gateway | None = None) -> Account:
        account = Account(session.agent, store, gateway)
        self.current = session
        self.parts.desk.place(account)
        self._watching = self.parts.tasks.spawn(self._watch(account), name="watch the database")
        return account

    def _became(self, session: Session) -> None:
        """The embedded backend signed in anew."""
        if self.current is not None:
            self.current = replace(session, server=EMBEDDED)

    def _keep(self, server: str, name: str, agent_id: AgentId) -> None:
        self.parts.settings.keep(Kept(server, name, agent_id) if self.durable else None)

    async def _say_goodbye(self, gateway: Gateway) -> None:
        try:
            async with asyncio.timeout(SIGN_OUT_SECONDS):
                await gateway.sign_out()
        except (KnownError, TimeoutError):
            # The token is forgotten here; on the server it ends by itself.
            return


def _label(name: str) -> str:
    return f"refresh:{name}"


def _nobody() -> None:
    """Until somebody wants to hear it."""
