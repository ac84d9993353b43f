"""Fetches customers' attachments into the blob store, and says so in the message when they are gone."""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import httpx
from sqlalchemy.exc import OperationalError

from backend.channels.account import Account, Accounts
from backend.channels.backoff import delay
from backend.channels.fetcher import Fetched, Fetcher, NotFetched
from backend.channels.graph_base import API_VERSION
from backend.channels.guard import Guard
from backend.channels.images import HEAD, image_size
from backend.channels.media_store import Fetch, Key, MediaStore, StoredFile
from backend.channels.nudge import Nudge
from backend.channels.reading import UnreadableBody, decode, text
from backend.log import logger
from domain.channel import ChannelKind
from domain.clock import Clock
from domain.file_heads import is_program
from domain.files import RUNNABLE_TYPE

PARALLEL = 4
ATTEMPTS = 6
_AFTER_TROUBLE = 1.0


class KeepsFiles(Protocol):
    """Where bytes go (`backend.blobs.store`)."""

    def keep(self, source: Path, media_type: str) -> str:
        """Takes the file's bytes in and returns their sha256."""


class Media:
    """The worker.

    Attributes:
        nudge: to be poked when an attachment may have arrived.
    """

    def __init__(
        self,
        store: MediaStore,
        files: KeepsFiles,
        accounts: Accounts,
        http: httpx.AsyncClient,
        clock: Clock,
        random: Callable[[], float],
    ) -> None:
        self.nudge = Nudge()
        self._store = store
        self._files = files
        self._accounts = accounts
        self._fetcher = Fetcher(http)
        self._clock = clock
        self._random = random
        self._busy: dict[Key, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Works until cancelled; what was under way is fetched again at the next start."""
        try:
            while True:
                await self._turn()
                await self.nudge.wait()
        finally:
            self.nudge.cancel()
            for task in tuple(self._busy.values()):
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _turn(self) -> None:
        now = self._clock.now()
        try:
            ready, next_at = await asyncio.to_thread(self._store.due, now, tuple(self._busy))
        except OperationalError:
            logger.exception("attachments cannot be read now")
            self.nudge.poke_later(_AFTER_TROUBLE)
            return
        for fetch in ready[: max(PARALLEL - len(self._busy), 0)]:
            self._busy[fetch.key] = asyncio.create_task(self._work(fetch))
        if next_at is not None:
            self.nudge.poke_later((next_at - now).total_seconds())

    async def _work(self, fetch: Fetch) -> None:
        try:
            await self._fetch(fetch)
        except NotFetched as error:
            await self._not_fetched(fetch, error)
        except Exception:
            logger.exception("an attachment could not be worked", message_id=fetch.message_id)
            await self._not_fetched(fetch, NotFetched("error", final=False))
        finally:
            self._busy.pop(fetch.key, None)
            self.nudge.poke()

    async def _not_fetched(self, fetch: Fetch, error: NotFetched) -> None:
        logger.warning("attachment not fetched", message_id=fetch.message_id, code=str(error))
        if error.final or fetch.attempts + 1 >= ATTEMPTS:
            await asyncio.to_thread(self._store.given_up, fetch)
        else:
            wait = timedelta(seconds=1 + delay(fetch.attempts, self._random))
            await asyncio.to_thread(self._store.later, fetch, self._clock.now() + wait)

    async def _fetch(self, fetch: Fetch) -> None:
        account = await asyncio.to_thread(self._accounts.find, fetch.account_id)
        if account is None:
            raise NotFetched("account gone", final=True)
        guard = Guard(account.base_url)
        with tempfile.TemporaryDirectory(prefix="braid-media-") as folder:
            into = Path(folder) / "content"
            url = fetch.reference
            if account.kind is ChannelKind.WHATSAPP:
                url = await self._address(guard, account, fetch.reference, into)
            token = account.access_token if account.kind is ChannelKind.WHATSAPP else ""
            fetched = await self._fetcher.fetch(guard, url, token, into)
            file = await asyncio.to_thread(self._keep, fetched, fetch)
        await asyncio.to_thread(self._store.stored, fetch, file)

    async def _address(self, guard: Guard, account: Account, media_id: str, into: Path) -> str:
        """WhatsApp gives an id; its address holds for five minutes, so it is asked for each time."""
        if not media_id.replace("-", "").replace("_", "").isalnum():
            raise NotFetched("not a media id", final=True)
        asked = f"{account.base_url}/{API_VERSION}/{media_id}"
        fetched = await self._fetcher.fetch(guard, asked, account.access_token, into)
        try:
            return text(decode(fetched.path.read_bytes()), "url")
        except UnreadableBody as error:
            raise NotFetched("no address", final=False) from error

    def _keep(self, fetched: Fetched, fetch: Fetch) -> StoredFile:
        with fetched.path.open("rb") as file:
            head = file.read(HEAD)
        width, height = image_size(head)
        media_type = RUNNABLE_TYPE if is_program(head) else fetched.media_type
        if media_type in {"", "application/octet-stream"}:
            media_type = fetch.media_type or media_type
        blob = self._files.keep(fetched.path, media_type)
        return StoredFile(blob, fetched.size, width, height, media_type)
