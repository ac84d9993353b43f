"""The connection behind an open account: made beside it, renewed, and stopped before its files are touched."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from app.config import EMBEDDED, Kept
from app.errors import KnownError
from app.ports import Gateway, Session
from app.services.agent_text import agent_to_text
from app.services.desk import Account
from app.services.session_parts import SessionParts
from domain.agent import Agent

AGENT = "agent"
"""Under which the local database keeps who it belongs to."""


class ServerLink:
    """Connects an account to its server; one attempt at a time."""

    def __init__(self, parts: SessionParts, became: Callable[[Session], None]) -> None:
        """`became` is told of the session that a sign-in at the embedded backend began."""
        self._parts, self._became = parts, became
        self._connecting: asyncio.Task[None] | None = None

    def connect(self, account: Account, gateway: Gateway, session: Session) -> None:
        """At once: the gateway is signed in."""
        account.gateway = gateway
        account.engine = self._parts.connector.engine(gateway, account.store)
        account.engine.start(session)

    def follow(self, kept: Kept, session: Session) -> None:
        """By itself, while the account is used already."""
        account = self._parts.desk.account
        if account is not None:
            embedded = kept.server == EMBEDDED
            self._begin(self._into(account) if embedded else self._to_kept(account, session))

    async def again(self, account: Account) -> None:
        """The embedded backend is elsewhere now: what led to it ends, and it is looked for anew."""
        await self.stop()
        engine, gateway, account.engine, account.gateway = account.engine, account.gateway, None, None
        if engine is not None:
            await engine.stop()
        if gateway is not None:
            await gateway.close()
        self._begin(self._into(account))

    async def stop(self) -> None:
        """No attempt goes on."""
        task, self._connecting = self._connecting, None
        await end(task)

    async def into_embedded(self) -> tuple[Gateway, Session]:
        """Starts the backend of this computer and signs in there. Raises Unreachable."""
        address, secret = await self._parts.embedded.start()
        await self._parts.connector.prepare()
        gateway = self._parts.connector.gateway(address)
        try:
            return gateway, await gateway.sign_in_embedded(secret)
        except BaseException:
            await gateway.close()
            raise

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._connecting = self._parts.tasks.spawn(work, name="connect")

    async def _to_kept(self, account: Account, session: Session) -> None:
        await self._parts.connector.prepare()
        self.connect(account, self._parts.connector.gateway(session.server), session)

    async def _into(self, account: Account) -> None:
        try:
            gateway, session = await self.into_embedded()
        except KnownError as error:
            self._parts.report(error)
            return
        self._became(session)
        await remember(account, session.agent)
        self.connect(account, gateway, session)


async def end(task: asyncio.Task[None] | None) -> None:
    """Breaks the task off and waits for it; nobody waits for themselves."""
    if task is not None and not task.done() and task is not asyncio.current_task():
        task.cancel()
        await asyncio.wait([task])


async def remember(account: Account, agent: Agent) -> None:
    """Name or role may be others now; also what starts without a network says so."""
    if agent != account.agent:
        account.agent = agent
        await account.store.state.put(AGENT, agent_to_text(agent))
