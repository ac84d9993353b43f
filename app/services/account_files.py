"""The encrypted database of each account on this computer: its folder, its key, and their end."""

import asyncio
import hashlib
import secrets as randomness
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from app.errors import StorageUnreadable
from app.ports import LocalStore, Secrets
from domain.ids import AgentId

OpenStore = Callable[[Path, bytes, AgentId], Awaitable[LocalStore]]

KEY_BYTES = 32
FILE = "braid.db"
PASSING = "session"
"""Begins the folder of a database whose key is nowhere but in memory; whatever is left of one is dead bytes."""


_HOPELESS = frozenset({"wrong_key", "damaged"})


def account_name(server: str, agent_id: AgentId) -> str:
    """The folder's name: says nothing about who or where."""
    return hashlib.sha256(f"{server}\n{agent_id}".encode()).hexdigest()[:32]


class AccountFiles:
    """Opens, puts aside and erases.

    Attributes:
        folder: where the accounts' folders are.
        secrets: holds the keys.
        open_store: opens one database file with its key.
    """

    def __init__(self, folder: Path, secrets: Secrets, open_store: OpenStore) -> None:
        self.folder = folder
        self.secrets = secrets
        self.open_store = open_store
        self._passing: Path | None = None

    async def open(self, name: str, me: AgentId) -> LocalStore:
        """The account's database, a new one when there is none that its key opens.

        Without a durable keychain it is encrypted with a key that dies with the program.
        Raises StorageUnreadable("newer_version") for a file that a newer program has written; it is left alone.
        """
        home, key = await asyncio.to_thread(self._prepare, name)
        try:
            return await self.open_store(home / FILE, key, me)
        except StorageUnreadable as error:
            if error.code not in _HOPELESS:
                raise
        await asyncio.to_thread(_put_aside, home)
        home, key = await asyncio.to_thread(self._prepare, name)
        return await self.open_store(home / FILE, key, me)

    async def erase(self, name: str) -> None:
        """The key first, so that what the disk still holds is unreadable (S21), then the files."""
        await asyncio.to_thread(self._erase, name)

    async def finish(self) -> None:
        """Removes the files of a session that was in memory only; call after its store is closed."""
        if self._passing is not None:
            await asyncio.to_thread(shutil.rmtree, self._passing, ignore_errors=True)
            self._passing = None

    def exists(self, name: str) -> bool:
        """Whether there is a database of that account."""
        return (self.folder / name / FILE).exists()

    def _prepare(self, name: str) -> tuple[Path, bytes]:
        for left in self.folder.glob(f"{PASSING}-*"):
            shutil.rmtree(left, ignore_errors=True)
        key = self._key(name)
        if self.secrets.durable:
            home = self.folder / name
        else:
            home = self._passing = self.folder / f"{PASSING}-{randomness.token_hex(8)}"
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return home, key

    def _key(self, name: str) -> bytes:
        if (held := self.secrets.get(_label(name))) is not None:
            return bytes.fromhex(held)
        # A file without its key cannot be read by anybody: it must not be in the way of a new one.
        if self.secrets.durable and self.exists(name):
            _put_aside(self.folder / name)
        key = randomness.token_bytes(KEY_BYTES)
        self.secrets.put(_label(name), key.hex())
        return key

    def _erase(self, name: str) -> None:
        self.secrets.delete(_label(name))
        for home in (self.folder / name, self._passing):
            if home is not None:
                shutil.rmtree(home, ignore_errors=True)


def _label(name: str) -> str:
    return f"database:{name}"


def _put_aside(home: Path) -> None:
    """Kept for somebody who still has the key or can salvage; only the latest."""
    aside = home.with_name(f"{home.name}.damaged")
    shutil.rmtree(aside, ignore_errors=True)
    home.replace(aside)
