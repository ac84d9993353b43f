"""Damage: what is told apart, what is saved, and that no loss goes without a word (R11)."""

import random
import shutil
from pathlib import Path

import pytest

from app.errors import StorageUnreadable
from domain.operations import Outcome, Result
from domain.outbox import HoldReason, OutboxState
from domain.problems import Problem
from localdb.salvage import REPORT
from localdb.tally import tally_of
from tests.storage.damage import (
    DRAFTS,
    PAGE,
    REPLIES,
    as_dict,
    crash,
    fill,
    flip,
    held,
    other_start,
    pages_of,
    save,
)
from tests.storage.desk import Desk, open_desk

OPERATIONS = REPLIES + 3


async def test_a_broken_page_of_messages_costs_nothing_that_waits(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk)
    path = desk.path
    for number in pages_of(path, "message")[1:]:
        flip(path, (number - 1) * PAGE + 2000)
    report, fresh = save(desk, path)
    assert report.complete
    assert (report.replies, report.drafts, report.uncertain) == (OPERATIONS, DRAFTS, 0)
    found = await held(fresh.parent)
    assert (found.operations, found.drafts) == (wanted.operations, wanted.drafts)


@pytest.mark.parametrize("table", ["outbox", "draft", "blob"])
async def test_a_broken_root_of_a_table_is_read_around(tmp_path: Path, table: str) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk, 200)
    root = pages_of(desk.path, table)[0]
    flip(desk.path, (root - 1) * PAGE + 1000)
    report, fresh = save(desk, desk.path)
    found = await held(fresh.parent)
    assert len(wanted.operations) - len(found.operations) == report.lost_operations
    assert len(wanted.drafts) - len(found.drafts) <= (report.lost_drafts or 0)
    assert report.lost_operations == 0


async def test_a_lost_page_of_the_outbox_is_counted_exactly(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk, 200)
    victims = pages_of(desk.path, "outbox")[3:6]
    for number in victims:
        flip(desk.path, (number - 1) * PAGE + 500)
    report, fresh = save(desk, desk.path)
    found = await held(fresh.parent)
    assert found.operations < wanted.operations
    assert report.lost_operations == len(wanted.operations - found.operations)
    assert not report.complete


@pytest.mark.parametrize("at", [3, 30, 2000, PAGE - 10])
async def test_a_broken_first_page_costs_nothing(tmp_path: Path, at: int) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk)
    flip(desk.path, at)
    with pytest.raises(StorageUnreadable):
        await Desk(desk.path).open()
    report, fresh = save(desk, desk.path)
    assert report.complete
    assert (await held(fresh.parent)).operations == wanted.operations


async def test_a_file_cut_short_says_what_it_lost(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk, 200)
    size = desk.path.stat().st_size
    for part in (0.9, 0.5, 0.2):
        damaged = tmp_path / f"cut-{part}" / "braid.db"
        shutil.copytree(desk.path.parent, damaged.parent)
        with damaged.open("r+b") as file:
            file.truncate(int(size * part))
        report, fresh = save(desk, damaged)
        found = await held(fresh.parent)
        lost = len(wanted.operations - found.operations)
        assert report.lost_operations == lost
        assert lost == 0 or not report.complete


@pytest.mark.parametrize("content", [b"", b"this is no database" * 1000])
async def test_garbage_is_told_as_such(tmp_path: Path, content: bytes) -> None:
    async with open_desk(tmp_path / "a") as desk:
        await fill(desk)
    desk.path.write_bytes(content)
    report, fresh = save(desk, desk.path)
    assert report.reason == "wrong_key"
    assert (report.lost_operations, report.lost_drafts) == (OPERATIONS, DRAFTS)
    assert report.lost_replies == OPERATIONS
    tally_of(desk.path).unlink()
    report, fresh = save(desk, desk.path)
    assert report.lost_operations is None
    assert report.lost_drafts is None
    assert (await held(fresh.parent)).operations == frozenset()


