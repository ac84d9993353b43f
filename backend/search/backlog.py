"""Takes the messages of an older database into the search index, beside everything else and newest first."""

import asyncio

from sqlalchemy import select, update

from backend.background import BackgroundWork
from backend.log import logger
from backend.search.keeping import keep, left
from backend.storage.database import Database
from backend.storage.tables import message, search_progress
from backend.threads.records import MessageRecord

CHUNK = 50
"""So few that nobody who answers a customer waits long for the write lock (about 40 ms)."""
_PAUSE = 0.02
"""Seconds between two chunks, so that whoever else wants to write comes through."""


class SearchBacklog(BackgroundWork):
    """Works until every message is in the index; goes on where it was after a restart."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    def step(self) -> bool:
        """The next chunk, in one transaction; whether there are more."""
        with self._database.read() as connection:
            if not left(connection):
                return False
        with self._database.write() as tx:
            top = left(tx.connection)
            below = select(message).where(message.c.position <= top).order_by(message.c.position.desc()).limit(CHUNK)
            records = [MessageRecord(*row) for row in tx.connection.execute(below)]
            keep(tx.connection, records)
            reached = records[-1].position - 1 if len(records) == CHUNK else 0
            tx.connection.execute(update(search_progress).values(next=reached))
        return reached > 0

    async def _run(self) -> None:
        more = True
        while more:
            try:
                more = await asyncio.to_thread(self.step)
            except Exception:  # what is not in the index yet is tried again
                logger.exception("search_backlog_failed")
            await asyncio.sleep(_PAUSE)
