"""What connects an account to its server: our backend's gateway and the sync engine, made when they are wanted."""

import asyncio
import platform
import random
from collections.abc import Callable, Sequence
from importlib import import_module

from app.changes import ChangeHub
from app.clock import SystemClock
from app.ports import Engine, Gateway, LocalStore, Session, SyncStatus
from app.server_time import KeptOffset, ServerTime
from app.tasks import TaskOwner
from domain.presence import Handover, Presence

Heard = Callable[[SyncStatus], None]


class Connector:
    """Implements `app.services.session_parts.Connector`.

    Attributes:
        renewed: is told every session that the server renews.
        listeners: are told every change of the connection, in their order.
        word: is told what colleagues do right now.
    """

    renewed: Callable[[Session], None]
    listeners: Sequence[Heard] = ()
    word: Callable[[Presence | Handover], None]

    def __init__(self, clock: SystemClock, server_time: ServerTime, hub: ChangeHub, tasks: TaskOwner) -> None:
        self._clock, self._server_time, self._hub, self._tasks = clock, server_time, hub, tasks
        self.renewed = self.word = _nobody

    async def prepare(self) -> None:
        """Imports what the connection is made of, beside the loop."""
        await asyncio.to_thread(import_module, "sync.engine")
        await asyncio.to_thread(import_module, "sync.braid.gateway")

    def gateway(self, server: str) -> Gateway:
        """To a server of ours."""
        from sync.braid.gateway import BraidGateway

        heard = self._server_time.heard
        return BraidGateway(server, self._clock, platform.node()[:64], self.renewed, heard=heard)

    def engine(self, gateway: Gateway, store: LocalStore) -> Engine:
        """Moves operations up and changes down, and is listened to."""
        from sync.engine import SyncEngine

        engine = SyncEngine(gateway, store, self._clock, self._hub, self._tasks, random.random)
        offset = KeptOffset(self._server_time, store.state, self._tasks.spawn)
        for listener in (*self.listeners, offset.status_changed):
            engine.on_status(listener)
        engine.on_word(self.word)
        return engine


def _nobody(_news: object) -> None:
    """Until somebody wants to hear it."""
