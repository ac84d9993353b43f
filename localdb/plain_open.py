"""One connection to a database file of ours, on the caller's thread, for work while no store has it open."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from localdb.database import driver
from localdb.engine import open_engine, private_file, world_errors
from localdb.migrations import migrate


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[Connection]:
    """The file, made when there is none and brought to the present schema; closed at the end, its log moved in.

    Raises StorageUnreadable, StorageFull.
    """
    private_file(path)
    connection = open_engine(path, key, writer=True).connect()
    try:
        with world_errors():
            migrate(connection)
        yield connection
        with world_errors():
            driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        driver(connection).close()
