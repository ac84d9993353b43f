"""Numbered steps from an empty file to the present schema; each runs once, in a transaction of its own."""

from collections.abc import Callable

from sqlalchemy import Connection

from app.errors import StorageUnreadable
from localdb.migrations import m0001, m0002, m0003, m0004, m0005, m0006

MIGRATIONS: tuple[Callable[[Connection], None], ...] = (m0001.up, m0002.up, m0003.up, m0004.up, m0005.up, m0006.up)
"""Step i takes a file of version i to i + 1. A released step is never edited."""

NEWEST = len(MIGRATIONS)


def version_of(connection: Connection) -> int:
    """The file's schema version; 0 for a new file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(connection: Connection) -> None:
    """Brings the file to the present version. Raises StorageUnreadable("newer_version") for a file from the future."""
    with connection.begin():
        found = version_of(connection)
    if found > NEWEST:
        raise StorageUnreadable("newer_version", f"written by version {found}, this program knows {NEWEST}")
    for number in range(found, NEWEST):
        with connection.begin():
            MIGRATIONS[number](connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {number + 1}")
