"""The tally beside the database: what it says is what waits, at every commit, and it never stands in the way (R11)."""

import gc
import io
import random
import shutil
import stat
from pathlib import Path

import pytest

from app.ports import Draft
from localdb.tally import Told, read_tally, tally_of
from tests.storage.damage import THREADS, crash, fill, flip, held, live_on, other_start
from tests.storage.desk import KEY, Desk, T, open_desk
from tests.storage.test_disk_full import tiny_disk


async def marked(desk: Desk) -> Told:
    """The tally once the writer has nothing more to do."""
    await desk.store.state.put("any", "")
    return told(desk.path)


def told(path: Path) -> Told:
    found = read_tally(tally_of(path), KEY)
    assert found is not None
    return found


async def agrees(desk: Desk, folder: Path) -> None:
    """A killed program's tally against its database."""
    await marked(desk)
    path = crash(desk, folder)
    found, truth = told(path), await held(path.parent)
    assert found.exact
    assert sum(found.missing_operations([])) == len(truth.operations)
    assert found.missing_operations(truth.operations) == (0, 0)
    assert found.missing_drafts([]) == len(truth.drafts)
    shutil.rmtree(folder)


async def test_it_follows_every_change(tmp_path: Path) -> None:
    chance = random.Random(3)
    async with open_desk(tmp_path / "a") as desk:
        await fill(desk)
        for _ in range(6):
            await agrees(desk, tmp_path / "crash")
            await live_on(desk, chance)
    found = told(desk.path)
    other_start(desk.path)
    assert found.exact
    assert told(desk.path).exact, "after a clean end nothing is behind"
    async with open_desk(tmp_path / "a") as again:
        await agrees(again, tmp_path / "crash")


async def test_it_tells_replies_from_the_rest_and_new_words_from_old(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.send("one")
        row = (T, "old words", "[]")
        await desk.store.drafts.save(Draft(T, "old words", None, False, None, (), 1))
        assert (await marked(desk)).missing_operations([]) == (1, 0)
        assert (await marked(desk)).missing_drafts([row]) == 0
        await desk.store.drafts.save(Draft(T, "new words", None, False, None, (), 2))
        assert (await marked(desk)).missing_drafts([row]) == 1
        await desk.store.drafts.save(Draft(T, "", None, False, None, (), 3))
        assert (await marked(desk)).missing_drafts([]) == 0


async def test_a_commit_that_did_not_come_is_not_in_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.send("one")
        operation = await desk.send("two")
        with pytest.raises(Exception, match="UNIQUE"):
            await desk.store.outbox.enqueue([desk.operation(operation.payload), operation])
        assert (await marked(desk)).missing_operations([]) == (2, 0)
        assert (await marked(desk)).exact


async def test_killed_between_the_announcement_and_the_commit_it_is_not_exact(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        operation = await desk.send("one")
        assert (await marked(desk)).exact
        with tally_of(desk.path).open("ab") as file:
            file.write(b"r" + bytes(16))
        assert (await marked(desk)).missing_operations([operation.id]) == (0, 0)
        assert not told(desk.path).exact


@pytest.mark.parametrize("at", [1, 6, 12, 30, 36, 45, 60])
async def test_a_broken_one_says_nothing(tmp_path: Path, at: int) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk)
        path = crash(desk, tmp_path / "crash")
    flip(tally_of(path), at)
    assert read_tally(tally_of(path), KEY) is None
    shutil.copy(tally_of(desk.path), tally_of(path))
    with tally_of(path).open("r+b") as file:
        file.truncate(at)
    assert read_tally(tally_of(path), KEY) is None
    tally_of(path).unlink()
    assert read_tally(tally_of(path), KEY) is None


async def test_it_stays_small_private_and_says_nothing_of_what_was_written(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(*THREADS)
        operation = await desk.send("a reply")
        for number in range(5000):
            desk.store._database.tally._draft(THREADS[number % 8], f"words {number}", "[]")
            desk.store._database.tally.announce()
            desk.store._database.tally.settle()
            desk.store._database.tally.mark()
        file = tally_of(desk.path)
        assert file.stat().st_size < 70_000
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        data = file.read_bytes()
        assert operation.id.encode() not in data
        assert THREADS[0].encode() not in data
        assert (await marked(desk)).missing_drafts([]) == 8
        assert (await marked(desk)).missing_operations([operation.id]) == (0, 0)


async def test_it_does_not_hinder_on_a_full_disk_and_is_there_again_after(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", "1m") as disk:
        async with open_desk(disk) as desk:
            await desk.customer()
            file = tally_of(desk.path)
            file.unlink()
            file.mkdir()  # nothing can be written there
            desk.store._database.tally._file.close()  # type: ignore[union-attr]
            desk.store._database.tally._file = None
            await desk.send("one")
            assert read_tally(file, KEY) is None
            file.rmdir()
            await desk.send("two")
            assert (await marked(desk)).missing_operations([]) == (2, 0)


async def test_a_store_that_is_dropped_leaves_it_as_a_crash_does(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "braid.db")
    await desk.open()
    await desk.customer()
    await desk.send("one")
    await desk.open()
    await desk.send("two")
    assert (await marked(desk)).missing_operations([]) == (2, 0)
    gc.collect()
    await desk.store.close()
    assert told(desk.path).exact


async def test_a_disk_that_is_full_at_the_end_is_no_trouble(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        file = desk.store._database.tally._file
        assert file is not None
        file.close()
        desk.store._database.tally._file = FullFile(tally_of(desk.path), "r+")
    assert read_tally(tally_of(desk.path), KEY) is None


class FullFile(io.FileIO):
    """There is no room."""

    def write(self, _data: object) -> int:
        return 0
