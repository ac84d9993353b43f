"""Wakes snoozed threads when their time comes."""

from collections.abc import Callable

from sqlalchemy import select

from backend.background import BackgroundWork
from backend.storage.database import Database
from backend.storage.tables import thread
from backend.threads.rules import open_again
from backend.threads.work import Work
from domain.clock import Clock
from domain.message import EventCode
from domain.thread import ThreadStatus

_STEP = 1.0


class SnoozeWorker(BackgroundWork):
    """Looks every second whether a snooze is over."""

    def __init__(self, database: Database, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._database = database
        self._clock = clock
        self._new_id = new_id

    def wake_due(self) -> int:
        """Opens every thread whose snooze is over; returns how many."""
        now = self._clock.now()
        due = select(thread.c.id).where(thread.c.snoozed_until <= now, thread.c.merged_into.is_(None))
        with self._database.read() as connection:
            ids = list(connection.execute(due).scalars())
        if not ids:
            return 0
        with self._database.write() as tx:
            work = Work(tx, now, self._new_id)
            work.load_threads(ids)
            for id_ in ids:
                self._wake(work, id_)
            work.flush()
        return len(ids)

    def _wake(self, work: Work, id_: str) -> None:
        root = work.thread(id_)
        if root is None or root.status != ThreadStatus.SNOOZED or root.merged_into:
            return
        if root.snoozed_until is not None and root.snoozed_until <= work.now:
            open_again(root, "")
            work.event(root, EventCode.REOPENED)

    async def _run(self) -> None:
        await self._every(_STEP, self.wake_due, "snooze_failed")
