"""One client's connection, served by uvicorn, that holds nothing any more once it is broken (R27)."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class Connection(asyncio.Protocol):
    """Passes on what happens to the connection; that it broke off, as if it had been closed.

    Where a connection breaks off, uvicorn lets the timer for its next request run on, and the timer holds whatever was
    asked last: old enough, when it ends, to be left until the collector looks through everything. Of one that was
    closed it waits for nothing. The error itself it asks for nowhere.

    Args:
        given: what uvicorn makes its protocols with.
    """

    def __init__(self, **given: Any) -> None:
        self._served: asyncio.Protocol = H11Protocol(**given)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody is there."""
        self._served.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """They said something."""
        self._served.data_received(data)

    def eof_received(self) -> bool | None:
        """They say nothing more."""
        return self._served.eof_received()

    def pause_writing(self) -> None:
        """They do not keep up with what we say."""
        self._served.pause_writing()

    def resume_writing(self) -> None:
        """They do again."""
        self._served.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._served.connection_lost(None)
