"""The account that is open on this computer; the other services work on it and wait until there is one."""

import asyncio
from dataclasses import dataclass

from app.changes import ChangeHub, ChangeSet
from app.errors import Unreachable
from app.ports import Engine, Gateway, LocalStore
from domain.agent import Agent

LAST = 30
"""Messages at the end of a thread that say what a reply answers; the same number for all, who then share one read."""


@dataclass(slots=True)
class Account:
    """One agent's workspace.

    Attributes:
        gateway, engine: None until the server's address is known (an embedded backend that still starts).
    """

    agent: Agent
    store: LocalStore
    gateway: Gateway | None = None
    engine: Engine | None = None


class Desk:
    """Where the open account lies.

    Screens may ask before the local database is open: they wait, and are answered when it is.
    """

    def __init__(self, hub: ChangeHub) -> None:
        self.hub = hub
        self.account: Account | None = None
        self._opened = asyncio.Event()

    def place(self, account: Account) -> None:
        """Opens the account to all who wait."""
        self.account = account
        self._opened.set()
        self.hub.tell(ChangeSet(reset=True, people=True, outbox=True))

    def clear(self) -> Account | None:
        """Takes the account away; whoever asks from now on waits for the next one."""
        account, self.account = self.account, None
        self._opened.clear()
        return account

    async def opened(self) -> Account:
        """The open account; waits for it."""
        while self.account is None:
            await self._opened.wait()
        return self.account

    async def store(self) -> LocalStore:
        """The open account's local database; waits for it."""
        return (await self.opened()).store

    def gateway(self) -> Gateway:
        """The open account's server; raises Unreachable while there is none."""
        if self.account is None or self.account.gateway is None:
            raise Unreachable
        return self.account.gateway

    @property
    def engine(self) -> Engine | None:
        """What keeps the open account in step, None while there is none."""
        return self.account.engine if self.account else None

    def changed(self, changes: ChangeSet | None) -> None:
        """Tells the screens, and the engine that there may be something to send."""
        if changes is None:
            return
        self.hub.tell(changes)
        if (engine := self.engine) is not None:
            engine.wake()
