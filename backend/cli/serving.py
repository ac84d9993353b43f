"""Runs the server until it is told to stop: by a signal, or by the end of its parent (embedded)."""

import asyncio
import contextlib
import ctypes
import gc
import json
import logging
import socket
import sys
import threading
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from backend.application import create_app
from backend.cli.connection import Connection
from backend.cli.options import ServeOptions, check
from backend.cli.owner import ensure_owner
from backend.cli.say import say
from backend.clock import SystemClock
from backend.log import CutShort, configure, logger
from backend.services import Services, build
from backend.settings import Settings
from backend.version import VERSION
from domain.address import is_loopback

if TYPE_CHECKING:
    from backend.simulator.trial import Trial

_GRACE_SECONDS = 1
_CUT_SHORT = CutShort()
_GARBAGE = (25_000, 5, 5)
"""A batch of 500 replies makes some tens of thousands of objects, and hardly one of them in a circle. A connection that
breaks leaves a few hundred, all of them in circles: older ones are looked through often enough that they do not pile
up for days (R27)."""
_HEAPS = -8
"""glibc's M_ARENA_MAX: how many heaps the threads of a process have."""


class Server(uvicorn.Server):
    """uvicorn that says when it is ready, and ends the event streams first, so that they do not hold up its stop."""

    def __init__(self, config: uvicorn.Config, services: Services, options: ServeOptions) -> None:
        super().__init__(config)
        self._services = services
        self._options = options
        self._trial: Trial | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens; then the trial's customers begin, and whoever started us hears that we are ready."""
        await super().startup(sockets)
        if self.should_exit or not sockets:
            return
        if self._options.trial:
            from backend.simulator.trial import start

            self._trial = await start(self._services, sockets[0].getsockname()[1])
        self._say_ready(sockets[0].getsockname()[1])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends the simulated customers before what they talk to."""
        if self._trial is not None:
            await self._trial.stop()
        logging.getLogger("uvicorn.error").addFilter(_CUT_SHORT)
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal says stop."""
        self.stop()

    def stop(self) -> None:
        """Begins to stop; from any thread."""
        self._services.hub.close()
        self.should_exit = True

    def _say_ready(self, port: int) -> None:
        logger.info("ready", port=port, version=VERSION)
        if self._options.embedded:
            say(json.dumps({"ready": True, "port": port, "version": VERSION}))
            threading.Thread(target=_wait_for_parent, args=(self,), daemon=True).start()


def serve(settings: Settings, options: ServeOptions) -> None:
    """Serves until stopped. Raises NotAllowed, StorageProblem, VaultProblem, OSError when the port is taken."""
    check(options)
    _share_one_heap()
    configure(settings.log_level)
    secret = _read_secret() if options.embedded else ""
    listening = listen(options)
    services = build(settings, SystemClock(), secret)
    if options.embedded:
        ensure_owner(services)
    server = Server(server_config(services, options), services, options)
    _leave_the_start_alone()
    asyncio.run(server.serve(sockets=[listening]))


def _share_one_heap() -> None:
    """Threads allocate from one heap. glibc gives them some of their own, and what lies free in each adds up (R27).

    They hardly wait for each other: Python's lock, or SQLite's own for its memory, is held wherever much is allocated.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # another C library than glibc
            ctypes.CDLL(None).mallopt(_HEAPS, 1)


def _leave_the_start_alone() -> None:
    """Garbage is looked for less often, and not among what the start has made: an eighth of a long queue's time."""
    gc.collect()
    gc.freeze()
    # Python leaves old garbage until it is a quarter of what it counted last: let that be what comes from here on.
    gc.collect()
    gc.set_threshold(*_GARBAGE)


def _wait_for_parent(server: Server) -> None:
    """The end of standard input is the end of the client that started us."""
    while sys.stdin.buffer.read(4096):
        pass
    server.stop()


def _read_secret() -> str:
    line = sys.stdin.buffer.readline()
    secret = json.loads(line).get("secret", "") if line else ""
    if not isinstance(secret, str) or len(secret) < 16:
        raise SystemExit("An embedded server needs a secret of at least 16 characters on its standard input.")
    return secret


def listen(options: ServeOptions) -> socket.socket:
    """The socket to serve on. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # With its protocol named, asyncio switches Nagle's algorithm off; without, every answer waits 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((options.host, options.port))
    listening.listen(1024)
    listening.set_inheritable(False)
    return listening


def server_config(services: Services, options: ServeOptions) -> uvicorn.Config:
    """How uvicorn serves the app: no log of its own, no word on who it is, quick to stop."""
    return uvicorn.Config(
        create_app(services),
        http=Connection,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=75,
        proxy_headers=options.behind_proxy,
        forwarded_allow_ips="127.0.0.1,::1" if is_loopback(options.host) else "*",
        ssl_certfile=options.tls_cert if options.has_tls else None,
        ssl_keyfile=options.tls_key if options.has_tls else None,
    )
