"""Files: taken into the encrypted store, fetched when a thread shows them, saved where the agent wants."""

import asyncio
from contextlib import aclosing
from pathlib import Path

from app.errors import AnswerLost, KnownError, Refused, StorageFull
from app.ports import PIECE, BlobStore, StoredBlob
from app.services.desk import Desk
from app.tasks import TaskOwner
from domain.channel import refused_everywhere
from domain.file_heads import HEAD
from domain.ids import BlobHash


class AttachmentService:
    """Content comes from this computer, else from the server, which is then asked once for all who wait."""

    def __init__(self, desk: Desk, tasks: TaskOwner) -> None:
        self.desk = desk
        self.tasks = tasks
        self._fetching: dict[BlobHash, asyncio.Task[KnownError | None]] = {}

    async def add(self, source: Path | bytes, name: str, media_type: str) -> StoredBlob:
        """Copies it in; the source may vanish afterwards.

        Raises StorageFull, and Refused with a `Problem` when its first bytes say that no channel carries it.
        """
        head = source[:HEAD] if isinstance(source, bytes) else await asyncio.to_thread(_head, source)
        if problem := refused_everywhere(name, media_type, len(head), head):
            raise Refused(problem)
        return await (await self.desk.store()).blobs.add(source, name, media_type)

    async def info(self, blob: BlobHash) -> StoredBlob | None:
        """What is known of a file held here."""
        return await (await self.desk.store()).blobs.info(blob)

    async def content(self, blob: BlobHash) -> bytes | None:
        """The bytes; None when they are not here and cannot be had now."""
        try:
            return await (await self.desk.store()).blobs.read(blob) if await self._here(blob) else None
        except StorageFull:
            return await self._without_keeping(blob)

    async def save(self, blob: BlobHash, path: Path) -> bool:
        """Writes the bytes to a file of the agent's; False when they cannot be had now. Raises StorageFull."""
        if not await self._here(blob):
            return False
        try:
            with await asyncio.to_thread(path.open, "wb") as file:
                offset = 0
                while piece := await (await self.desk.store()).blobs.piece(blob, offset, PIECE):
                    await asyncio.to_thread(file.write, piece)
                    offset += len(piece)
        except OSError as error:
            raise StorageFull from error
        return True

    async def _here(self, blob: BlobHash) -> bool:
        """Whether the file is held here, fetched when it was not. Raises StorageFull."""
        if await (await self.desk.store()).blobs.piece(blob, 0, 1) is not None:
            return True
        task = self._fetching.get(blob)
        if task is None:
            task = self._fetching[blob] = self.tasks.spawn(self._fetch(blob), name="blob")
        trouble = await asyncio.shield(task)
        if isinstance(trouble, StorageFull):
            raise trouble
        return trouble is None

    async def _fetch(self, blob: BlobHash) -> KnownError | None:
        """Brings the file here; what kept it from that is given back, since several may wait for it."""
        try:
            blobs = (await self.desk.store()).blobs
            while not await self._fetch_some(blobs, blob):
                pass
            await blobs.finish(blob, "", "application/octet-stream")
        except KnownError as error:
            return error
        finally:
            self._fetching.pop(blob, None)
        return None

    async def _without_keeping(self, blob: BlobHash) -> bytes | None:
        """A full disk is no reason not to show a picture."""
        try:
            async with aclosing(self.desk.gateway().get_blob(blob)) as pieces:  # type: ignore[type-var]
                return b"".join([piece async for piece in pieces])
        except KnownError:
            return None

    async def _fetch_some(self, blobs: BlobStore, blob: BlobHash) -> bool:
        """Goes on where the last try ended; False when it was cut off but has brought something."""
        began = offset = await blobs.held(blob)
        try:
            async with aclosing(self.desk.gateway().get_blob(blob, offset)) as pieces:  # type: ignore[type-var]
                async for piece in pieces:
                    await blobs.append(blob, offset, piece)
                    offset += len(piece)
        except AnswerLost:
            if offset == began:
                raise
            return False
        return True


def _head(path: Path) -> bytes:
    """Nothing of what cannot be read: the copy says so."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""
