"""A disk that is full, or of which SQLite says so: nothing is half, everything goes on when there is room (R10)."""

import asyncio
import contextlib
import os
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy
from sqlcipher3 import dbapi2

from app.errors import KnownError, StorageFull, StorageUnreadable
from app.ports import Draft
from domain.ids import BlobHash
from domain.operations import Outcome, Result, Send
from localdb.engine import world_errors
from localdb.store import open_store
from tests.storage.desk import ME, Desk, T, open_desk

TEXT = "many words " * 3000
Step = Callable[[Desk], Awaitable[object]]


async def _enqueue(desk: Desk) -> object:
    return await desk.store.outbox.enqueue([desk.operation(Send(None, TEXT))])  # type: ignore[arg-type]


async def _draft(desk: Desk) -> None:
    await desk.store.drafts.save(Draft(T, TEXT, None, False, None, (), 10**12))


async def _feed(desk: Desk) -> object:
    return await desk.feed(*(desk.message(text=f"{number} {TEXT}") for number in range(20)))


async def _freeze(desk: Desk) -> object:
    return await desk.freeze()


async def _settle(desk: Desk) -> object:
    rows = await desk.store.outbox.unsent()
    return await desk.store.outbox.settle([Result(row.operation.id, Outcome.APPLIED) for row in rows])


async def _state(desk: Desk) -> None:
    await desk.store.state.put("words", TEXT * 20)


async def _blob(desk: Desk) -> object:
    return await desk.store.blobs.add(os.urandom(3_000_000), "a.bin", "application/octet-stream")


STEPS: dict[str, Step] = {
    "enqueue": _enqueue,
    "draft": _draft,
    "feed": _feed,
    "freeze": _freeze,
    "settle": _settle,
    "state": _state,
    "blob": _blob,
}


async def _must_fail(desk: Desk, step: Step) -> None:
    """Fails in the one way that the screens know, or has had room enough."""
    try:
        await step(desk)
    except StorageFull:
        return


async def _fails_in_the_end(desk: Desk, step: Step) -> None:
    """A checkpoint may have made room in the log meanwhile: less than all of what so many would write."""
    for _time in range(250):
        try:
            await step(desk)
        except StorageFull:
            return
    raise AssertionError("it never was full")


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[Path]:
    """A tmpfs of that size."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("mounting a small disk takes root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


async def test_every_write_on_a_full_disk_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", "6m") as disk:
        async with open_desk(disk / "home") as desk:
            await desk.customer()
            await desk.send("before")
            await desk.store.drafts.save(Draft(T, "a draft", None, False, None, (), 1))
            ballast = disk / "ballast"
            _fill(ballast)
            for _round in range(3):
                for name in ("draft", "enqueue", "feed", "state", "blob", "freeze", "settle"):
                    if name != "settle":
                        await _must_fail(desk, STEPS[name])
            await _fails_in_the_end(desk, _feed)
            await _fails_in_the_end(desk, _enqueue)
            assert (await desk.store.drafts.load(T)) is not None
            assert "before" in [getattr(q.operation.payload, "text", "") for q in await desk.store.outbox.unsent()]
            ballast.unlink()
            await desk.store._database.writer.do(desk.store._database._checkpoint)
            for name in ("draft", "enqueue", "freeze", "settle"):
                await STEPS[name](desk)
            draft = await desk.store.drafts.load(T)
            assert draft is not None
            assert draft.text == TEXT
        async with open_desk(disk / "home") as desk:
            assert desk.store.health is None


def _fill(ballast: Path) -> None:
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            continue


async def test_a_disk_that_is_full_from_the_start_is_told(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", "64k") as disk:
        desk = Desk(disk / "home" / "braid.db")
        with pytest.raises(StorageFull):
            await desk.open()


@pytest.mark.parametrize("name", [name for name in STEPS if name != "blob"])
async def test_a_write_that_finds_no_page_changes_nothing(tmp_path: Path, name: str) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.send("before")
        if name == "settle":
            await desk.freeze()
        before = await desk.states()
        if desk.store._backlog:
            await asyncio.wrap_future(desk.store._backlog.done)  # its pages are none of ours
        pages = await desk.store._database.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
        await desk.store._database.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar_one())
        failed = True
        try:
            await STEPS[name](desk)
            failed = False
        except StorageFull:
            assert await desk.states() == before
        await desk.store._database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 100000").scalar_one())
        assert failed is (name in ("enqueue", "draft", "feed", "state"))
        if failed:
            await STEPS[name](desk)


class _Complaint(dbapi2.OperationalError):  # type: ignore[misc]
    """As SQLite raises it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("SQLITE_IOERR_FSYNC", StorageFull, "storage_full"),
        ("SQLITE_READONLY_DBMOVED", StorageFull, "storage_full"),
        ("SQLITE_CANTOPEN", StorageFull, "storage_full"),
        ("SQLITE_BUSY_SNAPSHOT", StorageFull, "storage_busy"),
        ("SQLITE_LOCKED", StorageFull, "storage_busy"),
        ("SQLITE_INTERRUPT", StorageFull, "storage_busy"),
        ("SQLITE_PROTOCOL", StorageFull, "storage_busy"),
        ("SQLITE_NOMEM", StorageFull, "storage_full"),
        ("SQLITE_CORRUPT_INDEX", StorageUnreadable, "damaged"),
    ],
)
def test_what_the_disk_says_is_known(name: str, kind: type[KnownError], code: str) -> None:
    for error in (_Complaint(name), sqlalchemy.exc.OperationalError("", None, _Complaint(name))):
        with pytest.raises(kind) as caught, world_errors():
            raise error
        assert caught.value.code == code


async def test_a_store_that_was_closed_says_so(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        store = desk.store
        await store.close()
        for work in (store.outbox.unsent, store.outbox.waiting, store.state.device_id):
            with pytest.raises(StorageUnreadable, match="closed"):
                await work()
        with pytest.raises(StorageUnreadable, match="closed"):
            await store.blobs.read(BlobHash("none"))


async def test_another_programs_lock_is_told_as_such(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        other = await open_store(desk.path, bytes(range(32)), desk.clock, desk.ids, ME)
        try:
            connection = other._database._write
            await other._database.write(lambda c: c.exec_driver_sql("PRAGMA busy_timeout = 1").fetchall())
            await other._database.writer.do(lambda: connection.exec_driver_sql("SELECT 1").fetchall())
            await other._database.writer.do(connection.rollback)
            await desk.store._database.writer.do(desk.store._database._write.begin)
            try:
                with pytest.raises(StorageFull, match="storage_busy"):
                    await other.state.put("a", "b")
            finally:
                await desk.store._database.writer.do(desk.store._database._write.rollback)
            await other.state.put("a", "b")
        finally:
            await other.close()
