"""One run of the program: Qt's application and loop, the window first, everything closed in stages."""

import asyncio
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QLocale, QMessageLogContext, QSocketNotifier, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app import VERSION, i18n, log
from app.backend_process import BackendProcess
from app.bootstrap import Outside, Program
from app.clock import SystemClock
from app.config import EMBEDDED, SettingsFile
from app.errors import KnownError, Locked
from app.garbage import GarbageKeeper
from app.paths import Paths
from app.ports import Secrets, SyncStatus
from ui.application import build_window
from ui.direction import turn
from ui.front_door import FrontDoor, door_name, knock
from ui.loop import make_loop
from ui.main_window import MainWindow
from ui.network import NetworkWatch

DESKTOP_FILE = "org.braid.Braid"
WORKERS = 4


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for.

    Attributes:
        server: sign in there; "" goes on with what is kept, or starts the trial.
        sign_in: show the sign-in screen first. trial: start the trial whatever is kept.
        trace: file for the times of first frame and filled list, None for none.
    """

    server: str = ""
    sign_in: bool = False
    trial: bool = False
    trace: Path | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What was made before Qt was imported.

    Attributes:
        drive: what uses the window instead of a person; its answer is the exit code. None waits for a person.
    """

    options: Options
    paths: Paths
    settings: SettingsFile
    secrets: Secrets
    backend: BackendProcess
    drive: "Drive | None" = None


Drive = Callable[[MainWindow, Program], Awaitable[int]]


def run(start: Start) -> int:
    """From the first frame to the end; the exit code."""
    end_log = log.start(start.paths.log_file, start.paths.crash_file)
    qInstallMessageHandler(_qt_message)
    try:
        application = make_application()
        _choose_language(start.settings)
        turn(start.settings.values.choices.get("direction", ""))

        with asyncio.Runner(loop_factory=partial(make_loop, application)) as runner:
            return runner.run(_live(application, start))
    finally:
        start.backend.end()
        qInstallMessageHandler(None)
        end_log()


def raise_running(paths: Paths) -> bool:
    """Whether the program that runs on these folders already has come to the front."""
    return knock(door_name(paths.data))


def make_application() -> QApplication:
    """Qt's application with our name on it."""
    QApplication.setApplicationName("braid")
    QApplication.setApplicationDisplayName("Braid")
    QApplication.setApplicationVersion(VERSION)
    QApplication.setDesktopFileName(DESKTOP_FILE)
    application = QApplication(sys.argv[:1])
    # The window's end is the beginning of ours: a loop that Qt stops under a waiting coroutine ends in an error.
    application.setQuitOnLastWindowClosed(False)
    return application


async def _live(application: QApplication, start: Start) -> int:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log.loop_handler)
    executor = ThreadPoolExecutor(WORKERS, thread_name_prefix="braid")
    loop.set_default_executor(executor)
    program = Program(Outside(start.paths, start.settings, start.secrets, start.backend))
    try:
        with _Signals() as signals:
            return await _with_window(application, start, program, signals)
    finally:
        executor.shutdown()


async def _with_window(application: QApplication, start: Start, program: Program, signals: "_Signals") -> int:
    _trace(application, start.options.trace, program)
    window = build_window(program.services)
    program.services.session.failed = window.show_fault
    program.services.session.wiped = window.show_wiped
    ending = asyncio.Event()
    window.closing.connect(ending.set)
    signals.listen(ending.set)
    door = _open_door(start.paths, window)
    _first_screen(window, program, start.options)
    window.show()
    garbage = GarbageKeeper(asyncio.get_running_loop())
    network = NetworkWatch(program.services.waiting.retry_now, program.clock, window)
    network.start(application)
    program.tasks.spawn(_open(program, window, start.options, garbage), name="open")
    try:
        if start.drive is not None:
            return await start.drive(window, program)
        await ending.wait()
        return 0
    finally:
        door.close()
        network.stop()
        window.hide()
        # What is told from here on has nobody left to hear it, and must start nothing any more.
        window.dispose()
        # What the window still had to write goes out before its coroutines are ended.
        await asyncio.sleep(0)
        await program.close()
        garbage.stop()
        window.deleteLater()


def _first_screen(window: MainWindow, program: Program, options: Options) -> None:
    if _opens_by_itself(program, options):
        window.show_inbox()
    else:
        window.sign_in.server.setText(options.server)
        window.show_sign_in()


def _opens_by_itself(program: Program, options: Options) -> bool:
    if options.sign_in:
        return False
    kept = program.outside.settings.values.kept
    if options.server:
        return kept is not None and kept.server == options.server
    return True


async def _open(program: Program, window: MainWindow, options: Options, garbage: GarbageKeeper) -> None:
    """What opens by itself; from then on garbage is collected."""
    if _opens_by_itself(program, options):
        await open_account(program, window, options)
    garbage.start()


async def open_account(program: Program, window: MainWindow, options: Options) -> None:
    """The kept session, else the trial; what does not open leads to the sign-in screen."""
    session = program.services.session
    try:
        opened = None if options.trial and not _kept_trial(program) else await session.resume()
        if opened is None and not options.server:
            opened = await session.start_trial()
    except Locked:
        window.show_unlock()
        return
    except KnownError as error:
        log.report(error, "open")
        window.show_fault(error)
        return
    if opened is None:
        window.show_sign_in()


def _kept_trial(program: Program) -> bool:
    kept = program.outside.settings.values.kept
    return kept is not None and kept.server == EMBEDDED


def _choose_language(settings: SettingsFile) -> None:
    i18n.set_language(settings.values.choices.get("language") or QLocale.system().bcp47Name())


def _open_door(paths: Paths, window: MainWindow) -> FrontDoor:
    door = FrontDoor()
    if not door.open(door_name(paths.data)):
        log.note("front door stays shut")
    visit = _Visit(window)
    door.knocked.connect(visit.answer)
    door.setProperty("visit", visit)
    return door


class _Visit:
    """Brings the window to the front when the program is started again."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def answer(self) -> None:
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()


class _Signals:
    """SIGINT and SIGTERM end the program in order, also while Qt waits and runs no Python."""

    def __init__(self) -> None:
        self._ours, self._theirs = socket.socketpair()
        for side in (self._ours, self._theirs):
            side.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._woken)
        self._ask_to_end: Callable[[], object] | None = None
        self._before: dict[signal.Signals, object] = {}

    def listen(self, ask_to_end: Callable[[], object]) -> None:
        """Calls this for either signal."""
        self._ask_to_end = ask_to_end

    def __enter__(self) -> "_Signals":
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._caught)
        return self

    def __exit__(self, *_error: object) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()

    def _caught(self, _number: int, _frame: FrameType | None) -> None:
        if self._ask_to_end is not None:
            self._ask_to_end()

    def _woken(self) -> None:
        # Being here is enough: Python has run its handlers by now.
        try:
            self._ours.recv(64)
        except BlockingIOError:
            return


def _trace(application: QApplication, file: Path | None, program: Program) -> None:
    if file is None:
        return
    from ui.tracing import PaintTrace

    clock = SystemClock()

    def mark(name: str) -> None:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"{name} {clock.unix_ms()}\n")

    def mark_online(status: SyncStatus) -> None:
        if status.last_sync_at is not None:
            mark("synced")

    PaintTrace(application, mark)
    program.services.waiting.on_status(mark_online)


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's complaints begin with the place they come from; the rest may quote anything and stays out of the log."""
    if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
        return
    place = message.partition(" ")[0].rstrip(":")
    log.note("qt message", kind=kind.name, where=place, name=context.category or "default")
