"""The open store: its parts, its threads, how it was closed last time and how it closes."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.errors import StorageUnreadable
from domain.clock import Clock
from domain.ids import AgentId, IdSource
from localdb import freezing, kept_state, lines, pruning, search_index, sweeping
from localdb.blobs import SqlBlobStore
from localdb.checking import Check
from localdb.complaints import SqlComplaintReader
from localdb.context import Context, a_day
from localdb.database import Database
from localdb.drafts import SqlDrafts
from localdb.feed import SqlFeedSink
from localdb.insights import SqlInsightReader
from localdb.outbox import SqlOutbox
from localdb.search import SqlSearchReader
from localdb.search_backlog import Backlog
from localdb.shelf import SqlShelfReader
from localdb.state import SqlLocalState
from localdb.threads import SqlThreadReader
from localdb.timeline import SqlTimelineReader
from localdb.training import SqlTrainingReader
from localdb.worker import Turn, Worker

if TYPE_CHECKING:
    from concurrent.futures import Future


class OpenedStore:
    """Implements `app.ports.LocalStore`.

    Attributes:
        health: None after a clean exit; else becomes "ok" or what is damaged, once the file was read through.
    """

    def __init__(self, database: Database, context: Context, blobs: SqlBlobStore, blob_worker: Worker) -> None:
        self.threads = SqlThreadReader(database, context)
        self.timeline = SqlTimelineReader(database, context)
        self.drafts = SqlDrafts(database, context)
        self.outbox = SqlOutbox(database, context)
        self.feed = SqlFeedSink(database, context)
        self.search = SqlSearchReader(database, context)
        self.shelf = SqlShelfReader(database)
        self.complaints = SqlComplaintReader(database, context)
        self.insights = SqlInsightReader(database, context)
        self.training = SqlTrainingReader(database, context)
        self.state = SqlLocalState(database, context)
        self.blobs = blobs
        self.health: Future[str] | None = None
        self._database = database
        self._context = context
        self._blob_worker = blob_worker
        self._check: Check | None = None
        self._backlog: Backlog | None = None
        self._temporary: Path | None = None
        self._closed = False

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes | None,
        clock: Clock,
        ids: IdSource,
        me: AgentId,
        writer: Worker,
        stale_after: Callable[[], timedelta] | None = None,
    ) -> "OpenedStore":
        """On the writer's thread. Errors as in `localdb.store.open_store`."""
        temporary = None
        if key is None:
            key = secrets.token_bytes(32)
            temporary = Path(tempfile.mkdtemp(prefix="braid-"))
            path = temporary / "braid.db"
        context = Context(clock, ids, me, stale_after or a_day)
        database = Database(path, key, writer, writer.partner("localdb-read"))
        blob_worker = writer.another("localdb-blobs")
        store = cls(
            database, context, SqlBlobStore(database, path.with_name("blobs.db"), key, blob_worker), blob_worker
        )
        store._temporary = temporary
        try:
            clean = database.write_now(_begin, context, database.had_log)
            database.begin_tally()
            unsearched = database.write_now(search_index.begin)
        except BaseException as error:
            database.shut(as_it_is=isinstance(error, StorageUnreadable))
            raise
        # From here on the file itself says that it is in use, so that a log that somebody deletes is missed.
        database.checkpoint_soon()
        if unsearched:
            store._backlog = Backlog(database, context)
        if not clean:
            store._check = Check(path, key)
            store.health = store._check.result
            store.health.add_done_callback(store._checked)
        return store

    async def damaged(self) -> str:
        """Waits until something here is found broken; the code that `AccountFiles.mend` is told (R11)."""
        return await asyncio.shield(asyncio.wrap_future(self._database.damage))

    async def backup(self, target: Path, passphrase: str, progress: Callable[[float], None]) -> None:
        """One encrypted file of this moment at `target`, while everything goes on (R21). Raises StorageFull.

        Args:
            progress: is told the done share, 0 to 1, on this loop.
        """
        from localdb.backup import make_backup

        loop, database = asyncio.get_running_loop(), self._database
        worker = database.writer.another("localdb-backup")

        def tell(share: float) -> None:
            loop.call_soon_threadsafe(progress, share)

        def work() -> None:
            make_backup(database.path, database.key, target, passphrase, tell, self._context.now())

        try:
            await worker.do(work)
        finally:
            await loop.run_in_executor(None, worker.stop)

    def _checked(self, result: "Future[str]") -> None:
        if not result.cancelled() and result.result() not in ("ok", "stopped"):
            self._database.hurt("damaged")

    async def use(self, me: AgentId) -> None:
        """Whose read marks and folders the reads are for."""
        self._context.me = me
        await self._database.write(_use, me)

    async def copy_to(self, folder: Path) -> bytes:
        """Copies both files into a new folder, under the same key: a store in memory is to stay (reliability 4).

        Raises StorageFull; then there is no such folder.
        """
        await self._database.write(kept_state.put, kept_state.CLEAN, "1")
        targets = (folder / self._database.path.name, folder / self.blobs.path.name)
        try:
            await self._database.writer.do(lambda: self._database.copy_to(targets[0]))
            await self._blob_worker.do(lambda: self.blobs.copy_to(targets[1]))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            await self._database.write(kept_state.put, kept_state.CLEAN, "0")
        return self._database.key

    async def close(self) -> None:
        """Finishes writes, checkpoints and closes; a second time does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._backlog:
            await asyncio.get_running_loop().run_in_executor(None, self._backlog.stop)
        clean = await self._mark_clean()
        await self._blob_worker.do(self.blobs.shut)
        await self._database.writer.do(lambda: self._database.close(clean=clean), Turn.HOUSEKEEPING)
        await asyncio.get_running_loop().run_in_executor(None, self._stop)

    async def _mark_clean(self) -> bool:
        try:
            await self._database.writer.do(self._put_clean, Turn.HOUSEKEEPING)
        except Exception:  # a full disk, a broken file: it is checked when it is opened the next time
            return False
        return True

    def _put_clean(self) -> None:
        self._database.write_now(kept_state.put, kept_state.CLEAN, "1")

    def _stop(self) -> None:
        if self._check:
            self._check.stop()
        for worker in (self._blob_worker, self._database.reader, self._database.writer):
            worker.stop()
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)


def _begin(connection: Connection, context: Context, had_log: bool) -> bool:
    """Marks the file as in use; returns whether it was closed properly the last time.

    Raises StorageUnreadable("damaged") when it was in use and its log is gone, and with it what was written last.
    """
    clean = kept_state.get(connection, kept_state.CLEAN) != "0"
    if not clean and not had_log:
        raise StorageUnreadable("damaged", "log_gone")
    kept_state.put(connection, kept_state.CLEAN, "0")
    pruning.prune(connection, context)
    sweeping.resume(connection)
    _use(connection, context.me)
    held = freezing.hold_stale(connection, context)
    lines.refresh(connection, lines.roots_of(connection, held), context.me)
    return clean


def _use(connection: Connection, me: AgentId) -> None:
    if (kept_state.get(connection, kept_state.ME) or "") != me:
        kept_state.put(connection, kept_state.ME, me)
        lines.refresh_all(connection, me)
