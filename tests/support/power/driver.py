"""apsw under SQLAlchemy, so that the real statements of localdb run on a file system of our own."""

from collections.abc import Iterable, Sequence
from typing import Any

import apsw
import sqlalchemy
from sqlalchemy.pool import StaticPool

from localdb.engine import _COMMON, _WRITER


class Cursor:
    """A cursor as SQLAlchemy wants it: the columns are known also when there are no rows."""

    arraysize = 1
    lastrowid = 0

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._cursor.exec_trace = self._look
        self.description: Any = None
        self.rowcount = -1

    def _look(self, cursor: apsw.Cursor, _statement: str, _values: Any) -> bool:
        self.description = tuple((name, None, None, None, None, None, None) for name, _ in cursor.get_description())
        return True

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        self.description = None
        self._cursor.execute(statement, tuple(values))
        self._after()
        return self

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> "Cursor":
        self.description = None
        self._cursor.executemany(statement, [tuple(row) for row in rows])
        self._after()
        return self

    def _after(self) -> None:
        self.description = self.description or None
        self.rowcount = -1 if self.description else self._connection.changes()

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return list(self._cursor)

    def fetchmany(self, size: int = 1) -> list[Any]:
        rows = (self._cursor.fetchone() for _ in range(size))
        return [row for row in rows if row is not None]

    def close(self) -> None:
        self._cursor.close(True)


class Driver:
    """A connection as SQLAlchemy wants it."""

    def __init__(self, path: str, vfs: str | None) -> None:
        self.apsw = apsw.Connection(path, vfs=vfs)

    def cursor(self) -> Cursor:
        return Cursor(self.apsw)

    def execute(self, statement: str) -> list[Any]:
        """All rows at once."""
        return list(self.apsw.execute(statement))

    def create_function(self, *_name: Any, **_more: Any) -> None:
        """SQLAlchemy brings a function for regular expressions; nobody here needs one."""

    def commit(self) -> None:
        """As with an isolation level of None: only what is begun here is ended here."""
        if self.apsw.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """The same."""
        if self.apsw.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        self.apsw.close(True)


class _Module:
    """apsw as a DB-API module."""

    paramstyle = "qmark"
    Binary = bytes
    Error = apsw.Error
    DatabaseError = OperationalError = ProgrammingError = IntegrityError = apsw.Error
    sqlite_version_info = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    version_info = sqlite_version_info


def open_plain(path: str, vfs: str | None = None, *, synchronous: str = "FULL") -> tuple[sqlalchemy.Connection, Driver]:
    """A writer with the settings of localdb, but without a key."""
    driver = Driver(path, vfs)
    for pragma in (*_COMMON, *_WRITER, f"PRAGMA synchronous = {synchronous}"):
        driver.execute(pragma)
    engine = sqlalchemy.create_engine(
        "sqlite://", creator=lambda: driver, module=_Module, poolclass=StaticPool, pool_reset_on_return=None
    )

    @sqlalchemy.event.listens_for(engine, "begin")
    def begin(transaction: sqlalchemy.Connection) -> None:
        transaction.exec_driver_sql("BEGIN IMMEDIATE")

    return engine.connect(), driver
