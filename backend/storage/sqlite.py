"""SQLite as the server's database: one writing connection, many that only read (reliability 3.6)."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from backend.storage.problems import StorageProblem

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can lose a committed transaction (the WAL-reset bug)."""

_SETTINGS: tuple[str, ...] = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    # The log is folded in after 16 MB, not SQLite's 4: a long queue is one batch after the other, each changes some of
    # the same pages, and folding waits for the disk twice. 20 batches of 500 replies: a quarter less waiting in their
    # commits, a sixth less written. What it costs: after a crash, 16 MB are read back, in some 20 ms.
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA checkpoint_fullfsync = 1",
)

_WRITER_KIB, _READER_KIB = 65536, 16384
_READERS = 8
"""So many are kept open. Each connection holds pages of its own: 192 MiB in all, however large the database (R27).
What a reader does not hold, the system mostly does: a snapshot of 50 MB costs a twentieth more than with 64 MiB."""


def check_version() -> None:
    """Refuses a SQLite that can lose data. Raises StorageProblem."""
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise StorageProblem(
            f"SQLite {driver.sqlite_version} can lose data; Braid needs 3.51.3 or newer. Install sqlcipher3 0.6.4."
        )


def file_of(url: URL) -> Path:
    """The database file that the URL names. Raises StorageProblem without one."""
    if not url.database or url.database == ":memory:":
        raise StorageProblem("The server's database has to be a file: sqlite:///path/to/braid.db")
    return Path(url.database)


def engine(path: Path, *, writing: bool) -> Engine:
    """The engine of the writer, or that of the readers."""
    opener = _Opener(path, writing)
    made = create_engine(
        "sqlite://",
        module=driver,
        creator=opener.open,
        poolclass=QueuePool,
        pool_size=1 if writing else _READERS,
        max_overflow=0 if writing else 32,
        # The connection that was used last knows the statements and the pages; the others keep neither of their own.
        pool_use_lifo=True,
    )
    event.listen(made, "begin", _begin_writing if writing else _begin_reading)
    return made


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


class _Opener:
    def __init__(self, path: Path, writing: bool) -> None:
        self._path = path
        self._writing = writing

    def open(self) -> Any:
        connection = driver.connect(str(self._path), isolation_level=None, check_same_thread=False)
        for setting in _SETTINGS:
            connection.execute(setting)
        connection.execute(f"PRAGMA cache_size = -{_WRITER_KIB if self._writing else _READER_KIB}")
        if not self._writing:
            connection.execute("PRAGMA query_only = 1")
        return connection
