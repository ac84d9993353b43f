"""The server's database: one transaction writes at a time, any number read beside it."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select
from sqlalchemy.engine import make_url

from backend.storage import sqlite
from backend.storage.migrations.runner import bring_up_to_date
from backend.storage.problems import StorageProblem
from backend.storage.tables_base import feed
from backend.storage.transaction import Transaction, first_row

CommitListener = Callable[[int], None]


class Database:
    """Opens the database, brings its schema up to date and hands out connections.

    Only SQLite URLs (`sqlite:///file`) are known so far; what is SQLite's own is in `storage.sqlite`.
    All methods may be called from any thread; none may be called on the event loop's thread while it serves.
    Raises StorageProblem when the database cannot be used.

    Attributes:
        epoch: names this database's history; cursors of another one mean nothing here.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            raise StorageProblem("This version of Braid keeps its data in SQLite only: sqlite:///path/to/braid.db")
        sqlite.check_version()
        self.path = sqlite.file_of(parsed)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = sqlite.engine(self.path, writing=True)
        self._readers = sqlite.engine(self.path, writing=False)
        self._lock = threading.Lock()
        self._listeners: list[CommitListener] = []
        self.epoch = self._prepare()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database and cannot write."""
        with self._readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction; committed at the end of the block, rolled back if it raises."""
        with self._lock, self._writer.connect() as connection, connection.begin():
            transaction = Transaction(connection)
            yield transaction
            transaction.finish()
        transaction.committed()
        if transaction.has_changes:
            for listener in tuple(self._listeners):
                listener(transaction.seq)

    def on_commit(self, listener: CommitListener) -> Callable[[], None]:
        """Calls back with the newest sequence after each commit that changed the feed, on the writer's thread.

        Returns a function that ends it. Listeners must be quick and must not raise.
        """
        self._listeners.append(listener)
        return _Removal(self._listeners, listener)

    def seq(self) -> int:
        """The newest sequence of the feed."""
        with self.read() as connection:
            return int(connection.execute(select(feed.c.seq)).scalar_one())

    def close(self) -> None:
        """Folds the write-ahead log into the file and lets go of it."""
        self._readers.dispose()
        with self._lock:
            raw = self._writer.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
            self._writer.dispose()

    def _prepare(self) -> str:
        bring_up_to_date(self._writer)
        with self._lock, self._writer.begin() as connection:
            first_row(connection, secrets.token_hex(8))
            return str(connection.execute(select(feed.c.epoch)).scalar_one())


class _Removal:
    def __init__(self, listeners: list[CommitListener], listener: CommitListener) -> None:
        self._listeners = listeners
        self._listener = listener

    def __call__(self) -> None:
        if self._listener in self._listeners:
            self._listeners.remove(self._listener)
