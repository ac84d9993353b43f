"""From the command to the first frame and to a list that can be used; the real program, offscreen, file cache warm."""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.support.homes import Home, seeded_home
from tools.figures import Figure, at_most

NAME = "start"
THREADS, MESSAGES, RUNS = 10_000, 100_000, 5
PATIENCE = 40.0
LOOK = 0.01


def run() -> Iterable[Figure]:
    """The client alone on a big database, then the trial with its backend the second time."""
    with tempfile.TemporaryDirectory() as folder:
        home = seeded_home(Path(folder), THREADS, MESSAGES)
        _started(home, "usable_list")
        times = [_started(home, "usable_list") for _ in range(RUNS)]
        yield at_most("start: first frame", _median(times, "first_paint"), "s", 0.7)
        yield at_most("start: usable list of 10,000 threads", _median(times, "usable_list"), "s", 1.0)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        _started(home, "synced")
        times = [_started(home, "synced") for _ in range(RUNS)]
        yield at_most("start: trial again, usable list", _median(times, "usable_list"), "s", 2.0)
        yield at_most("start: trial again, in sync with its backend", _median(times, "synced"), "s", 2.0)


def _median(times: list[dict[str, float]], name: str) -> float:
    return statistics.median(found[name] for found in times)


def _started(home: Home, last: str) -> dict[str, float]:
    """Seconds from the start to each mark; the program is ended as by the system and must end in order."""
    home.folder.mkdir(exist_ok=True)
    home.trace.unlink(missing_ok=True)
    settings = {
        **os.environ,
        "BRAID_HOME": str(home.folder),
        "BRAID_TRACE": str(home.trace),
        "QT_QPA_PLATFORM": "offscreen",
    }
    began = time.time()
    words = [sys.executable, "-m", "tests.support.client", str(home.secrets)]
    with subprocess.Popen(words, env=settings) as client:
        marks = _wait_for(home.trace, last, client)
        client.send_signal(signal.SIGTERM)
        assert client.wait(PATIENCE) == 0, "the program did not end in order"
    return {name: at - began for name, at in marks.items()}


def _wait_for(trace: Path, last: str, client: "subprocess.Popen[bytes]") -> dict[str, float]:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience and client.poll() is None:
        lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else []
        marks: dict[str, float] = {}
        for line in lines:
            name, _, at = line.partition(" ")
            marks.setdefault(name, int(at) / 1000)
        if {last, "first_paint", "usable_list"} <= set(marks):
            return marks
        time.sleep(LOOK)
    client.kill()
    raise AssertionError(f"no {last} after {PATIENCE} s")
