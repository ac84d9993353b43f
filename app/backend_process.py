"""The backend on this computer: a process of its own that starts with the client and dies with it."""

import asyncio
import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Protocol

from app.errors import Unreachable

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 30.0
END_SECONDS = 2.0
FIRST_DELAY, LONGEST_DELAY = 0.2, 30.0
TRIES = 3
"""Starts that may fail in a row before whoever waits is told."""

Note = Callable[..., None]


class Command(Protocol):
    """Gives the command line for a port; 0 lets the system choose."""

    def __call__(self, port: int) -> Sequence[str]:
        """Program and arguments."""


def serve_command(data: Path, trial: bool) -> Command:
    """How the backend is started, from source and from a frozen program alike (`app.__main__` takes the same words)."""

    def command(port: int) -> list[str]:
        words = [sys.executable, "-m", "backend", "serve", "--embedded", "--data-dir", str(data)]
        return words + (["--trial"] if trial else []) + (["--port", str(port)] if port else [])

    return command


class BackendProcess:
    """Keeps one process alive on a thread of its own, so that nothing here touches the loop or waits on it.

    idle --begin--> starting --ready line--> ready --death--> waiting --delay--> starting; anywhere --stop--> ended.
    A process that died comes back on its old port, so that its clients simply go on; when the port is taken
    it comes back elsewhere and `moved` is called, on this object's thread.

    Attributes:
        command: gives the command line. output: where the process's own complaints go.
        moved: called after it has come back at another address.
        note: writes a log line.
    """

    def __init__(self, command: Command, output: Path, note: Note) -> None:
        self.command = command
        self.output = output
        self.note = note
        self.moved: Callable[[], None] | None = None
        self._secret = secrets.token_hex(32)
        self._guard = threading.Lock()
        self._ready: Future[str] = Future()
        self._stopping = threading.Event()
        self._allowed = threading.Event()
        self._allowed.set()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._port = 0

    @property
    def pid(self) -> int | None:
        """The running process, None when there is none."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def begin(self) -> None:
        """Starts it without waiting; harmless when it runs."""
        if self._thread is None and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._keep_alive, name="backend", daemon=True)
            self._thread.start()

    async def start(self) -> tuple[str, str]:
        """Its address and secret once it answers. Raises Unreachable when it failed three times in a row."""
        self.begin()
        with self._guard:
            ready = self._ready
        return await asyncio.wrap_future(_follower(ready)), self._secret

    async def suspend(self) -> None:
        """Ends it and keeps it down until `go_on`: what a lost server looks like (tour, tests)."""
        self._allowed.clear()
        process = self._process
        if process is not None:
            await asyncio.to_thread(_end, process)

    def go_on(self) -> None:
        """Lets it start again after `suspend`."""
        self._allowed.set()

    async def stop(self) -> None:
        """Ends it: asks by closing its input, then insists."""
        await asyncio.to_thread(self.end)

    def end(self) -> None:
        """As `stop`, for callers without a loop."""
        self._stopping.set()
        self._allowed.set()
        with self._guard:
            process = self._process
        if process is not None:
            _end(process)
        if self._thread is not None:
            self._thread.join(END_SECONDS)
        with self._guard:
            if not self._ready.done():
                self._ready.set_exception(Unreachable("backend_ended"))

    def _keep_alive(self) -> None:
        delay, failures = FIRST_DELAY, 0
        while not self._stopping.is_set():
            if self._run_once(self._port if failures < TRIES - 1 else 0):
                delay, failures = FIRST_DELAY, 0
            else:
                failures += 1
                self._tell_failure(failures)
            if not self._stopping.wait(delay):
                self._allowed.wait()
                self.note("backend starts again", count=failures)
            delay = min(delay * 2, LONGEST_DELAY)

    def _run_once(self, port: int) -> bool:
        """From start to death; whether it answered in between."""
        process = self._spawn(port)
        if process is None:
            return False
        overdue = threading.Timer(READY_SECONDS, process.kill)
        overdue.daemon = True
        overdue.start()
        found = _port_of(process)
        overdue.cancel()
        if found:
            self._announce(found)
            _drain(process)
        status = process.wait()
        _close(process.stdin)
        _close(process.stdout)
        with self._guard:
            if self._ready.done():
                self._ready = Future()
        self.note("backend ended", status=status)
        return bool(found)

    def _spawn(self, port: int) -> subprocess.Popen[str] | None:
        with self._guard:
            if self._stopping.is_set():
                return None
            try:
                process = self._popen(port)
            except OSError:
                return None
            self._process = process
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps({"secret": self._secret}) + "\n")
            process.stdin.flush()
        except OSError:
            # It died at once: its silence says so too.
            return process
        return process

    def _popen(self, port: int) -> subprocess.Popen[str]:
        self.output.parent.mkdir(parents=True, exist_ok=True)
        with self.output.open("w", encoding="utf-8") as complaints:
            return subprocess.Popen(
                self.command(port),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                encoding="utf-8",
                # Ctrl-C in the terminal is for the client; it ends the backend in its turn.
                start_new_session=sys.platform != "win32",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )

    def _announce(self, port: int) -> None:
        with self._guard:
            moved, self._port = self._port not in (0, port), port
            self._ready.set_result(f"http://127.0.0.1:{port}")
        self.note("backend ready", port=port)
        if moved and self.moved is not None:
            self.moved()

    def _tell_failure(self, failures: int) -> None:
        if failures % TRIES:
            return
        with self._guard:
            ready, self._ready = self._ready, Future()
        self.note("backend does not start", count=failures)
        ready.set_exception(Unreachable("backend_failed"))


def _follower(ready: Future[str]) -> Future[str]:
    """A future of one's own: whoever gives up waiting must not cancel it for the others."""
    own: Future[str] = Future()

    def follow(done: Future[str]) -> None:
        if not own.set_running_or_notify_cancel():
            return
        error = done.exception()
        if error is not None:
            own.set_exception(error)
        else:
            own.set_result(done.result())

    ready.add_done_callback(follow)
    return own


def _port_of(process: subprocess.Popen[str]) -> int:
    """From its ready line; 0 when it died or said something else."""
    assert process.stdout is not None
    try:
        said = json.loads(process.stdout.readline())
        return int(said["port"]) if said.get("ready") is True else 0
    except (ValueError, KeyError, TypeError, AttributeError):
        process.kill()
        return 0


def _drain(process: subprocess.Popen[str]) -> None:
    """A full pipe would stop it; what it says after the ready line is of no use."""
    assert process.stdout is not None
    for _line in process.stdout:
        continue


def _end(process: subprocess.Popen[str]) -> None:
    _close(process.stdin)
    for insist in (process.terminate, process.kill):
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            insist()
        else:
            return


def _close(stream: IO[str] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        return
