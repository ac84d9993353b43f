"""The real program in this process, offscreen, with a coroutine in the agent's chair."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

from app import log
from app.backend_process import BackendProcess, serve_command
from app.bootstrap import Program
from app.config import SettingsFile
from app.run import Options, Start, run
from app.services.admin import NewChannel
from domain.inbox import Folder
from tests.support.client import FileSecrets
from tests.support.homes import Home
from tests.support.webhooks import Line, post
from ui.main_window import MainWindow

PATIENCE = 60.0
LOOK = 0.002
T = TypeVar("T")
Act = Callable[[MainWindow, Program], Awaitable[list[T]]]


@contextmanager
def new_home() -> Iterator[Home]:
    """An empty one."""
    with tempfile.TemporaryDirectory() as folder:
        yield Home(Path(folder))


def act(home: Home, play: Act[T], *, trial: bool = False) -> list[T]:
    """Runs the program until the play is over; what it gave, mostly figures."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    home.paths.make()
    played: list[T] = []

    async def drive(window: MainWindow, program: Program) -> int:
        played.extend(await play(window, program))
        return 0

    backend = BackendProcess(serve_command(home.paths.backend, trial), home.paths.state / "backend.log", log.note)
    settings = SettingsFile(home.paths.settings_file)
    settings.choose("undo_seconds", "0")  # what is measured is the way, not the agent's time to think again
    start = Start(Options(), home.paths, settings, FileSecrets(home.secrets), backend, drive)
    assert run(start) == 0
    return played


async def until(true: Callable[[], object], what: str) -> None:
    """Looks again and again."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110 - what is waited for tells nobody
                await asyncio.sleep(LOOK)
    except TimeoutError:
        raise AssertionError(f"never came: {what}") from None


async def in_sync(program: Program) -> None:
    """Until the first pull from the server is through."""
    await until(lambda: program.services.waiting.status.last_sync_at is not None, "the first sync")


async def own_line(program: Program) -> Line:
    """A WhatsApp number of our own on the embedded backend."""
    made = await program.services.admin.add_channel(
        NewChannel("whatsapp", "Bench", "+66 2 1", "1001", "token", "bench secret", "verify", "http://127.0.0.1:9")
    )
    address, _secret = await program.outside.backend.start()
    return Line(address + str(made["webhook_path"]), "1001", "bench secret")


async def one_open_thread(window: MainWindow, program: Program, number: int) -> Line:
    """Somebody has written to our own line, and their thread is on screen."""
    await in_sync(program)
    line = await own_line(program)
    await asyncio.to_thread(post, line, number, "first")
    window.inbox.steps.open_folder(Folder.QUEUE)
    model = window.inbox.column.model
    await until(lambda: model.rowCount() > 0, "the thread")
    window.inbox.go_to(model.rows[0].thread_id)
    await until(lambda: window.inbox.middle.view.entry_count == 1, "its message")
    return line


@asynccontextmanager
async def posting(line: Line, count: int, people: int, pace: float) -> AsyncIterator[None]:
    """Posts from another process, as the channel does, so that it costs this one nothing."""
    words = [sys.executable, "-m", "tests.support.webhooks", line.url, line.number, line.secret]
    process = await asyncio.to_thread(_popen, [*words, str(count), str(people), str(pace)])
    try:
        yield
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait)


def _popen(words: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(words)
