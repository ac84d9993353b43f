"""Keyed SQLCipher connections under SQLAlchemy, and what their errors mean to the rest of the house."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from app.errors import StorageFull, StorageUnreadable

OLDEST_SQLITE = (3, 51, 3)
"""Below this, WAL can lose a committed transaction when two connections write and checkpoint at once."""

CACHE_KIB = 8 * 1024
"""Of a reader, twice that for the writer: a screen's working set is far smaller, and the whole client has 160 MB."""
_FULL = frozenset(
    {"SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_NOLFS", "SQLITE_NOMEM"}
)
_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL", "SQLITE_INTERRUPT"})
_NAMELESS = (
    ("disk is full", "SQLITE_FULL"),
    ("disk I/O error", "SQLITE_IOERR"),
    ("is locked", "SQLITE_BUSY"),
    ("malformed", "SQLITE_CORRUPT"),
    ("not a database", "SQLITE_NOTADB"),
    ("readonly", "SQLITE_READONLY"),
)
"""What the online backup raises bears no name, only words."""
_DAMAGED = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})

_COMMON = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{CACHE_KIB}",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA trusted_schema = OFF",
)
_WRITER = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA secure_delete = ON",
    f"PRAGMA cache_size = -{2 * CACHE_KIB}",
)


def _connect(path: Path, key: bytes) -> Any:
    """An open connection whose key has been proved right."""
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _COMMON:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_writer(path: Path, key: bytes) -> Any:
    connection = _connect(path, key)
    for pragma in _WRITER:
        connection.execute(pragma)
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
    return connection


def _make_reader(path: Path, key: bytes) -> Any:
    connection = _connect(path, key)
    connection.execute("PRAGMA query_only = ON")
    return connection


def private_file(path: Path) -> None:
    """Makes the file with mode 0600 before SQLite opens it; -wal and -shm take its mode."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return


def open_engine(path: Path, key: bytes, *, writer: bool) -> sqlalchemy.Engine:
    """An engine of exactly one connection, to be used by one thread.

    Raises StorageUnreadable ("wrong_key", "old_sqlite") and StorageFull.
    """
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StorageUnreadable("old_sqlite", dbapi2.sqlite_version)
    if len(key) != 32:
        raise StorageUnreadable("wrong_key", "a raw key has 32 bytes")
    make = _make_writer if writer else _make_reader
    with world_errors(opening=True):
        connection = make(path, key)
    engine = sqlalchemy.create_engine(
        "sqlite://",
        creator=lambda: connection,
        module=dbapi2,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        query_cache_size=500,
    )
    word = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @sqlalchemy.event.listens_for(engine, "begin")
    def begin(transaction: sqlalchemy.Connection) -> None:
        transaction.exec_driver_sql(word)

    return engine


def _name_of(error: BaseException) -> str:
    """The primary SQLite error name ("SQLITE_IOERR" for "SQLITE_IOERR_WRITE")."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if not name and isinstance(error, dbapi2.Error):
        name = next((code for words, code in _NAMELESS if words in str(error)), "")
    return "_".join(name.split("_")[:2])


@contextmanager
def world_errors(*, opening: bool = False) -> Iterator[None]:
    """Turns what the disk or the file does wrong into StorageFull or StorageUnreadable; our own errors pass."""
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        _raise_known(error.orig or error, opening)
        raise
    except (dbapi2.Error, OSError) as error:
        _raise_known(error, opening)
        raise


def _raise_known(error: BaseException, opening: bool) -> None:
    name = _name_of(error)
    if name == "SQLITE_NOTADB" and opening:
        raise StorageUnreadable("wrong_key") from error
    if name in _DAMAGED:
        raise StorageUnreadable("damaged", name) from error
    if name in _FULL or isinstance(error, OSError):
        raise StorageFull("", name or str(error)) from error
    if name in _BUSY:
        raise StorageFull("storage_busy", name) from error
    if isinstance(error, dbapi2.ProgrammingError) and "closed" in str(error):
        raise StorageUnreadable("closed") from error
