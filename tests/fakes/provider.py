"""The provider's side for system tests: the simulator's own, on a loopback port in a thread of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from backend.clock import SystemClock
from backend.simulator import bodies
from backend.simulator.listening import listening
from backend.simulator.provider import Line, Provider

T = TypeVar("T")


@dataclass
class RunningProvider:
    """A provider that listens. `provider` may be read from any thread; what changes it goes through `do`."""

    provider: Provider
    base_url: str
    _loop: asyncio.AbstractEventLoop

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs a coroutine on the provider's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def add_line(self, kind: str, provider_id: str, app_secret: str, webhook_url: str) -> Line:
        """Makes one of our accounts known."""
        line = Line(kind, provider_id, app_secret, webhook_url)
        self.provider.lines[provider_id] = line
        return line

    def post(self, line: Line, body: bodies.Body) -> int:
        """Posts a signed body to our server; gives its status."""
        return self.do(self.provider.post(line, body))


@contextlib.contextmanager
def running_provider() -> Iterator[RunningProvider]:
    """A provider on a free loopback port while the block runs."""
    started, stopping = threading.Event(), asyncio.Event()
    found: list[RunningProvider] = []

    async def serve() -> None:
        provider = Provider(SystemClock())
        async with listening(provider.app()) as port:
            found.append(RunningProvider(provider, f"http://127.0.0.1:{port}", asyncio.get_running_loop()))
            started.set()
            await stopping.wait()
            await provider.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), name="provider")
    thread.start()
    try:
        assert started.wait(10), "the provider did not start"
        yield found[0]
    finally:
        found[0]._loop.call_soon_threadsafe(stopping.set)
        thread.join(10)
