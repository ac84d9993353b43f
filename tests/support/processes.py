"""Real processes: a backend as a client starts it, and a client without a face; both can be killed at any moment."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret of the system tests"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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
    """`python -m backend serve --embedded` on a port of its own that it keeps over restarts."""

    def __init__(self, folder: Path, module: str = "backend") -> None:
        self.port = free_port()
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
