"""Encrypted files on this computer, by the sha256 of their plain bytes."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from app.errors import StorageUnreadable
from app.ports import StoredBlob
from domain.ids import BlobHash
from localdb.blob_file import BlobFile
from localdb.database import Database
from localdb.image_size import NONE, image_size
from localdb.tables import blob
from localdb.values import clean
from localdb.worker import Worker

T = TypeVar("T")

_ADD = insert(blob).on_conflict_do_nothing()
_FIND = select(blob).where(blob.c.hash == bindparam("named"))


class SqlBlobStore:
    """Implements `app.ports.BlobStore`. The file is opened when the first blob is asked for, on a thread of its own."""

    def __init__(self, database: Database, path: Path, key: bytes, worker: Worker) -> None:
        self._database = database
        self.path = path
        self._key = key
        self._worker = worker
        self._file: BlobFile | None = None

    async def add(self, source: Path | bytes, name: str, media_type: str) -> StoredBlob:
        """Copies it in. Raises StorageFull."""
        digest, size, head = await self._worker.do(lambda: self._with(lambda file: file.add(source)))
        return await self._describe(BlobHash(digest), name, media_type, size, head)

    async def read(self, blob: BlobHash) -> bytes | None:
        """The plain bytes, None when they are not here."""
        return await self._worker.ask(lambda: self._with(lambda file: file.read(blob)))

    async def piece(self, blob: BlobHash, offset: int, size: int) -> bytes | None:
        """A part of the plain bytes, None when they are not here."""
        return await self._worker.ask(lambda: self._with(lambda file: file.piece(blob, offset, size)))

    async def held(self, blob: BlobHash) -> int:
        """How much of a download is here."""
        return await self._worker.ask(lambda: self._with(lambda file: file.held(blob)))

    async def append(self, blob: BlobHash, offset: int, piece: bytes) -> None:
        """The next piece of a download. Raises StorageFull."""
        await self._worker.do(lambda: self._with(lambda file: file.append(blob, offset, piece)))

    async def finish(self, blob: BlobHash, name: str, media_type: str) -> StoredBlob:
        """The download is complete. Raises Refused when it is not what its name says; then it is forgotten."""
        size, head = await self._worker.do(lambda: self._with(lambda file: file.finish(blob)))
        return await self._describe(blob, name, media_type, size, head)

    async def info(self, blob: BlobHash) -> StoredBlob | None:
        """What is known of it."""
        return await self._database.read(_info, blob)

    async def _describe(self, blob: BlobHash, name: str, media_type: str, size: int, head: bytes) -> StoredBlob:
        width, height = image_size(head) if media_type.startswith("image/") else NONE
        stored = StoredBlob(blob, clean(name), clean(media_type), size, width, height)
        await self._database.write(_keep, stored)
        return stored

    def _with(self, work: Callable[[BlobFile], T]) -> T:
        """Does it; damage that shows is told to whoever can mend it (R11)."""
        try:
            return work(self._open())
        except StorageUnreadable as error:
            if error.code in ("damaged", "wrong_key"):
                self._database.hurt("files")
                raise StorageUnreadable("damaged", "files") from error
            raise

    def _open(self) -> BlobFile:
        if self._file is None:
            self._file = BlobFile(self.path, self._key)
        return self._file

    def copy_to(self, target: Path) -> None:
        """A copy of all files under the same key; on the worker's thread. Raises StorageFull."""
        self._with(lambda file: file.copy_to(target))

    def shut(self) -> None:
        """Closes the file; on the worker's thread."""
        file, self._file = self._file, None
        if file is not None:
            file.close()


def _keep(connection: Connection, stored: StoredBlob) -> None:
    """The first name that a content got stays; the content is the same."""
    connection.execute(
        _ADD,
        {
            "hash": stored.hash,
            "name": stored.name,
            "media_type": stored.media_type,
            "size": stored.size,
            "width": stored.width,
            "height": stored.height,
            "uploaded": 0,
        },
    )


def _info(connection: Connection, named: str) -> StoredBlob | None:
    row = connection.execute(_FIND, {"named": named}).one_or_none()
    if row is None:
        return None
    return StoredBlob(BlobHash(row.hash), row.name, row.media_type, row.size, row.width, row.height)