async def test_a_deleted_log_is_missed(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        await fill(desk)
        for leave_index in (True, False):
            path = crash(desk, tmp_path / f"crash-{leave_index}")
            path.with_name("braid.db-wal").unlink()
            if not leave_index:
                path.with_name("braid.db-shm").unlink()
            with pytest.raises(StorageUnreadable, match="damaged") as error:
                await Desk(path).open()
            assert error.value.detail in ("log_cut", "log_gone")


@pytest.mark.parametrize("kind", ["cut", "flipped"])
async def test_a_damaged_log_is_missed_and_read_around(tmp_path: Path, kind: str) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk)
        path = crash(desk, tmp_path / "crash")
    log = path.with_name("braid.db-wal")
    size = log.stat().st_size
    assert size > 40 * PAGE
    if kind == "cut":
        with log.open("r+b") as file:
            file.truncate(size - 20 * PAGE)
    else:
        flip(log, size // 2)
    before = log.read_bytes()
    with pytest.raises(StorageUnreadable, match="damaged"):
        await Desk(path).open()
    assert log.read_bytes() == before
    report, fresh = save(desk, path, "log_cut")
    assert report.reason == "log_lost"
    found = await held(fresh.parent)
    assert report.lost_operations == len(wanted.operations - found.operations)
    assert report.lost_drafts == len(wanted.drafts - found.drafts)
    assert not report.rough
    assert found.operations == wanted.operations or kind == "cut"
    async with open_desk(fresh.parent) as saved:
        states = {(state, reason) for state, _, reason in (await saved.states()).values()}
    assert states <= {(OutboxState.HELD, HoldReason.SALVAGED), (OutboxState.BLOCKED, Problem.BLOB_MISSING)}


async def test_a_loss_is_rough_after_a_power_cut_and_unknown_without_a_tally(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        await fill(desk)
        path = crash(desk, tmp_path / "crash")
    path.with_name("braid.db-wal").unlink()
    report, _ = save(desk, path, "log_gone")
    assert (report.lost_operations, report.lost_drafts, report.rough) == (OPERATIONS, DRAFTS, False)
    other_start(path)
    report, _ = save(desk, path, "log_gone")
    assert (report.lost_operations, report.lost_drafts, report.rough) == (OPERATIONS, DRAFTS, True)
    flip(tally_of(path), 300)
    report, _ = save(desk, path, "log_gone")
    assert (report.lost_operations, report.lost_drafts, report.lost_replies) == (None, None, None)


async def test_a_kill_with_a_whole_log_is_no_damage(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk)
        path = crash(desk, tmp_path / "crash")
    assert (await held(path.parent)).operations == wanted.operations


async def test_what_was_saved_leaves_once_under_new_numbers(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk)
        device = await desk.store.state.device_id()
    flip(desk.path, (pages_of(desk.path, "message")[1] - 1) * PAGE + 9)
    _, fresh = save(desk, desk.path)
    async with open_desk(fresh.parent) as saved:
        assert await saved.store.state.device_id() != device
        assert {state for state, _, _ in (await saved.states()).values()} == {OutboxState.QUEUED, OutboxState.UPLOADING}
        for file in await saved.store.outbox.blobs_to_upload():
            content = await saved.store.blobs.read(file)
            assert content is not None
            assert len(content) == 300_000
            await saved.store.outbox.uploaded(file)
        left = [one.id for _, one in (await saved.frozen()).items]
        assert sorted(left) == sorted(wanted.operations)
        await saved.store.outbox.settle([Result(one, Outcome.DUPLICATE) for one in left])
        assert await saved.states() == {}
        assert as_dict(await saved.store.state.get(REPORT.removeprefix("kept.")) or "")["replies"] == OPERATIONS


async def test_a_reply_whose_file_is_gone_stands_blocked(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk)
    blobs = desk.path.with_name("blobs.db")
    flip(blobs, blobs.stat().st_size - 3 * PAGE + 100)
    flip(desk.path, (pages_of(desk.path, "message")[1] - 1) * PAGE + 9)
    report, fresh = save(desk, desk.path)
    assert report.lost_files == 1
    async with open_desk(fresh.parent) as saved:
        blocked = [reason for state, _, reason in (await saved.states()).values() if state is OutboxState.BLOCKED]
        assert blocked == [Problem.BLOB_MISSING]
        assert len(await saved.store.outbox.blobs_to_upload()) == 1
        assert len(await saved.states()) == len(wanted.operations)


async def test_random_damage_is_never_silent(tmp_path: Path) -> None:
    chance = random.Random(11)
    async with open_desk(tmp_path / "a") as desk:
        wanted = await fill(desk, 60)
    size = desk.path.stat().st_size
    for number in range(12):
        damaged = tmp_path / f"round-{number}" / "braid.db"
        shutil.copytree(desk.path.parent, damaged.parent)
        for _ in range(chance.choice((1, 5, 30))):
            flip(damaged, chance.randrange(size))
        report, fresh = save(desk, damaged)
        found = await held(fresh.parent)
        lost = len(wanted.operations - found.operations)
        assert found.operations <= wanted.operations
        assert report.lost_operations == lost
        assert report.lost_drafts == len(wanted.drafts - found.drafts)
