"""Every check and test in order, stopping at the first that fails; with arguments, only pytest with those."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("app", "backend", "domain", "localdb", "sync", "ui", "widgets")
TYPED = ("start.py", *PACKAGES, "tools", "tests")
APART = ("tests/system", "tests/bench", "tests/faults")
SHARED = ("-q", "-n", "2", "--dist", "loadgroup")
NOTHING_COLLECTED = 5
MEMORY = Path("/dev/shm")
ROOM = 3 << 30
"""Bytes; pytest keeps what the tests wrote until the end of the run."""


class Check(NamedTuple):
    """A step that is quiet when it passes."""

    name: str
    command: tuple[str, ...]


def checks(root: Path) -> list[Check]:
    python = sys.executable
    typed = [name for name in TYPED if (root / name).exists()]
    found = [
        Check("ruff check", (python, "-m", "ruff", "check", "--quiet", ".")),
        Check("ruff format", (python, "-m", "ruff", "format", "--check", "--quiet", ".")),
        Check("mypy --strict", (python, "-m", "mypy", "--strict", "--no-error-summary", "--num-workers=2", *typed)),
        Check("rules of the house", (python, "-m", "tools.lint")),
        Check("catalogue of texts", (python, "-m", "tools.catalogue", "--check")),
    ]
    if all((root / name / "__init__.py").exists() for name in PACKAGES):
        linter = (python, "-c", "from importlinter.cli import lint_imports_command as run; run()")
        found.insert(3, Check("import-linter", linter))
    return found


def run_checks(root: Path) -> int:
    """The exit code of the first check that fails, with its output; 0 when all pass."""
    steps = checks(root)
    for number, step in enumerate(steps, start=1):
        print(f"[{number} of {len(steps)}] {step.name} … ", end="", flush=True)
        started = time.perf_counter()
        done = subprocess.run(step.command, cwd=root, capture_output=True, text=True, check=False)
        print(f"{'ok' if done.returncode == 0 else 'FAILED'} ({time.perf_counter() - started:.1f} s)", flush=True)
        if done.returncode:
            print(done.stdout, done.stderr, sep="", flush=True)
            return done.returncode
    return 0


@contextlib.contextmanager
def fast_folder() -> Iterator[dict[str, str]]:
    """Says where temporary files go: to memory where there is some, since most of a test's time goes into fsync."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="braid-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def settings(root: Path) -> dict[str, str]:
    """Of every process that tests. Whatever shell this started from, no window is opened where nobody asks for one."""
    found = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)}
    # The tests start hundreds of programs: without it each would compile all of our files again.
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def run_pytest(arguments: Sequence[str], root: Path, more: Mapping[str, str] = MappingProxyType({})) -> int:
    command = (sys.executable, "-m", "pytest", *arguments)
    return subprocess.run(command, cwd=root, env={**settings(root), **more}, check=False).returncode


def run_tests(root: Path) -> int:
    """The system tests start whole programs, so they come at the end, when nothing else keeps the machine busy."""
    others = [f"--ignore={folder}" for folder in APART]
    with fast_folder() as where:
        code = run_pytest([*SHARED, *others, "tests"], root, where)
        if code or next((root / APART[0]).rglob("test_*.py"), None) is None:
            return code
        code = run_pytest([*SHARED, APART[0]], root, where)
    return run_faults(root) if code in (0, NOTHING_COLLECTED) else code


def run_faults(root: Path) -> int:
    """A little of every fault, one line a claim; the figures that are kept are those of larger runs."""
    command = (sys.executable, "-m", "tools.faults", "--quick", "--unrecorded")
    return subprocess.run(command, cwd=root, env=settings(root), check=False).returncode


def main(arguments: Sequence[str]) -> int:
    try:
        if arguments:
            return run_pytest(arguments, ROOT)
        return run_checks(ROOT) or run_tests(ROOT)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
