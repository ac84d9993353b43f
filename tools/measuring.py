"""Finds modules that measure something and runs each in a process of its own, its figures passed on as they come."""

import ast
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SPEED_UNITS = frozenset({"s", "ms", "MB"})
_running: set["subprocess.Popen[str]"] = set()


class Told(NamedTuple):
    """What a module said: its figures as they were printed, and whether it got to its end."""

    figures: list[dict[str, Any]]
    ended_well: bool

    @property
    def ok(self) -> bool:
        return self.ended_well and all(bool(figure.get("ok", True)) for figure in self.figures)

    @property
    def ok_but_for_speed(self) -> bool:
        """The same where the machine may be busy: how long something took, or how much it used, is no verdict."""
        counted = [figure for figure in self.figures if figure.get("unit") not in SPEED_UNITS]
        return Told(counted, self.ended_well).ok


def discover(folder: Path, prefix: str) -> dict[str, str]:
    """Names and modules, read without importing: an import here would warm the caches of the measured."""
    found = {}
    for file in sorted(folder.glob(f"{prefix}_*.py")):
        found[declared_name(file) or file.stem.removeprefix(f"{prefix}_")] = f"tests.{folder.name}.{file.stem}"
    return found


def declared_name(file: Path) -> str | None:
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(target, ast.Name) and target.id == "NAME" for target in targets):
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            return str(value.value) if isinstance(value, ast.Constant) else None
    return None


def refuse_unknown(names: Sequence[str], known: dict[str, str], what: str) -> bool:
    """Whether some name is unknown; says so with the names there are."""
    unknown = [name for name in names if name not in known]
    if unknown:
        there_are = ", ".join(known) or "none yet"
        print(f"No {what} is called {', '.join(unknown)}. There are: {there_are}.", file=sys.stderr)
    return bool(unknown)


def run_apart(arguments: Sequence[str], name: str, limit_s: float | None = None) -> Told:
    """Python with `arguments` in a process group of its own; all of the group ends with it, or after `limit_s`."""
    settings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=settings, start_new_session=True
    )
    _running.add(child)
    too_late = threading.Event()
    watch = threading.Timer(limit_s or threading.TIMEOUT_MAX, _end_late, (child, too_late))
    watch.daemon = True
    watch.start()
    assert child.stdout is not None
    try:
        figures = [figure for line in child.stdout if (figure := _pass_on(line)) is not None]
        code = child.wait()
    finally:
        watch.cancel()
        _end_group(child)
        _running.discard(child)
        child.stdout.close()
    if code:
        why = f"took longer than {limit_s:g} s" if too_late.is_set() else f"broke with exit code {code}"
        print(f"{name} {why}", file=sys.stderr, flush=True)
    return Told(figures, code == 0)


def end_all() -> None:
    """Ends what other threads run apart: a Ctrl-C reaches neither them nor what they wait for."""
    for child in tuple(_running):
        _end_group(child)


def read_figure(line: str) -> dict[str, Any] | None:
    """A line that is no figure is the module talking, and does no harm."""
    try:
        figure = json.loads(line)
    except ValueError:
        return None
    return figure if isinstance(figure, dict) else None


def _pass_on(line: str) -> dict[str, Any] | None:
    print(line, end="", flush=True)
    return read_figure(line)


def _end_late(child: subprocess.Popen[str], too_late: threading.Event) -> None:
    too_late.set()
    _end_group(child)


def _end_group(child: subprocess.Popen[str]) -> None:
    """What the module started and left behind ends too; Windows has no groups, so there only the module does."""
    with suppress(OSError):
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
