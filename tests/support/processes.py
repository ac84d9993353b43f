"""Real processes: a backend as a client starts it, and a client without a face; both can be killed at any moment."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret of the system tests"
_UNDER_WAY = """
SELECT 1 FROM inbox WHERE state NOT IN ('done', 'failed')
UNION ALL SELECT 1 FROM egress WHERE state IN ('pending', 'sending') LIMIT 1
"""
_LOOK_AGAIN_S = 0.05


def own_port() -> socket.socket:
    """A port that nobody else is given while this socket is open; whoever sets SO_REUSEADDR may listen on it."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    return held


class Child:
    """A Python process that reads one JSON line and says things in JSON lines. Works on any event loop.

    Attributes:
        wrapper: words before the command, of a program that runs it.
    """

    def __init__(self, *arguments: str, wrapper: tuple[str, ...] = ()) -> None:
        self._arguments = arguments
        self._wrapper = wrapper
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def launch(self, first_line: dict[str, Any]) -> None:
        """Starts it; what it writes to standard error goes to ours."""
        self._process = subprocess.Popen(
            [*self._wrapper, sys.executable, *self._arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(first_line).encode() + b"\n")
        self._process.stdin.flush()

    @property
    def pid(self) -> int:
        """Of the process that was launched."""
        assert self._process is not None
        return self._process.pid

    def say_more(self, words: str = "") -> None:
        """A line; an empty one means: go on."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(words.encode() + b"\n")
        self._process.stdin.flush()

    async def line(self) -> dict[str, Any]:
        """The next thing it says."""
        assert self._process is not None
        assert self._process.stdout is not None
        raw = await asyncio.get_running_loop().run_in_executor(None, self._process.stdout.readline)
        assert raw, f"{self._arguments} ended with {self._process.wait()}"
        said: dict[str, Any] = json.loads(raw)
        return said

    def strike(self) -> None:
        """kill -9 while somebody else still reads what it said; `kill` tidies up afterwards."""
        if self._process is not None and self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGKILL)

    def kill(self) -> None:
        """kill -9, and waits until it is gone."""
        if self._process is not None and self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGKILL)
        self._reap()

    async def stop(self) -> None:
        """Ends its standard input, which is the polite way, and waits."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        await asyncio.get_running_loop().run_in_executor(None, self._reap)

    def _reap(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.wait(timeout=15)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


class BackendProcess(Child):
    """`python -m backend serve --embedded` on a port of its own that it keeps over restarts, until it is closed.

    Attributes:
        database: its file.
    """

    def __init__(self, folder: Path, module: str = "backend") -> None:
        self.database = folder / "braid.db"
        self._held = own_port()
        self.port: int = self._held.getsockname()[1]
        super().__init__("-m", module, "serve", "--embedded", "--data-dir", str(folder), "--port", str(self.port))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Returns when it is ready."""
        self.launch({"secret": SECRET})
        ready = await self.line()
        assert ready["ready"]
        assert ready["port"] == self.port

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What is committed now, also when it does not run."""
        reading = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)
        with contextlib.closing(reading) as connection:
            return connection.execute(sql, values).fetchall()

    async def settled(self) -> None:
        """Waits until everything that came in has been worked, and everything that is to go out has gone."""
        while await asyncio.to_thread(self.rows, _UNDER_WAY):  # noqa: ASYNC110 - another process tells nobody
            await asyncio.sleep(_LOOK_AGAIN_S)

    def close(self) -> None:
        """kill -9, for good: others may have its port."""
        self.kill()
        self._held.close()
