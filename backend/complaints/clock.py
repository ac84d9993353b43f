"""The clock of complaints: warnings, breaches and escalations happen when their time comes (K-1, K-2)."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update

from backend.background import BackgroundWork
from backend.complaints import forsaken, keeping, rows
from backend.complaints.standing import standing
from backend.log import logger
from backend.storage.database import Database
from backend.storage.tables import complaint
from backend.storage.transaction import Transaction
from backend.threads.work import Work
from domain.clock import Clock
from domain.complaints.clocks import due

CHUNK = 500
"""Complaints in a transaction: whoever wants to write waits no longer than that takes."""
_STEP = 1.0
_PAUSE = 0.02
"""Seconds between two chunks, so that whoever else wants to write comes through."""


class ComplaintClock(BackgroundWork):
    """Looks every second whether a complaint's time has come.

    What happened is kept with the complaint, so neither a restart nor a clock that is set makes it happen again.
    """

    def __init__(self, database: Database, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._database = database
        self._clock = clock
        self._new_id = new_id

    def step(self) -> int:
        """Brings those whose time has come up to now, at most `CHUNK`, the longest overdue first; how many."""
        now = self._clock.now()
        query = select(complaint.c.id).where(complaint.c.next_at <= now).order_by(complaint.c.next_at).limit(CHUNK)
        with self._database.read() as connection:
            ids = connection.execute(query).scalars().all()
        if not ids:
            return 0
        with self._database.write() as tx:
            work = Work(tx, now, self._new_id)
            for value in rows.load(tx.connection, ids):
                after = due(value, now, standing(tx).ground())
                if after == value:
                    # It was put before us to be looked at; there was nothing to do.
                    keeping.put_off(tx.connection, value.id, value.next_at)
                else:
                    keeping.keep(work, value, after, None)
        return len(ids)

    def pass_on(self) -> int:
        """Gives those whose owner left, or that nobody could own, to somebody who can; how many."""
        with self._database.read() as connection:
            if not forsaken.forsaken(connection, 1):
                return 0
        with self._database.write() as tx:
            # Read again: what was closed or given to somebody meanwhile is nobody's to pass on.
            ids = forsaken.forsaken(tx.connection, CHUNK)
            forsaken.pass_on(Work(tx, self._clock.now(), self._new_id), ids)
        return len(ids)

    def catch_up(self) -> int:
        """Everything whose time has come; how many complaints that were."""
        done = 0
        while count := self.step() + self.pass_on():
            done += count
        return done

    async def _run(self) -> None:
        while True:
            pause = _STEP
            try:
                more = await asyncio.to_thread(self.step) == CHUNK
                more = await asyncio.to_thread(self.pass_on) == CHUNK or more
                pause = _PAUSE if more else _STEP
            except Exception:  # the next second is another try
                logger.exception("complaint_clock_failed")
            await asyncio.sleep(pause)


def look_again(tx: Transaction, now: datetime) -> None:
    """Other figures or hours are in force: every clock is looked at with them."""
    running = complaint.c.next_at.is_not(None)
    tx.connection.execute(update(complaint).where(running).values(next_at=now))
