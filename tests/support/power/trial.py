"""One computer whose power is cut while localdb writes, and what is found on its disk when the power is back."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import apsw
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.ports import Draft
from domain.changes import TYPE_OF, Change, Page
from domain.ids import DeviceId, IdentityId, OperationId, ThreadId
from domain.operations import Outcome, Result, Send
from localdb import answering, drafts, enqueueing, feed, freezing, kept_state
from localdb.context import Context
from localdb.migrations import migrate
from localdb.wal_log import expected_log, is_cut
from tests.storage.desk import ME, Desk
from tests.support.power.disk import Disk
from tests.support.power.driver import Driver, open_plain
from tests.support.power.vfs import NAME, PowerVfs

_STEP = "power.step"
_THREADS = [ThreadId(f"thread-{number}") for number in range(6)]
_DEVICE = DeviceId("device")
_LIMITS = freezing.Limits(10, 1 << 20)
_AGAIN_AFTER = 0.4
"""So often the index file of the log (-shm), which a disk may have or not, is found again."""

Rows = list[tuple[str, str, int, str]]


@dataclass
class Found:
    """What all cuts together did.

    Attributes:
        lost: transactions that were committed and are gone. mixed: rows that are neither as before nor as after.
        broken: databases that do not pass integrity_check. alarms: logs that the program would call cut short.
    """

    cuts: int = 0
    committed: int = 0
    rows: int = 0
    lost: int = 0
    lost_rows: int = 0
    mixed: int = 0
    broken: int = 0
    alarms: int = 0


@dataclass
class Trial:
    """A chain of cuts on one database.

    Attributes:
        step: number of the last committed transaction. rows: of the outbox after it.
        added: ids that the transaction under way adds.
    """

    folder: Path
    random: Random
    synchronous: str
    found: Found = field(default_factory=Found)
    step: int = 0
    rows: Rows = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    _serial: int = 0

    def __post_init__(self) -> None:
        self._desk = Desk(self.folder)
        self._context = Context(self._desk.clock, self._desk.ids, ME)
        self._batch: list[OperationId] = []
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.step, self.rows, self._batch = 0, [], []
        self._path = self._next_folder() / "braid.db"
        self._path.touch()

    def cut(self) -> None:
        """Works until the power goes, then looks at what is left, and goes on with that."""
        disk = Disk(self.random)
        vfs = PowerVfs(disk)
        disk.left = self.random.randint(1, 800)
        work = Working(self, vfs)
        work.until_dark()
        index = self._path.with_name("braid.db-shm")
        kept_index = index.read_bytes() if index.exists() and self.random.random() < _AGAIN_AFTER else None
        work.close()
        folder = self._next_folder()
        for name, content in disk.found().items():
            (folder / Path(name).name).write_bytes(content)
        if kept_index is not None:
            (folder / index.name).write_bytes(kept_index)
        shutil.rmtree(self._path.parent)
        self._path = folder / self._path.name
        self._path.touch()
        self._look()

    def _next_folder(self) -> Path:
        self._serial += 1
        folder = self.folder / str(self._serial)
        folder.mkdir(parents=True)
        return folder

    def _look(self) -> None:
        """On a copy, so that the next cut meets the file as this one left it."""
        copy = self.folder / "look"
        shutil.copytree(self._path.parent, copy)
        try:
            self._compare(copy / self._path.name)
        except (apsw.Error, DBAPIError):
            self.found.broken += 1
            self._begin_anew()
        finally:
            shutil.rmtree(copy)
        self.found.cuts += 1

    def _compare(self, path: Path) -> None:
        expected = expected_log(path)
        connection, driver = open_plain(str(path))
        try:
            self.found.alarms += is_cut(expected, int(driver.execute("PRAGMA wal_checkpoint(NOOP)")[0][1]))
            migrate(connection)
            self.found.broken += driver.execute("PRAGMA integrity_check") != [("ok",)]
            with connection.begin():
                step, rows = kept_state.number(connection, _STEP), rows_of(connection)
        finally:
            driver.close()
        self._judge(step, rows)
        self.step, self.rows = step, rows

    def _judge(self, step: int, rows: Rows) -> None:
        ids = {row[0] for row in rows}
        self.found.rows += len(self.rows)
        if step < self.step:
            self.found.lost += self.step - step
            self.found.lost_rows += len(set(self.rows) - set(rows))
        elif step == self.step:
            self.found.mixed += rows != self.rows
        else:
            self.found.mixed += len({row[0] for row in self.rows} - ids) + len(self.added - ids)

    def steps(self) -> list[Callable[[Connection], None]]:
        """What an agent's computer writes, the common things more often."""
        write, leave = [self._write] * 4, [self._leave, self._answered] * 2
        return [*write, *leave, self._draft, self._news]

    def _write(self, connection: Connection) -> None:
        lane = self.random.choice(_THREADS)
        text = "x" * self.random.randint(1, 3_000)
        send = Send(IdentityId(f"identity-of-{lane}"), text)
        replies = [self._desk.operation(send, lane) for _ in range(self.random.randint(1, 4))]
        self.added = {reply.id for reply in replies}
        enqueueing.enqueue(connection, replies, None, timedelta(), self._context)

    def _leave(self, connection: Connection) -> None:
        batch, _, _ = freezing.freeze(connection, _DEVICE, _LIMITS, self._context)
        self._batch = [operation.id for _, operation in batch.items] if batch else []

    def _answered(self, connection: Connection) -> None:
        answering.settle(connection, [Result(one, Outcome.APPLIED) for one in self._batch], self._context)

    def _draft(self, connection: Connection) -> None:
        text = "y" * self.random.randint(1, 2_000)
        drafts.save(connection, Draft(_THREADS[0], text, None, False, None, (), self.step + 1), self._context)

    def _news(self, connection: Connection) -> None:
        lane = self.random.choice(_THREADS)
        entities = [self._desk.thread(lane), *self._desk.people(lane)]
        entities += [self._desk.message(lane) for _ in range(self.random.randint(1, 20))]
        changes = [Change(one.version, TYPE_OF[type(one)], str(getattr(one, "id", "")), one) for one in entities]
        feed.apply(connection, Page(tuple(changes), f"cursor-{self._desk.seq}", False), self._context)


