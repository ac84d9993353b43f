"""Files by their sha256 under the data folder: parts while they come in, then whole and checked."""

import hashlib
import os
import re
import shutil
import threading
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from backend.blobs.names import ANY_TYPE, clean_type
from backend.storage.database import Database
from backend.storage.tables import blob
from backend.storage.upsert import upsert
from domain.clock import Clock
from domain.file_heads import HEAD

_HASH = re.compile(r"[0-9a-f]{64}")
ANY_READ = 1024 * 1024

_READ = 1024 * 1024


class OffsetMismatch(Exception):
    """The chunk does not begin where the copy ends; `offset` says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class WrongHash(Exception):
    """All bytes came, and they are not the ones that were announced; the copy is dropped."""


@dataclass(frozen=True, slots=True)
class BlobState:
    """How much of a file is here. `media_type` is known for complete ones only."""

    offset: int
    complete: bool
    media_type: str = ANY_TYPE


def is_hash(text: str) -> bool:
    """Whether it is a sha256 in lower-case hexadecimal digits."""
    return _HASH.fullmatch(text) is not None


class BlobStore:
    """Keeps files. Paths are made from the hash alone, never from a name that somebody sent (S11)."""

    def __init__(self, folder: Path, limit: int, database: Database, clock: Clock) -> None:
        self._folder = folder
        self._database = database
        self._clock = clock
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self.limit = limit

    def path(self, hash_: str) -> Path:
        """Where the whole file lies, whether it is there or not."""
        if not is_hash(hash_):
            raise ValueError("not a hash")
        return self._folder / hash_[:2] / hash_

    def state(self, hash_: str) -> BlobState | None:
        """How much of the file is here; None when nothing is."""
        with self._database.read() as connection:
            row = connection.execute(select(blob).where(blob.c.hash == hash_)).first()
        if row is not None and self.path(hash_).exists():
            return BlobState(row.size, True, row.media_type)
        part = self._part(hash_)
        return BlobState(part.stat().st_size, False) if part.exists() else None

    def head(self, hash_: str) -> bytes:
        """The first bytes of a file that is here; none when they cannot be read."""
        try:
            with self.path(hash_).open("rb") as file:
                return file.read(HEAD)
        except (OSError, ValueError):
            return b""

    def append(self, hash_: str, offset: int, chunk: bytes) -> int:
        """Adds bytes at the end of the copy and returns its new size. Raises OffsetMismatch."""
        part = self._part(hash_)
        with self._locks[hash_]:
            has = part.stat().st_size if part.exists() else 0
            if offset != has:
                raise OffsetMismatch(has)
            part.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                file.write(chunk)
            return has + len(chunk)

    def finish(self, hash_: str, media_type: str) -> None:
        """All bytes are here: checks them and makes the file available.

        Raises WrongHash, and OffsetMismatch when another upload of it was found wrong meanwhile: all went with it.
        """
        part = self._part(hash_)
        with self._locks[hash_]:
            if not part.exists():
                if self.path(hash_).exists():
                    return
                raise OffsetMismatch(0)
            if _sha256(part) != hash_:
                part.unlink()
                raise WrongHash
            self._put_in_place(part, hash_, clean_type(media_type))

    def keep(self, source: Path, media_type: str) -> str:
        """Takes a file of this computer in (it is moved) and returns its sha256."""
        hash_ = _sha256(source)
        with self._locks[hash_]:
            part = self._part(hash_)
            part.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(source, part)
            part.chmod(0o600)
            self._put_in_place(part, hash_, clean_type(media_type))
        return hash_

    def _put_in_place(self, part: Path, hash_: str, media_type: str) -> None:
        size = part.stat().st_size
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        target = self.path(hash_)
        target.parent.mkdir(parents=True, exist_ok=True)
        part.replace(target)
        row = {"hash": hash_, "size": size, "media_type": media_type, "stored_at": self._clock.now()}
        with self._database.write() as tx:
            tx.connection.execute(upsert(blob).values(**row).on_conflict_do_nothing())

    def _part(self, hash_: str) -> Path:
        if not is_hash(hash_):
            raise ValueError("not a hash")
        return self._folder / "parts" / hash_


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_READ):
            digest.update(chunk)
    return digest.hexdigest()
