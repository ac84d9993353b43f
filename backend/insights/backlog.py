"""Counts the messages of an older database, and response times anew when the working hours change; beside all else."""

import asyncio

from sqlalchemy import Row, bindparam, select, update

from backend.background import BackgroundWork
from backend.insights import rows
from backend.log import logger
from backend.storage.database import Database
from backend.storage.tables import insight_progress, insight_wait, message, thread
from backend.storage.transaction import Transaction

MESSAGES, ROOTS, WAITS = 1_000, 5, 1_000
"""Of one chunk: so few that nobody who answers a customer waits long for the write lock."""
_PAUSE = 0.02
"""Seconds between two chunks, so that whoever else wants to write comes through."""
_LOOK = 60.0
"""Seconds after which the working hours are looked at again."""
ALL = "~"
"""Behind every thread's id."""

_PROGRESS = select(insight_progress)
_COLUMNS = (message.c.position, message.c.arrived_at, message.c.author, message.c.kind, rows.CODE, message.c.agent_id)
_BELOW = select(*_COLUMNS, message.c.channel, message.c.assessment, message.c.discarded)
_REDO = update(insight_wait).where(insight_wait.c.position == bindparam("p")).values(working_ms=bindparam("w"))


class InsightsBacklog(BackgroundWork):
    """Goes on where it was after a restart; new messages are counted as they come, whatever is left to do here."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._hours = ""
        self._redone = 0

    def step(self) -> bool:
        """The next chunk, in one transaction; whether there may be more."""
        with self._database.read() as connection:
            progress = connection.execute(_PROGRESS).one()
            hours = rows.hours_setting(connection)
        if progress.next:
            self._count()
        elif progress.root != ALL:
            self._fold()
        elif progress.hours != hours:
            self._measure_again(hours)
        else:
            return False
        return True

    def _count(self) -> None:
        with self._database.write() as tx:
            top = _progress(tx).next
            below = _BELOW.where(message.c.position <= top).order_by(message.c.position.desc()).limit(MESSAGES)
            found = list(tx.connection.execute(below))
            counts: dict[rows.Key, int] = {}
            for row in found:
                seen = rows.seen_of(*row[:-1])
                if not row.discarded and (seen.asks or seen.answers):
                    key = rows.key_of(seen)
                    counts[key] = counts.get(key, 0) + 1
            rows.add_counts(tx.connection, counts)
            reached = found[-1].position - 1 if len(found) == MESSAGES else 0
            tx.connection.execute(update(insight_progress).values(next=reached))

    def _fold(self) -> None:
        with self._database.write() as tx:
            columns = thread.c
            behind = select(columns.id).where(columns.id > _progress(tx).root, columns.merged_into.is_(None))
            roots = list(tx.connection.execute(behind.order_by(columns.id).limit(ROOTS)).scalars())
            rows.fold_afresh(tx.connection, roots)
            reached = roots[-1] if len(roots) == ROOTS else ALL
            tx.connection.execute(update(insight_progress).values(root=reached))

    def _measure_again(self, setting: str) -> None:
        """Response times by other working hours."""
        if setting != self._hours:
            self._hours, self._redone = setting, 0
        hours, columns = rows.hours_from(setting), insight_wait.c
        with self._database.write() as tx:
            above = select(insight_wait).where(columns.position > self._redone).order_by(columns.position).limit(WAITS)
            found = list(tx.connection.execute(above))
            again = [{"p": row.position, "w": rows.working_ms(rows.wait_of(row), hours)} for row in found]
            if again:
                tx.connection.execute(_REDO, again)
                self._redone = again[-1]["p"]
            if len(found) < WAITS:
                tx.connection.execute(update(insight_progress).values(hours=setting))

    async def _run(self) -> None:
        while True:
            try:
                more = await asyncio.to_thread(self.step)
            except Exception:  # what is not counted yet is tried again
                logger.exception("insights_backlog_failed")
                more = False
            await asyncio.sleep(_PAUSE if more else _LOOK)


def _progress(tx: Transaction) -> Row[tuple[int, int, str, str]]:
    return tx.connection.execute(_PROGRESS).one()
