"""Everything between the channels and the threads, started and stopped as one."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import httpx
from fastapi import APIRouter

from backend.channels.account import Accounts
from backend.channels.adapters import senders
from backend.channels.egress import Egress
from backend.channels.egress_store import EgressStore
from backend.channels.inbox import Inbox, TakesEvents
from backend.channels.intray import Intray
from backend.channels.media import Media
from backend.channels.media_store import MediaStore
from backend.channels.nudge import Nudge
from backend.channels.profiles import Profiles
from backend.channels.webhooks import Webhooks
from backend.log import logger
from backend.rush import Rush
from backend.storage.database import Database
from backend.storage.vault import Vault
from domain.clock import Clock

_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_IDLE = 3.0
"""Seconds after which a connection that nobody used is closed by us, not by the provider (proxies do so after five or
more): a message that meets the provider's closing may or may not have arrived, and only a person sends it again."""
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=16, keepalive_expiry=_IDLE)
MAX_BODY = 3 * 1024 * 1024
"""Bytes of a webhook's body; Meta's own end there."""


def to_providers() -> httpx.AsyncClient:
    """No proxy and no cookies of this computer's: what leaves goes where the account says (S13)."""
    return httpx.AsyncClient(timeout=_TIMEOUT, limits=_LIMITS, trust_env=False, follow_redirects=False)


class Files(Protocol):
    """The blob store as the channels use it."""

    def path(self, blob: str) -> Path:
        """The file of a blob, whether it is there or not."""

    def keep(self, source: Path, media_type: str) -> str:
        """Takes the file's bytes in (it may move or copy them) and returns their sha256."""


class ChannelRuntime:
    """Owns the workers: inbox, egress, attachments, profiles.

    Attributes:
        router: the webhooks' routes, to be mounted as they are.
        accounts: the channel accounts with their credentials.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        intake: TakesEvents,
        files: Files,
        clock: Clock,
        new_id: Callable[[], str],
        max_body: int = MAX_BODY,
        rush: Rush | None = None,
    ) -> None:
        self.accounts = Accounts(database, vault, clock)
        self._http = to_providers()
        self._database = database
        self._profiles = Profiles(database, self.accounts, self._http, clock, new_id)
        self._inbox = Inbox(database, self.accounts, intake, self._profiles.met)
        store = EgressStore(database, files)
        self._egress = Egress(store, self.accounts, senders(self._http), clock, random.random, self._settled)
        self._egress.rush = rush
        self._media = Media(MediaStore(database), files, self.accounts, self._http, clock, random.random)
        self._intray = Intray(database, self._inbox.nudge.poke)
        self._inbox.give_way = self._intray.give_way
        self.router: APIRouter = Webhooks(self.accounts, self._intray, clock, max_body).router()
        self._tasks: list[asyncio.Task[None]] = []
        self._unlisten: Callable[[], None] | None = None

    async def start(self) -> None:
        """Starts the workers on the running loop."""
        loop = asyncio.get_running_loop()
        for nudge in self._nudges():
            nudge.attach(loop)
        self._unlisten = self._database.on_commit(self._committed)
        runs = (self._inbox.run(), self._egress.run(), self._media.run(), self._profiles.run())
        self._tasks = [asyncio.create_task(run) for run in runs]
        for task in self._tasks:
            task.add_done_callback(_report)

    async def stop(self) -> None:
        """Ends the workers; sends under way get five seconds for their answers."""
        if self._unlisten:
            self._unlisten()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        await self._http.aclose()

    def _nudges(self) -> tuple[Nudge, ...]:
        return self._inbox.nudge, self._egress.nudge, self._media.nudge, self._profiles.nudge

    def _committed(self, seq: int) -> None:
        """A commit may have queued a message or an attachment; on the writer's thread."""
        self._egress.nudge.poke_from_thread()
        self._media.nudge.poke_from_thread()

    def _settled(self) -> None:
        """A send ended: echoes that waited for it can be read now."""
        self._inbox.settled()


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        logger.critical("a channel worker died", exc_info=task.exception())
