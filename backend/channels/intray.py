"""Commits webhook rows: whatever arrives while one commit is under way shares the next one (R-2: 500 a second)."""

import asyncio
from collections.abc import Callable, Sequence

from backend.channels import inbox_store
from backend.channels.inbox_store import NewRow
from backend.storage.database import Database


class Intray:
    """Group commit in front of the inbox.

    Attributes:
        arrived: called on the loop after each commit.
    """

    def __init__(self, database: Database, arrived: Callable[[], None]) -> None:
        self.arrived = arrived
        self._database = database
        self._waiting: list[tuple[Sequence[NewRow], asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None
        self._commit_now: asyncio.Task[None] | None = None

    async def put(self, rows: Sequence[NewRow]) -> None:
        """Returns when the rows are durable. Raises what the database raised, then nothing was stored."""
        if not rows:
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((rows, done))
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        await done

    async def give_way(self) -> None:
        """Lets the commit that is under way go first: providers wait for it, and the database's lock is not fair."""
        if self._commit_now is not None:
            await asyncio.wait((self._commit_now,))

    async def _drain(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                self._commit_now = asyncio.create_task(self._commit(batch))
                await self._commit_now
        finally:
            self._task = self._commit_now = None

    async def _commit(self, batch: list[tuple[Sequence[NewRow], asyncio.Future[None]]]) -> None:
        rows = [row for group, _ in batch for row in group]
        try:
            await asyncio.to_thread(self._write, rows)
        except Exception as error:  # each request answers for itself with what the database said
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
            return
        for _, done in batch:
            if not done.done():
                done.set_result(None)
        self.arrived()

    def _write(self, rows: list[NewRow]) -> None:
        with self._database.write() as transaction:
            inbox_store.add(transaction.connection, rows)
