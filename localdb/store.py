"""Opens the local database; light to import, since SQLAlchemy and SQLCipher are loaded on the writer's thread."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from domain.clock import Clock
from domain.ids import AgentId, IdSource
from localdb.worker import Worker

if TYPE_CHECKING:
    from localdb.opened import OpenedStore


async def open_store(
    path: Path,
    key: bytes | None,
    clock: Clock,
    ids: IdSource,
    me: AgentId,
    stale_after: Callable[[], timedelta] | None = None,
) -> "OpenedStore":
    """Opens or makes the database file at `path` (its folder is made too; attachments go to `blobs.db` beside it).

    Args:
        key: 32 random bytes from the keychain; None for a session in memory only: files under a random key that nobody
            keeps, removed at close and unreadable after a crash. `path` is not touched then.
        me: whose folders and read marks are read; "" before anybody signed in.
        stale_after: how long a reply may wait before a person has to look at it again; None for a day.

    Raises StorageUnreadable ("wrong_key", "damaged", "newer_version", "old_sqlite") or StorageFull.
    """
    writer = Worker("localdb-write")

    def work() -> "OpenedStore":
        from localdb.opened import OpenedStore

        return OpenedStore.open(path, key, clock, ids, me, writer, stale_after)

    try:
        return await writer.do(work)
    except BaseException:
        writer.stop()
        raise
