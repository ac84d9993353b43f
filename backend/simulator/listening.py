"""Serves an ASGI app on a loopback port inside a running loop; the process's signals stay the process's."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals alone: this server is a guest in its process."""
        yield


@contextlib.asynccontextmanager
async def listening(app: Any, port: int = 0) -> AsyncIterator[int]:
    """Serves the app on 127.0.0.1 while the block runs; gives the port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
        config = uvicorn.Config(app, log_config=None, log_level="critical", access_log=False, lifespan="off", ws="none")
        config.timeout_graceful_shutdown = 1
        # Longer than clients keep connections that rest (five seconds): nothing is sent into one that closes just then.
        config.timeout_keep_alive = 75
        server = _Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = True
            await asyncio.gather(task, return_exceptions=True)
