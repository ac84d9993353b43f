"""Says of messages that came before the engine what they are, newest first, beside everything else (E-1)."""

import asyncio
from dataclasses import replace

from sqlalchemy import func, select, update

from backend.assessing import Assessor
from backend.background import BackgroundWork
from backend.insights.facts import facts
from backend.log import logger
from backend.storage.database import Database
from backend.storage.tables import message
from backend.storage.transaction import Transaction
from backend.threads.recompute import recompute
from backend.threads.records import MessageRecord
from backend.threads.work import Work
from domain.clock import Clock
from domain.emotion.assessment import Assessment
from domain.message import Author

CHUNK = 50
"""So few that nobody who answers a customer waits long for the write lock."""
REACH = 50_000
"""How far back positions are looked through: a start does not read the whole history to find nothing."""
MOST = 5_000
"""Messages that are looked at after a start; older ones are history."""
_PAUSE = 0.05
"""Seconds between two chunks, so that whoever else wants to write comes through."""
_END = 2**62
_TO_DO = (
    (message.c.author == Author.CUSTOMER)
    & message.c.assessment.is_(None)
    & (message.c.text != "")
    & message.c.deleted_at.is_(None)
    & ~message.c.discarded
)


class AssessmentBacklog(BackgroundWork):
    """Works once after each start, until the newest messages are all assessed."""

    def __init__(self, database: Database, clock: Clock, assessor: Assessor) -> None:
        super().__init__()
        self._database = database
        self._clock = clock
        self._assessor = assessor
        self._below = _END
        self._done = 0

    def again(self) -> None:
        """Looks once more from the newest on: a past was written that nobody has read; on the running loop."""
        self._below, self._done = _END, 0
        self.start()

    def step(self) -> bool:
        """The next chunk; whether there may be more."""
        columns = (message.c.id, message.c.root_id, message.c.position, message.c.text)
        query = select(*columns).where(_TO_DO, message.c.position < self._below)
        with self._database.read() as connection:
            newest = connection.execute(select(func.max(message.c.position))).scalar() or 0
            query = query.where(message.c.position > newest - REACH)
            rows = connection.execute(query.order_by(message.c.position.desc()).limit(CHUNK)).all()
        if not rows:
            return False
        self._below = rows[-1].position
        self._done += len(rows)
        found = [(row, says) for row in rows if (says := self._assessor.assess(row.text)) is not None]
        if found:
            with self._database.write() as tx:
                roots = {row.root_id for row, says in found if _keep(tx, row.id, says)}
                self._refresh(tx, roots)
        return bool(found) and len(rows) == CHUNK and self._done < MOST

    def _refresh(self, tx: Transaction, roots: set[str]) -> None:
        work = Work(tx, self._clock.now(), lambda: "")
        for root_id in sorted(roots):
            root = work.root(root_id)
            if root is not None and root.waiting_since is not None:
                recompute(work, root)
        facts(tx).again(roots)
        work.flush()

    async def _run(self) -> None:
        more = True
        while more:
            try:
                more = await asyncio.to_thread(self.step)
            except Exception:  # the next start tries again
                logger.exception("assessment_backlog_failed")
                return
            await asyncio.sleep(_PAUSE)


def _keep(tx: Transaction, message_id: str, says: Assessment) -> bool:
    """False when an agent has said it meanwhile, or the customer took the message back."""
    row = tx.connection.execute(select(message).where(message.c.id == message_id, _TO_DO)).first()
    if row is None:
        return False
    version = tx.changed("message", message_id)
    tx.connection.execute(update(message).where(message.c.id == message_id).values(assessment=says, version=version))
    before = MessageRecord(*row)
    facts(tx).changed(before, replace(before, assessment=says))
    return True
