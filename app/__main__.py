"""The command line of the client; what takes long begins before Qt is imported."""

import argparse
import gc
import os
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import VERSION, log
from app.backend_process import BackendProcess, serve_command
from app.config import EMBEDDED, SettingsFile
from app.instance import InstanceLock
from app.paths import Paths, find_paths

if TYPE_CHECKING:
    from app.bootstrap import Program
    from app.ports import Secrets
    from app.run import Drive, Options
    from ui.main_window import MainWindow


def main(arguments: Sequence[str] | None = None, secrets: "Secrets | None" = None) -> int:
    """The exit code; `secrets` stands in for this computer's keychain."""
    # Nothing that is made during the start is garbage: the run turns it on again when the window stands.
    gc.disable()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:2] == ["-m", "backend"]:
        return _be_the_backend(words[2:])
    wanted = _read(words)
    paths = find_paths()
    paths.make()
    lock = InstanceLock(paths.lock_file)
    if not lock.take():
        return _second_start(paths)
    try:
        return _first_start(wanted, paths, secrets)
    finally:
        lock.release()
        gc.enable()


def _first_start(wanted: argparse.Namespace, paths: Paths, secrets: "Secrets | None") -> int:
    settings = SettingsFile(paths.settings_file)
    backend = BackendProcess(serve_command(paths.backend, trial=True), paths.state / "backend.log", log.note)
    if _wants_backend(wanted, settings):
        # It takes about as long as we do: side by side both are ready at once.
        backend.begin()
    try:
        from app.bootstrap import os_secrets
        from app.run import Start, run

        return run(Start(_options(wanted), paths, settings, secrets or os_secrets(), backend, _drive(wanted)))
    finally:
        backend.end()


def _wants_backend(wanted: argparse.Namespace, settings: SettingsFile) -> bool:
    if wanted.sign_in or wanted.server:
        return False
    kept = settings.values.kept
    return wanted.trial or kept is None or kept.server == EMBEDDED


def _second_start(paths: Paths) -> int:
    from app.run import raise_running

    if raise_running(paths):
        return 0
    print("Braid is running already, but does not answer.", file=sys.stderr)
    return 1


def _options(wanted: argparse.Namespace) -> "Options":
    from app.run import Options

    trace = os.environ.get("BRAID_TRACE")
    return Options(
        server=wanted.server.strip().rstrip("/"),
        sign_in=wanted.sign_in or wanted.offscreen_tour is not None,
        trial=wanted.trial,
        trace=Path(trace) if trace else None,
    )


def _drive(wanted: argparse.Namespace) -> "Drive | None":
    if wanted.offscreen_tour is None:
        return None
    from ui.tour import take_tour

    folder: Path = wanted.offscreen_tour

    async def drive(window: "MainWindow", program: "Program") -> int:
        return await take_tour(window, program.outside.backend, folder)

    return drive


def _read(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="braid", description="Answer every customer on every channel in one window.")
    parser.add_argument("--server", default="", metavar="URL", help="sign in to the server of your team")
    parser.add_argument("--sign-in", action="store_true", help="show the sign-in screen first")
    parser.add_argument("--trial", action="store_true", help="open the trial workspace of this computer")
    parser.add_argument("--offscreen-tour", type=Path, metavar="DIR", help="visit every screen and keep its picture")
    parser.add_argument("--version", action="version", version=f"Braid {VERSION}")
    wanted = parser.parse_args(words)
    if wanted.offscreen_tour is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return wanted


def _be_the_backend(words: list[str]) -> int:
    """A frozen program has no other Python to start its backend with."""
    sys.argv = ["backend", *words]
    runpy.run_module("backend", run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
