"""The database as two threads: one that writes, one that reads; transactions are functions of a connection."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from app.changes import ChangeSet
from localdb.engine import open_engine, private_file, world_errors
from localdb.migrations import migrate
from localdb.worker import Worker

P = ParamSpec("P")
T = TypeVar("T")

CHECKPOINT_AFTER = 1000
"""Changed rows after which the log is moved into the main file."""


def driver(connection: Connection) -> Any:
    """The SQLCipher connection underneath, for what must not run in a transaction."""
    return connection.connection.driver_connection


class Database:
    """Runs each function in one transaction, on the thread it belongs to.

    Attributes:
        path: the main file.
        writer, reader: the threads.
    """

    def __init__(self, path: Path, key: bytes, writer: Worker, reader: Worker) -> None:
        self.path = path
        self.writer = writer
        self.reader = reader
        self._owed = ChangeSet()
        self._owed_lock = Lock()
        self._checkpointed = 0
        private_file(path)
        self._engines: list[Engine] = []
        self._write = self._open(key, writer=True)
        try:
            with world_errors():
                migrate(self._write)
            self._read = self._open(key, writer=False)
        except BaseException:
            self.shut()
            raise

    def _open(self, key: bytes, *, writer: bool) -> Connection:
        engine = open_engine(self.path, key, writer=writer)
        self._engines.append(engine)
        return engine.connect()

    async def read(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The query's answer from one snapshot of the data."""
        return await self.reader.ask(lambda: self._run(self._read, query, *args, **kwargs))

    async def write(self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs the change in BEGIN IMMEDIATE … COMMIT; durable when this returns. Raises StorageFull."""
        return await self.writer.do(lambda: self.write_now(change, *args, **kwargs))

    async def change(
        self, change: Callable[Concatenate[Connection, P], ChangeSet], *args: P.args, **kwargs: P.kwargs
    ) -> ChangeSet:
        """Like `write`; the answer also tells what earlier writes changed without being able to say so."""
        return await self.writer.do(lambda: self._settled(self.write_now(change, *args, **kwargs)))

    def write_now(self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like `write`, for code that is on the writer's thread already."""
        answer = self._run(self._write, change, *args, **kwargs)
        if driver(self._write).total_changes - self._checkpointed > CHECKPOINT_AFTER:
            self._checkpointed = driver(self._write).total_changes
            self.writer.submit(self._checkpoint)
        return answer

    def _checkpoint(self) -> None:
        """Moves the log into the main file after the answer was given, so that no commit waits for it."""
        with contextlib.suppress(Exception):  # the log stays; the next one moves it, and a full disk is met by writes
            driver(self._write).execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def owe(self, changes: ChangeSet) -> None:
        """Keeps changes for the next answer of `change`."""
        with self._owed_lock:
            self._owed |= changes

    def _settled(self, changes: ChangeSet) -> ChangeSet:
        with self._owed_lock:
            owed, self._owed = self._owed, ChangeSet()
        return changes | owed

    @staticmethod
    def _run(
        connection: Connection, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        with world_errors(), connection.begin():
            return work(connection, *args, **kwargs)

    def close(self) -> None:
        """Moves the log into the main file and closes; on the writer's thread, when the reader is idle."""
        self.reader.submit(lambda: driver(self._read).close()).result()
        driver(self._write).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.shut()

    def shut(self) -> None:
        """Closes the connections whatever state they are in."""
        for engine in reversed(self._engines):
            with contextlib.suppress(Exception):
                driver(engine.connect()).close()
        self._engines.clear()
