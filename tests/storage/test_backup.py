"""A backup is one file of one moment; what comes out of it sends nothing twice (R21)."""

import asyncio

# ruff: noqa: ASYNC240
from pathlib import Path

import pytest

from app.errors import StorageFull, StorageUnreadable
from domain.ids import AgentId
from domain.operations import Outcome, Result
from localdb.backup import restore_backup
from localdb.context import Context
from localdb.plain_open import opened
from tests.storage.damage import DRAFTS, fill, flip, held
from tests.storage.desk import KEY, ME, Desk, open_desk
from tests.storage.test_disk_full import tiny_disk

SECRET = "it's a long passphrase ☂"
OTHER_KEY = bytes(range(32, 64))


def _context(desk: Desk, me: str = ME) -> Context:
    return Context(desk.clock, desk.ids, AgentId(me))


def _quiet(_share: float) -> None:
    return


async def test_a_backup_is_made_while_the_program_works_and_restores_everything(tmp_path: Path) -> None:
    target, shares = tmp_path / "my.backup", [0.0]
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk)
        device = await desk.store.state.device_id()
        making = asyncio.create_task(desk.store.backup(target, SECRET, shares.append))
        for number in range(20):
            await desk.send(f"meanwhile {number}")
        await making
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["my.backup"]
    assert b"draft 1" not in target.read_bytes()
    fresh = tmp_path / "b" / "braid.db"
    restore_backup(target, SECRET, fresh, OTHER_KEY, _context(desk))
    restored = Desk(fresh)
    await restored.open(OTHER_KEY)
    try:
        assert wanted.operations <= set(await restored.states())
        assert await restored.store.state.device_id() != device
        for file in await restored.store.outbox.blobs_to_upload():
            assert len(await restored.store.blobs.read(file) or b"") == 300_000
            await restored.store.outbox.uploaded(file)
        left = [one.id for _, one in (await restored.frozen()).items]
        assert wanted.operations <= set(left)
        assert next(n for n, _ in (await restored.frozen()).items) == 1
        await restored.store.outbox.settle([Result(one, Outcome.DUPLICATE) for one in left])
        assert await restored.states() == {}
        drafts = [await restored.store.drafts.load(thread) for thread in ("thread-1", "thread-6")]  # type: ignore[arg-type]
        assert all(draft is not None and draft.text in wanted.drafts for draft in drafts)
        assert len(wanted.drafts) == DRAFTS
    finally:
        await restored.store.close()


async def test_what_cannot_be_restored_is_told_apart(tmp_path: Path) -> None:
    target = tmp_path / "my.backup"
    async with open_desk(tmp_path / "a") as desk:
        await fill(desk)
        await desk.store.backup(target, SECRET, _quiet)
    fresh = tmp_path / "b" / "braid.db"
    for passphrase, me, code in (("wrong", ME, "wrong_passphrase"), (SECRET, "somebody", "other_agent")):
        with pytest.raises(StorageUnreadable, match=code):
            restore_backup(target, passphrase, fresh, KEY, _context(desk, me))
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"text")
    with pytest.raises(StorageUnreadable, match="not_a_backup"):
        restore_backup(garbage, SECRET, fresh, KEY, _context(desk))
    flip(target, target.stat().st_size // 2)
    with pytest.raises(StorageUnreadable, match="damaged_backup"):
        restore_backup(target, SECRET, fresh, KEY, _context(desk))
    assert not fresh.exists()


async def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "my.backup"
    async with open_desk(tmp_path / "a") as desk:
        await desk.store._database.write(lambda c: c.exec_driver_sql("PRAGMA user_version = 999").close())
        await desk.store.backup(target, SECRET, _quiet)
    with pytest.raises(StorageUnreadable, match="newer_version"):
        restore_backup(target, SECRET, tmp_path / "b" / "braid.db", KEY, _context(desk))


async def test_a_full_disk_leaves_nothing_half(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        await fill(desk)
        with tiny_disk(tmp_path / "disk", "128k") as disk:
            with pytest.raises(StorageFull):
                await desk.store.backup(disk / "my.backup", SECRET, _quiet)
            assert list(disk.iterdir()) == []
        await desk.store.backup(tmp_path / "my.backup", SECRET, _quiet)
        with tiny_disk(tmp_path / "disk2", "128k") as disk, pytest.raises(StorageFull):
            restore_backup(tmp_path / "my.backup", SECRET, disk / "b" / "braid.db", KEY, _context(desk))


async def test_an_older_backup_is_brought_up(tmp_path: Path) -> None:
    """What is restored has passed every migration."""
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk)
        await desk.store.backup(tmp_path / "my.backup", SECRET, _quiet)
    fresh = tmp_path / "b" / "braid.db"
    restore_backup(tmp_path / "my.backup", SECRET, fresh, KEY, _context(desk))
    with opened(fresh, KEY) as connection, connection.begin():
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    assert not {"backup_info", "backup_file"} & tables
    assert (await held(fresh.parent)).operations == wanted.operations
