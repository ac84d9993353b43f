"""Runs tests on a module with a mistake in it: a warm process that forks for each one."""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

_LIBRARIES = ("pytest", "asyncio", "sqlalchemy", "sqlcipher3.dbapi2", "msgspec", "httpx", "hypothesis", "fastapi")
WARM = (*_LIBRARIES, "localdb.tables")
QUIET = ("-x", "-q", "--no-header", "--tb=no", "-p", "pytest_timeout", "--timeout", "20", "--import-mode=importlib")
PLAIN = ("-c", os.devnull, "--rootdir", ".", "-o", "filterwarnings=error", "-p", "no:cacheprovider")
SECONDS = 120.0


class Runner:
    """The warm process as its parent sees it; `folder` holds the tree that is tested."""

    def __init__(self, folder: Path, number: int) -> None:
        settings = {**os.environ, "PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}
        settings |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONHASHSEED": "1"}
        command = [sys.executable, "-m", "tools.mutant_runner", str(folder.parent / f"tmp{number}")]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=folder, env=settings, stdin=pipe, stdout=pipe, text=True)

    def passes(self, tests: Sequence[str], module: str = "", code: str = "") -> bool:
        """Whether these tests pass, in that order and to the first that fails; too long counts as failed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([list(tests), module, code]), file=self._process.stdin, flush=True)
        return bool(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


class _Mistaken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, with other code than its file has."""

    def __init__(self, module: str, code: str) -> None:
        self.name = module.removesuffix(".py").replace("/", ".")
        self.file = str(Path(module).resolve())
        self.code = code

    def find_spec(self, fullname: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, origin=self.file) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = self.file
        exec(compile(self.code, self.file, "exec"), module.__dict__)


def _run(tests: Sequence[str], module: str, code: str, scratch: str) -> int:
    import pytest

    os.setpgrp()
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    if module:
        sys.meta_path.insert(0, _Mistaken(module, code))
    return int(pytest.main([*QUIET, *PLAIN, "--basetemp", scratch, *tests]))


def _in_a_child(tests: Sequence[str], module: str, code: str, scratch: str) -> bool:
    child = os.fork()
    if not child:
        result = 3
        try:
            result = _run(tests, module, code, scratch)
        finally:
            os._exit(result)
    patience = time.monotonic() + SECONDS
    while not (done := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < patience:
        time.sleep(0.02)
    if not done[0]:
        os.killpg(child, signal.SIGKILL)
        done = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(done[1]) == 0


def main(scratch: str) -> None:
    """Answers the parent's questions, a line each, until it has no more."""
    os.environ["TMPDIR"] = str(Path(scratch).parent)
    for name in WARM:
        importlib.import_module(name)
    for line in sys.stdin:
        tests, module, code = json.loads(line)
        print(json.dumps(_in_a_child(tests, module, code, scratch)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
