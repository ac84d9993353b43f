"""The real program as a process: one at a time, ended in order by signals, its backend never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support.homes import Home, seeded_home

PATIENCE = 40.0
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends programs by POSIX signals")


class Client:
    """One started program."""

    def __init__(self, home: Home, *arguments: str) -> None:
        self.home = home
        home.trace.unlink(missing_ok=True)
        settings = {
            **os.environ,
            "BRAID_HOME": str(home.folder),
            "BRAID_TRACE": str(home.trace),
            "QT_QPA_PLATFORM": "offscreen",
        }
        words = [sys.executable, "-m", "tests.support.client", str(home.secrets), *arguments]
        self.process = subprocess.Popen(words, env=settings, stderr=subprocess.PIPE, text=True)

    def wait_for(self, mark: str) -> None:
        until(lambda: self.home.trace.exists() and mark in self.home.trace.read_text(encoding="utf-8"), mark)

    def backend(self) -> psutil.Process:
        (child,) = psutil.Process(self.process.pid).children()
        return child

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def until(true: Callable[[], Any], what: str) -> None:
    patience = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < patience, f"never came: {what}"
        time.sleep(0.02)


def gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@pytest.fixture(scope="module")
def kept_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return seeded_home(tmp_path_factory.mktemp("kept"), 50, 500)


@pytest.fixture(scope="module")
def trial_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("trial"))


@pytest.fixture
def start() -> Iterator[Callable[..., Client]]:
    started: list[Client] = []

    def begin(home: Home, *arguments: str) -> Client:
        started.append(Client(home, *arguments))
        return started[-1]

    yield begin
    for client in started:
        client.process.kill()
        client.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_kept_session_opens_offline_and_a_signal_ends_it(
    kept_home: Home, start: Callable[..., Client], number: signal.Signals
) -> None:
    client = start(kept_home)
    client.wait_for("usable_list")
    assert not psutil.Process(client.process.pid).children(), "a kept server needs no backend here"
    assert client.end(number) == 0
    assert not list(kept_home.paths.accounts.glob("*/braid.db-wal")), "the database was not closed"


def test_a_second_start_raises_the_first_and_ends(kept_home: Home, start: Callable[..., Client]) -> None:
    first = start(kept_home)
    first.wait_for("usable_list")
    second = start(kept_home)
    assert second.process.wait(PATIENCE) == 0
    assert first.process.poll() is None
    assert first.end() == 0


def test_a_killed_program_leaves_no_lock_and_no_backend(trial_home: Home, start: Callable[..., Client]) -> None:
    client = start(trial_home)
    client.wait_for("synced")
    backend = client.backend()
    client.process.kill()
    client.process.wait(PATIENCE)
    until(lambda: gone(backend), "the backend's end")
    again = start(trial_home)
    again.wait_for("synced")
    backend = again.backend()
    assert again.end() == 0
    until(lambda: gone(backend), "the backend's end")


def test_a_killed_backend_comes_back(trial_home: Home, start: Callable[..., Client]) -> None:
    client = start(trial_home)
    client.wait_for("synced")
    first = client.backend()
    first.kill()
    until(lambda: [child for child in psutil.Process(client.process.pid).children() if child.pid != first.pid], "it")
    assert client.end() == 0


def test_the_command_line_says_what_it_is() -> None:
    words = [sys.executable, "-m", "app", "--version"]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.startswith("Braid ")


def test_the_sign_in_screen_starts_no_backend(tmp_path: Path, start: Callable[..., Client]) -> None:
    client = start(Home(tmp_path), "--sign-in")
    client.wait_for("first_paint")
    assert not psutil.Process(client.process.pid).children()
    assert client.end() == 0
