"""The embedded backend is started, brought back and ended; its death is never the client's."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from app import backend_process
from app.backend_process import BackendProcess
from app.errors import Unreachable

FAKE = Path(__file__).parents[2] / "support" / "fake_backend.py"


class Rig:
    """One process kept alive, and what each of its starts was told."""

    def __init__(self, folder: Path, behaviour: str) -> None:
        self.log = folder / "starts"
        self.behaviour = behaviour
        self.notes: list[str] = []
        self.process = BackendProcess(self.command, folder / "complaints", self.note)

    def command(self, port: int) -> list[str]:
        return [sys.executable, str(FAKE), str(port), self.behaviour, str(self.log)]

    def note(self, event: str, **_fields: object) -> None:
        self.notes.append(event)

    @property
    def starts(self) -> list[dict[str, Any]]:
        return (
            [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
            if self.log.exists()
            else []
        )


@asynccontextmanager
async def rig(folder: Path, behaviour: str = "good") -> AsyncIterator[Rig]:
    made = Rig(folder, behaviour)
    try:
        yield made
    finally:
        await made.process.stop()


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - a process tells nobody that it has died
            await asyncio.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_it_starts_once_for_all_who_ask(tmp_path: Path) -> None:
    async with rig(tmp_path) as made:
        answers = await asyncio.gather(*(made.process.start() for _ in range(3)))
        assert len(set(answers)) == 1
        address, secret = answers[0]
        assert address.startswith("http://127.0.0.1:")
        assert [start["secret"] for start in made.starts] == [secret]
        assert len(secret) == 64


async def test_closing_its_input_ends_it(tmp_path: Path) -> None:
    async with rig(tmp_path) as made:
        await made.process.start()
        pid = made.starts[0]["pid"]
    assert not alive(pid)
    assert made.process.pid is None


async def test_one_that_does_not_listen_is_made_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend_process, "END_SECONDS", 0.2)
    async with rig(tmp_path, "deaf") as made:
        await made.process.start()
        pid = made.starts[0]["pid"]
    assert not alive(pid)


async def test_killed_it_comes_back_on_its_port_with_its_secret(tmp_path: Path) -> None:
    async with rig(tmp_path) as made:
        address, secret = await made.process.start()
        os.kill(made.starts[0]["pid"], signal.SIGKILL)
        await until(lambda: len(made.starts) == 2 and made.process.pid == made.starts[1]["pid"])
        assert await made.process.start() == (address, secret)
        assert made.starts[1]["port"] == int(address.rpartition(":")[2])


async def test_when_its_port_is_taken_it_moves_and_says_so(tmp_path: Path) -> None:
    moved = asyncio.Event()
    loop = asyncio.get_running_loop()
    async with rig(tmp_path, "port taken") as made:

        def tell() -> None:
            loop.call_soon_threadsafe(moved.set)

        made.process.moved = tell
        before, _secret = await made.process.start()
        os.kill(made.starts[0]["pid"], signal.SIGKILL)
        async with asyncio.timeout(20):
            await moved.wait()
        after, _secret = await made.process.start()
        assert after != before


@pytest.mark.parametrize("behaviour", ["dies", "babbles"])
async def test_one_that_never_answers_is_told_of_after_three_tries(tmp_path: Path, behaviour: str) -> None:
    async with rig(tmp_path, behaviour) as made:
        with pytest.raises(Unreachable, match="backend_failed"):
            await made.process.start()
        assert len(made.starts) == 3


async def test_a_program_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    process = BackendProcess(lambda _port: [str(tmp_path / "nothing")], tmp_path / "complaints", lambda *_a, **_k: None)
    with pytest.raises(Unreachable):
        await process.start()
    await process.stop()


async def test_suspended_it_stays_down_until_it_may_go_on(tmp_path: Path) -> None:
    async with rig(tmp_path) as made:
        address, _secret = await made.process.start()
        await made.process.suspend()
        assert made.process.pid is None
        made.process.go_on()
        assert (await made.process.start())[0] == address


async def test_who_gives_up_waiting_takes_nothing_from_the_others(tmp_path: Path) -> None:
    async with rig(tmp_path) as made:
        impatient = asyncio.create_task(made.process.start())
        patient = asyncio.create_task(made.process.start())
        await asyncio.sleep(0)
        impatient.cancel()
        assert (await patient)[0].startswith("http")


async def test_stopped_before_it_answers_nobody_waits_for_ever(tmp_path: Path) -> None:
    made = Rig(tmp_path, "dies")
    waiting = asyncio.create_task(made.process.start())
    await asyncio.sleep(0)
    await made.process.stop()
    with pytest.raises(Unreachable):
        await waiting