class Working:
    """The program on a computer that will lose its power."""

    def __init__(self, trial: Trial, vfs: PowerVfs) -> None:
        self._trial = trial
        self._vfs = vfs
        self._driver: Driver | None = None

    def until_dark(self) -> None:
        """Opens and writes; a transaction counts as soon as its COMMIT has returned."""
        while not self._vfs.disk.off:
            try:
                self._day()
            except (apsw.Error, DBAPIError):
                assert self._vfs.disk.off
            self.close()

    def _day(self) -> None:
        trial = self._trial
        connection, self._driver = open_plain(str(trial._path), NAME, synchronous=trial.synchronous)
        migrate(connection)
        while trial.random.random() > 0.03:
            if trial.random.random() < 0.1:
                self._driver.execute("PRAGMA wal_checkpoint(PASSIVE)")
            trial.added = set()
            with connection.begin():
                trial.random.choice(trial.steps())(connection)
                kept_state.put(connection, _STEP, str(trial.step + 1))
                rows = rows_of(connection)
            trial.step, trial.rows = trial.step + 1, rows
            trial.found.committed += 1
        self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Lets go of the files, with power or without."""
        if self._driver is not None:
            try:
                self._driver.close()
            except apsw.Error:
                assert self._vfs.disk.off


def rows_of(connection: Connection) -> Rows:
    """The outbox as it stands."""
    found = connection.exec_driver_sql("SELECT id, state, n, payload FROM outbox ORDER BY local_order")
    return [tuple(row) for row in found]
