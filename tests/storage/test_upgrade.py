"""Every released schema opens with what waited in it; nothing is half after a kill, nothing newer is touched (R16)."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import StorageUnreadable
from localdb.migrations import NEWEST, version_of
from localdb.plain_open import opened
from tests.storage.desk import KEY, Desk, open_desk
from tests.storage.released import RELEASED, faults_of, unpack

ROOT = Path(__file__).parents[2]

_KILLED = """
import os, sys
from pathlib import Path
import localdb.migrations as steps
from tests.storage.desk import KEY
from localdb.plain_open import opened
number = int(sys.argv[2])
real = steps.MIGRATIONS[number]
def cut(connection):
    count = 0
    execute = connection.exec_driver_sql
    def limited(*statement):
        nonlocal count
        count += 1
        if count > int(sys.argv[3]):
            os.kill(os.getpid(), 9)
        return execute(*statement)
    connection.exec_driver_sql = limited
    real(connection)
    os.kill(os.getpid(), 9)
steps.MIGRATIONS = (*steps.MIGRATIONS[:number], cut, *steps.MIGRATIONS[number + 1:])
with opened(Path(sys.argv[1]), KEY):
    pass
"""


def test_every_schema_there_ever_was_is_kept() -> None:
    assert list(range(1, NEWEST + 1)) == RELEASED, "python -m tools.fixture_database makes that of the present schema"


@pytest.mark.parametrize("version", RELEASED)
async def test_what_waited_in_a_released_schema_leaves_once_and_in_order(tmp_path: Path, version: int) -> None:
    wanted = unpack(version, tmp_path)
    assert len(wanted["rows"]) == 1000
    async with open_desk(tmp_path) as desk:
        assert await faults_of(desk, wanted) == []
        assert await desk.store._database.read(version_of) == NEWEST


@pytest.mark.parametrize("after", [1, 3])
async def test_a_migration_that_was_killed_leaves_a_file_that_opens(tmp_path: Path, after: int) -> None:
    wanted = unpack(RELEASED[0], tmp_path / "first")
    for number in range(RELEASED[0], NEWEST):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "first", folder)
        arguments = [sys.executable, "-c", _KILLED, str(folder / "braid.db"), str(number), str(after)]
        done = await asyncio.to_thread(subprocess.run, arguments, cwd=ROOT, check=False, capture_output=True)
        assert done.returncode == -9, done.stderr.decode()
        async with open_desk(folder) as desk:
            assert await faults_of(desk, wanted) == []


async def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.send("for later")
    with opened(desk.path, KEY) as connection, connection.begin():
        connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST + 1}")
    before = desk.path.read_bytes()
    with pytest.raises(StorageUnreadable, match="newer_version"):
        await Desk(desk.path).open()
    assert desk.path.read_bytes() == before
