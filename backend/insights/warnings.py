"""Watches the measures: what is amiss lies on the shelf for the leads, since when, with the threads behind it (M)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from backend.background import BackgroundWork
from backend.insights.behind import threads_behind
from backend.insights.meant import Meant
from backend.insights.service import report_of
from backend.shelf import keeping
from backend.storage.database import Database
from backend.storage.tables import shelf
from backend.threads.work import Work
from domain.clock import Clock
from domain.ids import ThreadId, WarningId
from domain.measures.report import Behind, Choice
from domain.measures.warnings import Amiss, amiss
from domain.warning import MeasureWarning, WarningKind

KIND = "warning"
MOST_THREADS = 50
_STEP = 60.0
_ZONE = "UTC"
_BEHIND = {
    WarningKind.CSAT: Behind.CSAT,
    WarningKind.RESPONSE: Behind.RESPONSE,
    WarningKind.FIRST_CONTACT: Behind.FIRST_CONTACT,
    WarningKind.PEAK: Behind.PEAK,
    WarningKind.UNANSWERED: Behind.UNANSWERED,
}


class WarningWorker(BackgroundWork):
    """Looks every minute."""

    def __init__(self, database: Database, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._database, self._clock, self._new_id = database, clock, new_id

    def look(self) -> int:
        """Brings the shelf in step with what is amiss now; returns how many warnings changed."""
        found, held = self._found(), self._held()
        gone = [one for one in held.values() if one.id not in {fresh.id for fresh in found}]
        changed = [fresh for fresh in found if _differs(fresh, held.get(fresh.id))]
        if not gone and not changed:
            return 0
        with self._database.write() as tx:
            work = Work(tx, self._clock.now(), self._new_id)
            for one in gone:
                row = keeping.held(tx.connection, KIND, one.id)
                if row is not None:
                    keeping.remove(work, row)
            for fresh in changed:
                before = held.get(fresh.id)
                since = before.since if before else fresh.since
                version = keeping.next_version(tx, KIND, fresh.id, "")
                keeping.put(work, KIND, fresh.id, replace(fresh, since=since, version=version))
        return len(gone) + len(changed)

    def _found(self) -> Sequence[MeasureWarning]:
        now = self._clock.now()
        with self._database.read() as connection:
            figures = Meant(connection, Choice(now - timedelta(hours=1), now, _ZONE), now).figures
            choice = Choice(now - timedelta(hours=figures.window), now, _ZONE)
            found = amiss(report_of(connection, choice, now), figures)
            meant = Meant(connection, choice, now)
            return [_warning(meant, one) for one in found]

    def _held(self) -> dict[str, MeasureWarning]:
        with self._database.read() as connection:
            values = [keeping.value_of(row) for row in connection.execute(select(shelf).where(shelf.c.type == KIND))]
        return {value.id: value for value in values if isinstance(value, MeasureWarning)}

    async def _run(self) -> None:
        await self._every(_STEP, self.look, "warnings_failed")


def _warning(meant: Meant, one: Amiss) -> MeasureWarning:
    threads: tuple[ThreadId, ...] = ()
    if one.kind in _BEHIND:
        behind = threads_behind(meant, _BEHIND[one.kind], one.about)
        threads = tuple(row.thread_id for row in behind[:MOST_THREADS])
    return MeasureWarning(WarningId(one.id), one.kind, one.about, one.value, one.limit, meant.now, threads)


def _differs(fresh: MeasureWarning, held: MeasureWarning | None) -> bool:
    """Whether somebody would see another warning: a value that moved a little is the same one."""
    if held is None or (fresh.limit, fresh.threads) != (held.limit, held.threads):
        return True
    return abs(fresh.value - held.value) > abs(held.value) * 0.05
