"""The virtual environment of the checkout: made, filled from the locks, stamped, repaired."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tools.setup import say

ROOT = Path(__file__).resolve().parent.parent.parent
WHAT_A_LOCK_HOLDS = {
    "app": "Installing the client's packages",
    "server": "Installing the server's packages",
    "dev": "Installing the checking and testing packages",
    "voice": "Installing what records and plays voice notes (about 170 MB)",
}
Step = tuple[str, Callable[[], None]]


class Environment:
    """`.venv` and its stamp. The stamp is written last, so an environment without one is half-made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        self.stamp_file = self.folder / "braid-setup.json"

    def make_ready(self, locks: tuple[str, ...], system: str | None) -> None:
        """A warm start reads the stamp and the locks, and nothing else."""
        stamp = self.read_stamp()
        wanted = self.fingerprints(locks)
        if stale := self.what_is_stale(stamp, wanted):
            self.carry_out(stamp if self.is_usable(stamp) else {}, stale, wanted, system)
        elif system and not covers(stamp.get("system", []), system):
            self.carry_out(stamp, [], wanted, system)

    def fingerprints(self, locks: tuple[str, ...]) -> dict[str, str]:
        files = {name: self.root / "requirements" / f"{name}.txt" for name in locks}
        return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}

    def read_stamp(self) -> dict[str, Any]:
        try:
            stamp = json.loads(self.stamp_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def write_stamp(self, stamp: dict[str, Any]) -> None:
        half_written = self.stamp_file.with_suffix(".part")
        half_written.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        half_written.replace(self.stamp_file)

    def forget(self) -> None:
        self.stamp_file.unlink(missing_ok=True)

    def is_usable(self, stamp: dict[str, Any]) -> bool:
        return stamp.get("python") == python_version() and self.python.exists()

    def what_is_stale(self, stamp: dict[str, Any], wanted: dict[str, str]) -> list[str]:
        """The locks to install: all that are wanted when the environment itself has to be made anew."""
        if not self.is_usable(stamp):
            return list(wanted)
        held = stamp.get("locks", {})
        if all(held.get(name) == fingerprint for name, fingerprint in wanted.items()):
            return []
        # A lock that changed moves versions the others share, so those held already are brought along.
        return [name for name in WHAT_A_LOCK_HOLDS if name in wanted or name in held]

    def carry_out(self, stamp: dict[str, Any], stale: list[str], wanted: dict[str, str], system: str | None) -> None:
        done: list[str] = list(stamp.get("system", []))
        steps = [*self.system_steps(system, done), *self.venv_steps(stamp, stale)]
        for number, (what, act) in enumerate(steps, start=1):
            say.step(number, len(steps), what)
            act()
        held = {**stamp.get("locks", {}), **wanted, **self.fingerprints(tuple(stale))}
        self.write_stamp({"python": python_version(), "locks": held, "system": done})

    def system_steps(self, system: str | None, done: list[str]) -> list[Step]:
        if system is None or covers(done, system) or not sys.platform.startswith("linux"):
            return []
        from tools.setup.system import complete

        def check() -> None:
            if complete(system):
                done.append(system)

        return [("Looking for the system libraries and fonts", check)]

    def venv_steps(self, stamp: dict[str, Any], stale: list[str]) -> list[Step]:
        if not stale:
            return []
        from tools.setup import installing

        steps: list[Step] = []
        if not stamp:
            again = "Making .venv anew (the old one is half-made or of another Python)"
            what = again if self.folder.exists() else f"Making a Python {python_version()} environment in .venv"
            steps.append((what, partial(installing.make, self.folder, self.python)))
        else:
            steps.append(("The packages have changed since last time", self.forget))
        for name in stale:
            lock = self.root / "requirements" / f"{name}.txt"
            steps.append((WHAT_A_LOCK_HOLDS[name], partial(installing.install, self.python, lock)))
        return steps


def covers(done: list[str], system: str) -> bool:
    """The tests and voice notes need all that a run needs, and more."""
    return system in done or (system == "run" and any(other in done for other in ("test", "voice")))


def python_version() -> str:
    return "{}.{}".format(*sys.version_info[:2]) + (" 32-bit" if sys.maxsize <= 2**32 else "")


def base_python() -> str:
    """The interpreter behind a virtual environment: ours may be the very one about to be replaced."""
    return getattr(sys, "_base_executable", None) or sys.executable or os.environ.get("PYTHON", "python3")
