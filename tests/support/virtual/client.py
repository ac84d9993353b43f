"""One computer: the real store and the real engine on a virtual line, which can crash, be cut off or be put back."""

import asyncio
import contextlib
import functools
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from app.changes import ChangeHub, ChangeSet
from app.ports import Session, SyncStatus
from app.tasks import TaskOwner
from domain.agent import Agent
from domain.ids import IdSource
from localdb.opened import OpenedStore
from sync.engine import SyncEngine
from sync.work import Work
from tests.storage.desk import KEY, ME
from tests.support.virtual.loop import InlineWorker, VirtualClock
from tests.support.virtual.network import Link, VirtualGateway
from tests.support.virtual.server import VirtualServer

_UNDER_WAY = "SELECT id FROM outbox WHERE doubtful > 0"
_BATCHES = (1, 3, 500)
"""Operations in one; few, so that the next one is frozen ahead also where a person writes no more than that."""
Files = tuple[bytes, bytes]
"""A database file and its log."""


@functools.cache
def _empty_file() -> Files:
    """A new local database, made once: the migrations take longer than most sequences."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "braid.db"
        store = OpenedStore.open(path, KEY, VirtualClock(asyncio.get_event_loop()), IdSource(int, int), ME, _worker())
        files = _files(path)
        _shut(store)
        return files


def _worker() -> InlineWorker:
    return InlineWorker("localdb-write")


class VirtualClient:
    """Somebody at a computer.

    Attributes:
        clock: this computer's own; link: its way to the server.
        store, work, engine: of the program that runs now.
        bugs: what was reported as our own mistake.
        told: everything the screens heard, merged.
        spells: virtual moments at which contact was found (True) or lost.
    """

    def __init__(self, folder: Path, server: VirtualServer, random: Random, agent: Agent | None = None) -> None:
        self.folder, self.server, self.random = folder, server, random
        self.clock = VirtualClock(asyncio.get_running_loop())
        self.link = Link(server, random)
        self.bugs: list[Exception] = []
        self.told = ChangeSet()
        self.ids = IdSource(self.clock.unix_ms, random.getrandbits)
        self.agent = agent or server.hire()[0]
        self._serial = 0
        self.spells: list[tuple[float, bool]] = []
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "braid.db"
        _put(self.path, _empty_file())
        self._passed: list[OpenedStore] = []
        self.session = self._new_session()
        self._open()

    def _new_session(self) -> Session:
        refresh, access = self.server.let_in(self.agent)
        return Session("http://127.0.0.1", self.agent, refresh, access)

    def _open(self) -> None:
        self.store = OpenedStore.open(self.path, KEY, self.clock, self.ids, self.agent.id, _worker())
        self.owner = TaskOwner(self.bugs.append)
        self.hub = ChangeHub(asyncio.get_running_loop().call_soon, self.bugs.append)
        self.hub.subscribe(self._hear)
        self.gateway = VirtualGateway(self.link, self.clock)
        self.gateway.use(self.session)
        self.work = Work(self.gateway, self.store, self.clock, self.hub)
        self.work.me = self.agent.id
        most = self.random.choice(_BATCHES)
        self.engine = SyncEngine(self.gateway, self.store, self.clock, self.hub, self.owner, self.random.random, most)
        self._deaf = self.engine.on_status(self._status)

    def _status(self, status: SyncStatus) -> None:
        if not self.spells or status.online is not self.spells[-1][1]:
            self.spells.append((asyncio.get_running_loop().time(), status.online))

    def _hear(self, changes: ChangeSet) -> None:
        self.told |= changes

    def start(self) -> None:
        """The engine begins."""
        self.engine.start(self.session)

    def sign_in(self) -> None:
        """With the password, after the session ended."""
        self.session = self._new_session()
        self._given_up()
        self.engine.start(self.session)

    def sign_in_quietly(self) -> None:
        """The same for somebody whose engine does not run."""
        self.session = self._new_session()
        self.gateway.use(self.session)

    def _given_up(self) -> None:
        """Requests end here of which nobody can say whether they left; all of it goes again as it is."""
        database, now = self.store._database, asyncio.get_running_loop().time()
        for (id_,) in database._run(database._read, lambda c: c.exec_driver_sql(_UNDER_WAY).all()):
            self.link.left.setdefault(id_, now)

    async def crash(self, copy: Files | None = None) -> None:
        """The program is gone in the middle of whatever it did; it is started again, on a copy of the file if given."""
        self._deaf()
        self._given_up()
        await self.owner.close()
        await self.engine.stop()  # a dead program has no timer either
        self._status(SyncStatus())
        session = self.gateway.session
        kept = session is not None and session.refresh_token
        self.session = replace(session, access_token="") if session and kept else self._new_session()
        before = self.store
        if copy is not None:
            _shut(before)
            self._serial += 1
            self.path = self.folder / f"copy-{self._serial}.db"
            _put(self.path, copy)
        self._open()
        if copy is None:
            _shut(before)

    def copy(self) -> Files:
        """What a copy of the database file would hold now."""
        return _files(self.path)

    async def close(self) -> None:
        """The end."""
        await self.owner.close()
        _shut(self.store)


def _files(path: Path) -> Files:
    """The database and its log as they lie there; nothing writes at this moment."""
    log = path.with_name(f"{path.name}-wal")
    return path.read_bytes(), log.read_bytes() if log.exists() else b""


def _put(path: Path, files: Files) -> None:
    path.write_bytes(files[0])
    if files[1]:
        path.with_name(f"{path.name}-wal").write_bytes(files[1])


def _shut(store: OpenedStore) -> None:
    if store._check:
        store._check.stop()
    store.blobs.shut()
    with contextlib.suppress(Exception):
        store._database.shut()
