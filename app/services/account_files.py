"""The encrypted database of each account on this computer: its folder, its key, its repair and its end."""

import asyncio
import hashlib
import secrets as randomness
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.errors import StorageFull, StorageUnreadable
from app.ports import LocalStore, Secrets
from app.services import aside
from app.services.salvage_text import SALVAGE, salvage_to_text
from domain.clock import Clock
from domain.ids import AgentId
from domain.salvage import Salvage

OpenStore = Callable[[Path, bytes | None, AgentId], Awaitable[LocalStore]]

KEY_BYTES = 32
FILE = "braid.db"
BLOBS = "blobs.db"
FILES_ONLY = "files"
"""The damage when only the store of attachments is broken."""

_HOPELESS = frozenset({"wrong_key", "damaged"})


def account_name(server: str, agent_id: AgentId) -> str:
    """The folder's name: says nothing about who or where."""
    return hashlib.sha256(f"{server}\n{agent_id}".encode()).hexdigest()[:32]


class Mender(Protocol):
    """Makes good files out of damaged ones that no store has open; blocks. All raise StorageFull."""

    def salvage(self, damaged: Path, fresh: Path, key: bytes, me: AgentId, why: str, aside: str) -> Salvage:
        """A fresh database at `fresh` with what can be saved; the damaged file is only read."""

    def count(self, damaged: Path, report: Salvage) -> Salvage:
        """The report with how much is lost when nothing of that database is saved, as far as that is known."""

    def restore(self, source: Path, passphrase: str, fresh: Path, key: bytes, me: AgentId) -> None:
        """A fresh database at `fresh` out of a backup.

        Raises StorageUnreadable ("wrong_passphrase", "not_a_backup", "damaged_backup", "newer_version", "other_agent").
        """

    def salvage_files(self, path: Path, fresh: Path, key: bytes, me: AgentId, aside: str) -> Salvage:
        """A fresh store of attachments at `fresh`, for the database at `path`."""


