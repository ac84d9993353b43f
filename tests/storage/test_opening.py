"""Opening, keys, versions, crashes and full disks."""

import asyncio
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import StorageFull, StorageUnreadable
from domain.operations import Send
from localdb.database import driver
from localdb.engine import open_engine
from localdb.migrations import NEWEST
from localdb.tables import METADATA
from tests.storage.desk import KEY, Desk, T, open_desk


async def test_the_wrong_key_is_told_apart_and_leaves_the_file_alone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
    with pytest.raises(StorageUnreadable, match="wrong_key"):
        await Desk(desk.path).open(b"x" * 32)
    async with open_desk(tmp_path) as desk:
        assert await desk.shown() == ["text 5"]


async def test_a_newer_file_is_refused_in_words(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.store._database.write(lambda c: c.exec_driver_sql(f"PRAGMA user_version = {NEWEST + 1}"))
    with pytest.raises(StorageUnreadable, match="newer_version"):
        await Desk(desk.path).open()


async def test_nothing_readable_lies_on_the_disk(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.send("a very secret reply")
        await desk.store.blobs.add(b"a very secret file", "a.txt", "text/plain")
        _assert_unreadable(tmp_path)


def _assert_unreadable(folder: Path) -> None:
    files = [file for file in folder.iterdir() if file.is_file()]
    assert {file.name for file in files} >= {"braid.db", "blobs.db", "braid.db-wal"}
    for file in files:
        assert b"very secret" not in file.read_bytes()
        assert b"SQLite format" not in file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_session_in_memory_leaves_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "braid.db")
    store = await desk.open(None)
    await desk.customer()
    assert await desk.shown() == ["text 5"]
    folder = store._temporary
    assert folder is not None
    assert folder.name in os.listdir(folder.parent)
    await store.close()
    assert folder.name not in os.listdir(folder.parent)
    assert os.listdir(tmp_path) == []


async def test_the_tables_are_those_of_the_migrations(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        for table in METADATA.sorted_tables:
            rows = await desk.store._database.read(
                lambda c, name=table.name: c.exec_driver_sql(f"PRAGMA table_info({name})").all()  # type: ignore[misc]
            )
            made = {(row[1], row[2].upper(), bool(row[5])) for row in rows}
            types = {"VARCHAR": "TEXT"}
            described = {(c.name, types.get(str(c.type), str(c.type)), c.primary_key) for c in table.c}
            assert made == described, table.name


_CRASH = """
import asyncio, os, sys
from pathlib import Path
from tests.storage.desk import Desk
async def main():
    desk = Desk(Path(sys.argv[1]))
    await desk.open()
    await desk.customer()
    for number in range(20):
        await desk.send(f"reply {number}")
    await desk.freeze(limit=5)
    os._exit(9)
asyncio.run(main())
"""


async def test_what_was_told_durable_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "braid.db"
    root = Path(__file__).parents[2]
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", _CRASH, str(path)], cwd=root, env={**os.environ}, check=False
    )
    assert done.returncode == 9
    async with open_desk(tmp_path) as desk:
        assert [q.n for q in await desk.store.outbox.unsent()] == [1, 2, 3, 4, 5] + [0] * 15
        assert (await desk.shown())[1:] == [f"reply {number}" for number in range(20)]
        assert desk.store.health is not None
        assert await asyncio.wrap_future(desk.store.health) == "ok"


def _flip_a_byte(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 0x55]))


async def test_damage_is_detected(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        for number in range(200):
            await desk.feed(desk.message(text=f"{number} " * 200))
    # As after a crash: closed properly, but not marked so.
    connection = open_engine(desk.path, KEY, writer=True).connect()
    with connection.begin():
        connection.exec_driver_sql("UPDATE state SET value = '0' WHERE key = 'clean'")
    driver(connection).close()
    _flip_a_byte(desk.path)
    assert await _found_damage(tmp_path)


async def _found_damage(folder: Path) -> bool:
    """At once when the damage lies where opening reads, else by reading everything through."""
    try:
        async with open_desk(folder) as desk:
            assert desk.store.health is not None
            return await asyncio.wrap_future(desk.store.health) not in ("ok", "stopped")
    except StorageUnreadable as error:
        return error.code == "damaged"


async def test_after_a_clean_exit_nothing_is_checked(tmp_path: Path) -> None:
    async with open_desk(tmp_path):
        pass
    async with open_desk(tmp_path) as desk:
        assert desk.store.health is None


async def test_a_full_disk_loses_nothing_and_ends(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.send("before")
        pages = await desk.store._database.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
        await desk.store._database.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar_one())
        big = desk.operation(Send("identity-of-thread-1", "x" * 200_000))  # type: ignore[arg-type]
        with pytest.raises(StorageFull):
            await desk.store.outbox.enqueue([big])
        assert (await desk.shown())[1:] == ["before"]
        await desk.store._database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 100000").scalar_one())
        assert await desk.store.outbox.enqueue([big])
        assert len(await desk.store.outbox.unsent()) == 2


async def test_a_cancelled_waiter_does_not_cancel_its_write(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        operations = [desk.operation(Send("identity-of-thread-1", str(n))) for n in range(20)]  # type: ignore[arg-type]
        tasks = [asyncio.create_task(desk.store.outbox.enqueue([operation])) for operation in operations]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await desk.store.state.put("behind", "them")
        assert (await desk.shown(T))[1:] == [str(n) for n in range(20)]


def test_importing_the_store_does_not_load_the_database_libraries() -> None:
    code = "import sys, localdb.store; sys.exit(any(m in sys.modules for m in ('sqlalchemy', 'sqlcipher3', 'msgspec')))"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


async def test_a_key_of_another_length_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(StorageUnreadable, match="wrong_key"):
        await Desk(tmp_path / "braid.db").open(KEY[:16])
