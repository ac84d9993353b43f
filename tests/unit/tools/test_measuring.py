"""Modules that measure: found without being run, each in a process of its own, ended with all it started."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools import measuring

LEAVES_A_CHILD = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdout=subprocess.DEVNULL)
print('{"name": "pid", "value": %d}' % child.pid, flush=True)
"""


def test_names_are_read_without_running_anything(tmp_path: Path) -> None:
    (tmp_path / "fault_start.py").write_text('NAME: str = "first-kill"\nraise SystemExit\n', encoding="utf-8")
    (tmp_path / "fault_search.py").write_text("", encoding="utf-8")
    (tmp_path / "bench_other.py").write_text("", encoding="utf-8")
    folder = f"tests.{tmp_path.name}"
    assert measuring.discover(tmp_path, "fault") == {
        "search": f"{folder}.fault_search",
        "first-kill": f"{folder}.fault_start",
    }


def test_figures_are_passed_on_and_talk_does_no_harm(capfd: pytest.CaptureFixture[str]) -> None:
    told = measuring.run_apart(("-c", 'print(\'warming up\'); print(\'{"name": "x", "ok": false}\')'), "x")
    assert told == measuring.Told([{"name": "x", "ok": False}], True)
    assert not told.ok
    assert capfd.readouterr().out.splitlines() == ["warming up", '{"name": "x", "ok": false}']


def test_what_breaks_is_not_ok(capfd: pytest.CaptureFixture[str]) -> None:
    assert not measuring.run_apart(("-c", "raise SystemExit(3)"), "poison").ok
    assert "poison broke with exit code 3" in capfd.readouterr().err


def test_what_takes_too_long_is_ended(capfd: pytest.CaptureFixture[str]) -> None:
    assert not measuring.run_apart(("-c", "import time; time.sleep(600)"), "slow", 0.2).ok
    assert "slow took longer than 0.2 s" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups")
def test_what_a_module_left_running_ends_with_it() -> None:
    told = measuring.run_apart(("-c", LEAVES_A_CHILD), "untidy")
    while is_alive(told.figures[0]["value"]):
        os.sched_yield()


def test_all_that_runs_can_be_ended_from_another_thread(capfd: pytest.CaptureFixture[str]) -> None:
    says = 'import time; print("{}", flush=True); time.sleep(600)'
    with ThreadPoolExecutor() as pool:
        both = [pool.submit(measuring.run_apart, ("-c", says), name) for name in ("one", "two")]
        said = ""
        while said.count("{}") < 2:
            said += capfd.readouterr().out
        measuring.end_all()
        assert not any(told.result().ended_well for told in both)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
