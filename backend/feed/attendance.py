"""Whether those who listen are still signed in: asked of the database for all of them at once (S4)."""

import asyncio

from backend.accounts.sessions import Caller, Sessions
from backend.feed.hub import FeedHub
from backend.storage.database import Database
from domain.clock import Clock

_EVERY = 1.0
"""Seconds for which a session that was good is taken to be good."""


class Attendance:
    """Asks when a stream wants to know and nobody has asked lately; on the loop that serves.

    A question of its own for each stream, each second, was a fifth of the time of a server with 500 of them (R23).
    """

    def __init__(self, database: Database, sessions: Sessions, hub: FeedHub, clock: Clock) -> None:
        self._database = database
        self._sessions = sessions
        self._hub = hub
        self._clock = clock
        self._asked_at = float("-inf")
        self._asking: asyncio.Task[None] | None = None
        self._ended: frozenset[str] = frozenset()

    async def is_good(self, caller: Caller) -> bool:
        """Whether somebody who listens is still signed in with the same token, as far as was known a second ago.

        Whoever is found to have been signed out since they listen is rung for, so that their streams ask, and end.
        """
        if self._sessions.is_over(caller):
            return False
        now = self._clock.monotonic()
        if now - self._asked_at >= _EVERY:
            self._asked_at = now
            self._asking = asyncio.create_task(self._ask())
        if self._asking is not None:
            await asyncio.shield(self._asking)
        return caller.session_id not in self._ended

    async def _ask(self) -> None:
        listening = self._hub.sessions()
        try:
            self._ended = listening - await asyncio.to_thread(self._alive, listening)
            self._hub.ring(self._ended)
        finally:
            self._asking = None

    def _alive(self, listening: frozenset[str]) -> set[str]:
        with self._database.read() as connection:
            return self._sessions.alive(connection, listening)
