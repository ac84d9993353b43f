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

OpenStore = Callable[[Path, bytes | None, AgentId], Awaitable[LocalStore]]

KEY_BYTES = 32
FILE = "braid.db"
_HOPELESS = frozenset({"wrong_key", "damaged"})


def account_name(server: str, agent_id: AgentId) -> str:
    """The folder's name: says nothing about who or where."""
    return hashlib.sha256(f"{server}\n{agent_id}".encode()).hexdigest()[:32]


class AccountFiles:
    """Opens, puts aside and erases.

    Attributes:
        folder: where the accounts' folders are.
        secrets: holds the keys.
        open_store: opens one database file with its key; without a key one that dies with the program.
    """

    def __init__(self, folder: Path, secrets: Secrets, open_store: OpenStore) -> None:
        self.folder = folder
        self.secrets = secrets
        self.open_store = open_store

    async def open(self, name: str, me: AgentId) -> LocalStore:
        """The account's database; a new one when there is none, or none that its key opens.

        Without a durable keychain nothing outlives the program.
        Raises StorageUnreadable("newer_version") for a file that a newer program has written; it is left alone.
        """
        file = self.folder / name / FILE
        key = await asyncio.to_thread(self._key, name)
        try:
            return await self.open_store(file, key, me)
        except StorageUnreadable as error:
            if key is None or error.code not in _HOPELESS:
                raise
        await asyncio.to_thread(_put_aside, file.parent)
        return await self.open_store(file, key, me)

    async def erase(self, name: str) -> None:
        """The key first, so that what the disk still holds is unreadable (S21), then the files."""
        await asyncio.to_thread(self._erase, name)

    def exists(self, name: str) -> bool:
        """Whether there is a database of that account."""
        return (self.folder / name / FILE).exists()

    def _key(self, name: str) -> bytes | None:
        if (held := self._held(name)) is not None:
            return held
        # A file without its key cannot be read by anybody: it must not be in the way of a new one.
        if self.secrets.durable and self.exists(name):
            _put_aside(self.folder / name)
        key = randomness.token_bytes(KEY_BYTES)
        self.secrets.put(_label(name), key.hex())
        # Asked last: a keychain that fails shows it at the first writing.
        return key if self.secrets.durable else None

    def _held(self, name: str) -> bytes | None:
        held = self.secrets.get(_label(name))
        if held is None or not self.secrets.durable:
            return None
        try:
            key = bytes.fromhex(held)
        except ValueError:
            return None
        return key if len(key) == KEY_BYTES else None

    def _erase(self, name: str) -> None:
        self.secrets.delete(_label(name))
        shutil.rmtree(self.folder / name, ignore_errors=True)


def _label(name: str) -> str:
    return f"database:{name}"


def _put_aside(home: Path) -> None:
    """Kept for somebody who can salvage what it holds; only the latest."""
    aside = home.with_name(f"{home.name}.damaged")
    shutil.rmtree(aside, ignore_errors=True)
    home.replace(aside)
