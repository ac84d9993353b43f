"""What the client holds: proportional set size of this process, the program in it as it is."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from app import log
from app.backend_process import BackendProcess, serve_command
from app.bootstrap import Program
from domain.inbox import Folder
from tests.bench.bench_scrollback import back_to
from tests.bench.driven import act, new_home, until
from tests.support.homes import seeded_home
from tests.support.memory import pss
from tools.figures import Figure, at_most
from ui.main_window import MainWindow

NAME = "memory"
THREADS, MESSAGES = 20, 50_000
SETTLE = 2.0


def run() -> Iterable[Figure]:
    """Idle, after ten threads, after 2,000 messages; then the trial's backend, for information. Linux only."""
    if not Path("/proc/self/smaps_rollup").exists():
        return
    with new_home() as home:
        yield from act(seeded_home(home.folder, THREADS, MESSAGES), play)
    with new_home() as home:
        yield asyncio.run(backend_alone(home.folder))


async def play(window: MainWindow, program: Program) -> list[Figure]:
    model, view = window.inbox.column.model, window.inbox.middle.view
    window.inbox.steps.open_folder(Folder.QUEUE)
    await asyncio.sleep(SETTLE)
    if not model.rowCount():
        window.inbox.steps.open_folder(Folder.MINE)
        await until(lambda: model.rowCount() > 0, "threads")
    idle = await settled()
    for row in list(model.rows)[:10]:
        window.inbox.go_to(row.thread_id)
        await until(lambda: view.entry_count > 0 and window.inbox.card is not None, "the thread")
    opened = await settled()
    assert view.newest is not None
    await back_to(window, view.newest.message.position - 2000 * THREADS)
    scrolled = await settled()
    return [
        at_most("memory: idle", idle, "MB", 160),
        at_most("memory: after 10 threads", opened, "MB", 180),
        at_most("memory: after 2,000 messages", scrolled, "MB", 200),
    ]


async def backend_alone(folder: Path) -> Figure:
    backend = BackendProcess(serve_command(folder / "data", trial=True), folder / "backend.log", log.note)
    await backend.start()
    await asyncio.sleep(SETTLE)
    held = pss(str(backend.pid))
    await backend.stop()
    return Figure("memory: embedded backend", round(held, 1), "MB", "for information", True)


async def settled() -> float:
    await asyncio.sleep(SETTLE)
    return pss("self")
