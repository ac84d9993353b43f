"""The database as two threads: one that writes, one that reads; transactions are functions of a connection."""

import contextlib
from collections import Counter
from collections.abc import Callable, Hashable
from concurrent.futures import Future, InvalidStateError
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from app.changes import ChangeSet
from app.errors import StorageUnreadable
from localdb.engine import open_engine, private_file, world_errors
from localdb.migrations import migrate
from localdb.recall import Recall
from localdb.search_thread import SearchThread
from localdb.tally import Tally, tally_of
from localdb.wal_log import expected_log, is_cut
from localdb.worker import Turn, Worker

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
        path: the main file. key: what opens it.
        writer, reader: the threads.
        search: the thread of searches, with a connection of its own from the first one on.
        damage: becomes the code of what is found broken while the database is open (R11).
        had_log: whether there was a write-ahead log before this program opened the file.
        tally: says beside the file what waits in it, once `begin_tally` was called.
    """

    _open_here: ClassVar[Counter[Path]] = Counter()

    def __init__(self, path: Path, key: bytes, writer: Worker, reader: Worker) -> None:
        self.path = path
        self.key = key
        self.writer = writer
        self.reader = reader
        self._recall = Recall()
        self.search = SearchThread(writer.another("localdb-search"), self._searching)
        self._find: Connection | None = None
        self._open_reader: Callable[[], Connection] = lambda: self._open(key, writer=False)
        self._owed = ChangeSet()
        self._owed_lock = Lock()
        self._checkpointed = 0
        self.tally = Tally(tally_of(path), key)
        self.damage: Future[str] = Future()
        private_file(path)
        # Once SQLite has the file open in this process, reading it in any other way would drop its locks.
        expected = None if self._open_here[path] else expected_log(path)
        self.had_log = _log_of(path).exists()
        self._engines: list[Engine] = []
        try:
            self._write = self._open(key, writer=True)
            if is_cut(expected, _frames(self._write)):
                raise StorageUnreadable("damaged", "log_cut")
            with world_errors():
                migrate(self._write)
            self._read = self._open(key, writer=False)
        except StorageUnreadable:
            self.shut(as_it_is=True)
            raise
        except BaseException:
            self.shut()
            raise

    def _open(self, key: bytes, *, writer: bool) -> Connection:
        engine = open_engine(self.path, key, writer=writer)
        self._open_here[self.path] += not self._engines
        self._engines.append(engine)
        return engine.connect()

    def copy_to(self, target: Path) -> None:
        """A copy of everything as it is now, under the same key; on the writer's thread. Raises StorageFull."""
        with world_errors():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            driver(self._write).execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)

    async def read(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The query's answer from one snapshot of the data, not older than the question."""
        return await self._asked(Turn.BESIDE, query, *args, **kwargs)

    async def read_first(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like `read`, for what an agent looks at and waits for."""
        return await self._asked(Turn.AGENT, query, *args, **kwargs)

    async def recall(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like `read`, for what several ask after each change: the file is asked once until something is written.

        The query goes by nothing but its arguments and the data, and nobody changes its answer.
        """
        return await self._recalled(Turn.BESIDE, query, *args, **kwargs)

    async def recall_first(
        self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `recall`, for what an agent looks at and waits for."""
        return await self._recalled(Turn.AGENT, query, *args, **kwargs)

    async def _recalled(
        self, turn: Turn, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        question = _comparable(query, args, tuple(kwargs.items()))
        held: tuple[T] | None = self._recall.held(question)
        if held is not None:
            return held[0]
        state = self._recall.state
        answer = await self._asked(turn, query, *args, **kwargs)
        self._recall.keep(question, answer, state)
        return answer

    async def _asked(
        self, turn: Turn, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        same = _comparable(turn, query, args, tuple(kwargs.items()))
        return await self.reader.ask(lambda: self._run(self._read, query, *args, **kwargs), turn, same)

    def _searching(self, work: Callable[[Connection], T]) -> T:
        self._find = self._find or self._open_reader()
        return self._run(self._find, work)

    async def write(self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs the change in BEGIN IMMEDIATE … COMMIT; durable when this returns. Raises StorageFull."""
        return await self.writer.do(lambda: self.write_now(change, *args, **kwargs))

    async def write_beside(
        self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `write`, for what follows by itself from what an agent does: what they wait for goes first (R26)."""
        return await self.writer.do(lambda: self.write_now(change, *args, **kwargs), Turn.BESIDE)

    async def write_behind(
        self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `write`, for the engine: what an agent does goes first (R26)."""
        return await self.writer.do(lambda: self.write_now(change, *args, **kwargs), Turn.ENGINE)

    async def change(
        self, change: Callable[Concatenate[Connection, P], ChangeSet], *args: P.args, **kwargs: P.kwargs
    ) -> ChangeSet:
        """Like `write`; the answer also tells what earlier writes changed without being able to say so."""
        return await self.writer.do(lambda: self._settled(self.write_now(change, *args, **kwargs)))

    async def change_behind(
        self, change: Callable[Concatenate[Connection, P], ChangeSet], *args: P.args, **kwargs: P.kwargs
    ) -> ChangeSet:
        """Like `change`, for the engine: what an agent does goes first (R26)."""
        return await self.writer.do(lambda: self._settled(self.write_now(change, *args, **kwargs)), Turn.ENGINE)

    async def change_on(self, piece: Callable[[Connection], tuple[ChangeSet, bool]]) -> ChangeSet:
        """Like `change_behind` for each piece of a longer work, one transaction each, while it says that more is left.

        What a piece changed is told by whoever answers next, also when a later one fails.
        """

        def one() -> bool:
            changes, more = self.write_now(piece)
            self.owe(changes)
            return more

        await self.writer.do_on(one, Turn.ENGINE)
        return self._settled(ChangeSet())

    def write_now(self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like `write`, for code that is on the writer's thread already."""

        def announced(connection: Connection) -> T:
            found = change(connection, *args, **kwargs)
            self.tally.announce()
            return found

        try:
            answer = self._run(self._write, announced)
        except BaseException:
            self.tally.drop()
            raise
        finally:
            self._recall.forget()
        self.tally.settle()
        if driver(self._write).total_changes - self._checkpointed > CHECKPOINT_AFTER:
            self._checkpointed = driver(self._write).total_changes
            self.checkpoint_soon()
        return answer

    def _checkpoint(self) -> None:
        """Moves the log into the main file after the answer was given, so that no commit waits for it."""
        with contextlib.suppress(Exception):  # the log stays; the next one moves it, and a full disk is met by writes
            driver(self._write).execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def begin_tally(self) -> None:
        """From here on the tally follows; not before it is certain that the file has all that the last one told of."""
        with world_errors():
            self.tally.follow(driver(self._write))
        self.writer.afterwards = self.tally.mark

    def owe(self, changes: ChangeSet) -> None:
        """Keeps changes for the next answer of `change`."""
        with self._owed_lock:
            self._owed |= changes

    def _settled(self, changes: ChangeSet) -> ChangeSet:
        with self._owed_lock:
            owed, self._owed = self._owed, ChangeSet()
        return changes | owed

    def hurt(self, code: str) -> None:
        """Somebody found the file broken; from any thread, the first word counts."""
        with contextlib.suppress(InvalidStateError):
            self.damage.set_result(code)

    def _run(
        self, connection: Connection, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        try:
            with world_errors(), connection.begin():
                return work(connection, *args, **kwargs)
        except StorageUnreadable as error:
            self.hurt(error.code)
            raise

    def checkpoint_soon(self) -> None:
        """Moves the log into the main file when the writer has nothing else to do."""
        self.writer.submit(self._checkpoint, Turn.HOUSEKEEPING)

    def close(self, *, clean: bool) -> None:
        """Moves the log into the main file and closes; on the writer's thread, when the reader is idle.

        Args:
            clean: whether the file says that it was closed properly.
        """
        self.search.stop()
        self.reader.submit(lambda: driver(self._read).close(), Turn.HOUSEKEEPING).result()
        with contextlib.suppress(Exception):  # the log stays beside the file, and nothing is lost
            driver(self._write).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.shut(clean=clean)

    def shut(self, *, clean: bool = False, as_it_is: bool = False) -> None:
        """Closes the connections whatever state they are in.

        Args:
            as_it_is: SQLite shall not move what it found of the log into the main file; somebody will look at both.
        """
        if not self._engines:
            return
        self.tally.close(clean=clean)
        away = self.path.with_name(self.path.name + ".held")
        with contextlib.suppress(OSError):
            if as_it_is:
                self.path.replace(away)  # SQLite leaves the log of a file that was moved alone
        for engine in reversed(self._engines):
            with contextlib.suppress(Exception):
                driver(engine.connect()).close()
        self._engines.clear()
        self._open_here[self.path] -= 1
        with contextlib.suppress(OSError):
            if as_it_is:
                away.replace(self.path)
            # A file that was not closed properly and has no log has lost it: it must not look so when it is not so.
            if not clean:
                _log_of(self.path).touch(mode=0o600)


def _comparable(*question: object) -> Hashable:
    """What equal questions have in common; None for one that is asked with something that changes."""
    try:
        hash(question)
    except TypeError:
        return None
    return question


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _frames(connection: Connection) -> int:
    """How many frames of the log SQLite has accepted."""
    answer = driver(connection).execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    return int(answer[1])
