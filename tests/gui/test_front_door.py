"""A second start is heard by the first."""

import asyncio
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.front_door import FrontDoor, door_name


def knocks(name: str) -> bool:
    """From another process, as it is in life; Qt's waiting calls keep Python's lock."""
    words = "import sys; from ui.front_door import knock; sys.exit(0 if knock(sys.argv[1]) else 1)"
    return subprocess.run([sys.executable, "-c", words, name], check=False).returncode == 0


async def test_a_knock_is_heard(qtbot: QtBot, tmp_path: Path) -> None:
    heard = asyncio.Event()
    door = FrontDoor()
    assert door.open(door_name(tmp_path))
    door.knocked.connect(heard.set)
    assert await asyncio.to_thread(knocks, door_name(tmp_path))
    async with asyncio.timeout(10):
        await heard.wait()
    door.close()


async def test_nobody_at_home_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    assert not await asyncio.to_thread(knocks, door_name(tmp_path))


def test_every_home_has_its_own_door(tmp_path: Path) -> None:
    assert door_name(tmp_path / "a") != door_name(tmp_path / "b")
    assert len(door_name(tmp_path)) < 30
