"""Files: taken into the encrypted store, fetched when a thread shows them, saved where the agent wants."""

import asyncio
from pathlib import Path

from app.errors import KnownError, StorageFull
from app.ports import StoredBlob
from app.services.desk import Desk
from app.tasks import TaskOwner
from domain.ids import BlobHash


class AttachmentService:
    """Content comes from this computer, else from the server, which is then asked once for all who wait."""

    def __init__(self, desk: Desk, tasks: TaskOwner) -> None:
        self.desk = desk
        self.tasks = tasks
        self._fetching: dict[BlobHash, asyncio.Task[bytes | None]] = {}

    async def add(self, source: Path | bytes, name: str, media_type: str) -> StoredBlob:
        """Copies it in; the source may vanish afterwards. Raises StorageFull."""
        return await (await self.desk.store()).blobs.add(source, name, media_type)

    async def info(self, blob: BlobHash) -> StoredBlob | None:
        """What is known of a file held here."""
        return await (await self.desk.store()).blobs.info(blob)

    async def content(self, blob: BlobHash) -> bytes | None:
        """The bytes; None when they are not here and cannot be had now."""
        held = await (await self.desk.store()).blobs.read(blob)
        if held is not None:
            return held
        task = self._fetching.get(blob)
        if task is None:
            task = self._fetching[blob] = self.tasks.spawn(self._fetch(blob), name="blob")
        return await asyncio.shield(task)

    async def save(self, blob: BlobHash, path: Path) -> bool:
        """Writes the bytes to a file of the agent's; False when they cannot be had now. Raises StorageFull."""
        content = await self.content(blob)
        if content is None:
            return False
        try:
            await asyncio.to_thread(path.write_bytes, content)
        except OSError as error:
            raise StorageFull from error
        return True

    async def _fetch(self, blob: BlobHash) -> bytes | None:
        try:
            content = await self.desk.gateway().get_blob(blob)
            store = await self.desk.store()
            await store.blobs.add(content, "", "application/octet-stream")
        except StorageFull:
            return content
        except KnownError:
            return None
        finally:
            self._fetching.pop(blob, None)
        return content