class AccountFiles:
    """Opens, mends and erases.

    Attributes:
        folder: where the accounts' folders are.
        secrets: holds the keys.
        open_store: opens one database file with its key; without a key one that dies with the program.
    """

    def __init__(self, folder: Path, secrets: Secrets, open_store: OpenStore, mender: Mender, clock: Clock) -> None:
        self.folder = folder
        self.secrets = secrets
        self.open_store = open_store
        self.mender = mender
        self.clock = clock

    async def open(self, name: str, me: AgentId) -> LocalStore:
        """The account's database; a new one when there is none; what waits out of a damaged one in a fresh one (R11).

        Without a durable keychain nothing outlives the program. What was saved and lost is kept under SALVAGE.
        Raises StorageUnreadable("newer_version") for a file that a newer program has written; it is left alone.
        """
        await asyncio.to_thread(self._tidy, name)
        key, lost = await asyncio.to_thread(self._key, name)
        file = self.folder / name / FILE
        try:
            store = await self.open_store(file, key, me)
        except StorageUnreadable as error:
            if key is None or error.code not in _HOPELESS:
                raise
            await self.mend(name, me, error.detail if error.code == "damaged" else error.code)
            store = await self.open_store(file, key, me)
        if lost:
            report = await asyncio.to_thread(self._nothing_saved, "key_lost", lost, lost)
            await store.state.put(SALVAGE, salvage_to_text(report))
        return store

    async def mend(self, name: str, me: AgentId, damage: str) -> None:
        """Puts damaged files aside and fresh ones in their place; nothing may have them open.

        Should even that fail in a way nobody foresaw, the fresh ones are empty and say so: the program goes on.
        Raises StorageFull; then everything is as it was.
        """
        try:
            await asyncio.to_thread(self._mend, name, me, damage)
        except StorageFull:
            raise
        except Exception as error:
            await self._begin_anew(name, me, error)

    async def adopt(self, name: str, store: LocalStore) -> None:
        """Makes an account that was in memory only one that stays, from now on that is; the secrets must be durable.

        Raises StorageFull; then nothing is there.
        """
        await asyncio.to_thread(self._make_room, name)
        key = await store.copy_to(self.folder / name)
        await asyncio.to_thread(self.secrets.put, _label(name), key.hex())

    async def forget_key(self, name: str) -> None:
        """From now on nobody can read the account's files, not even before they are gone (S21)."""
        await asyncio.to_thread(self.secrets.delete, _label(name))

    async def restore(self, name: str, me: AgentId, source: Path, passphrase: str) -> None:
        """A backup takes the place of the account's files, which are put aside; nothing may have them open (R21).

        Raises StorageUnreadable and StorageFull as `Mender.restore`; then everything is as it was.
        """
        await asyncio.to_thread(self._restore, name, me, source, passphrase)

    async def erase(self, name: str) -> None:
        """The key first, so that what the disk still holds is unreadable (S21), then the files."""
        await asyncio.to_thread(self._erase, name)

    async def erase_all(self) -> None:
        """Every account of this computer, also what was put aside."""
        for home in sorted(self.folder.glob("*")):
            await self.erase(home.name.partition(".")[0])

    async def _begin_anew(self, name: str, me: AgentId, error: Exception) -> None:
        key, home = await asyncio.to_thread(self._held, name), self.folder / name
        if key is None:
            raise error
        put_aside = aside.aside_of(home, self.clock.now())
        fresh = await asyncio.to_thread(aside.fresh_home, home)
        store = await self.open_store(fresh / FILE, key, me)
        try:
            report = await asyncio.to_thread(self._nothing_saved, "failed", home, put_aside)
            report = replace(report, details=f"{_where(error)}; {put_aside}")
            await store.state.put(SALVAGE, salvage_to_text(report))
        finally:
            await store.close()
        await asyncio.to_thread(aside.swap, home, put_aside, fresh)

    def _nothing_saved(self, reason: str, folder: Path, put_aside: Path) -> Salvage:
        nothing = Salvage(reason, self.clock.now(), put_aside.name, lost_operations=None, lost_drafts=None)
        return self.mender.count(folder / FILE, replace(nothing, lost_replies=None))

    def exists(self, name: str) -> bool:
        """Whether there is a database of that account."""
        return aside.exists(self.folder / name, FILE)

    def damaged(self, name: str) -> list[Path]:
        """The folders of that account that were put aside, oldest first."""
        return aside.damaged_of(self.folder / name)

    def key(self, name: str) -> bytes | None:
        """The account's key; None when there is none that survives the program."""
        return self._held(name)

    def _make_room(self, name: str) -> None:
        """A file whose key nobody has must not be in the way."""
        if self.exists(name):
            home = self.folder / name
            home.replace(aside.aside_of(home, self.clock.now()))

    def _tidy(self, name: str) -> None:
        aside.finish_swap(self.folder / name)
        aside.forget_old(self.folder / name, self.clock.now())

    def _mend(self, name: str, me: AgentId, damage: str) -> None:
        key, home = self._held(name), self.folder / name
        if key is None:
            raise StorageUnreadable("wrong_key")
        try:
            if damage != FILES_ONLY or not self._mend_files(home, key, me):
                self._mend_all(home, key, me, damage)
        except OSError as error:
            raise StorageFull("", str(error)) from error

    def _mend_all(self, home: Path, key: bytes, me: AgentId, damage: str) -> None:
        put_aside, fresh = aside.aside_of(home, self.clock.now()), aside.fresh_home(home)
        self.mender.salvage(home / FILE, fresh / FILE, key, me, damage, put_aside.name)
        aside.swap(home, put_aside, fresh)

    def _mend_files(self, home: Path, key: bytes, me: AgentId) -> bool:
        """The database stays; False when it is damaged too. Should this be cut off, the damage is found again."""
        put_aside, fresh = aside.aside_of(home, self.clock.now()), aside.fresh_home(home)
        try:
            self.mender.salvage_files(home / FILE, fresh / BLOBS, key, me, put_aside.name)
        except StorageUnreadable:
            return False
        put_aside.mkdir(mode=0o700)
        for end in ("-wal", "-shm", ""):
            if (file := home / (BLOBS + end)).exists():
                file.replace(put_aside / file.name)
        (fresh / BLOBS).replace(home / BLOBS)
        aside.finish_swap(home)
        return True

    def _restore(self, name: str, me: AgentId, source: Path, passphrase: str) -> None:
        key, home = self._held(name), self.folder / name
        if key is None:
            raise StorageUnreadable("wrong_key")
        fresh = aside.fresh_home(home)
        try:
            self.mender.restore(source, passphrase, fresh / FILE, key, me)
            aside.swap(home, aside.aside_of(home, self.clock.now()), fresh)
        except OSError as error:
            raise StorageFull("", str(error)) from error
        finally:
            aside.finish_swap(home)

    def _key(self, name: str) -> tuple[bytes | None, Path | None]:
        """The key, a new one when there is none; and where the file went whose key is lost."""
        if (held := self._held(name)) is not None:
            return held, None
        # A file without its key cannot be read by anybody: it must not be in the way of a new one.
        lost, home = None, self.folder / name
        if self.secrets.durable and self.exists(name):
            lost = aside.aside_of(home, self.clock.now())
            home.replace(lost)
        key = randomness.token_bytes(KEY_BYTES)
        self.secrets.put(_label(name), key.hex())
        # Asked last: a keychain that fails shows it at the first writing.
        return (key if self.secrets.durable else None), lost

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
        aside.erase(self.folder / name)


def _where(error: Exception) -> str:
    """For a report: what went wrong in which line, without its words, which may hold what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + place


def _label(name: str) -> str:
    return f"database:{name}"
