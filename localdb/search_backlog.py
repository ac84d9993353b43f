"""Takes what is older than the search index into it, a few messages at a time, beside everything else."""

import contextlib
from threading import Event

from sqlalchemy import Connection

from app.errors import KnownError
from localdb import lines, search_index
from localdb.context import Context
from localdb.database import Database
from localdb.worker import Turn

AT_ONCE = 100
"""Messages in one transaction: a reply that is sent meanwhile waits about 10 ms."""
LINES_AT_ONCE = 20
"""Lines of the list, which tell what people are called, in one transaction."""
PAUSE_S = 0.01
RETRY_S = 60.0
"""After a full disk."""


class Backlog:
    """One run over what is left, on a thread of its own that hands each piece to the writer; a next start goes on."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context
        self._roots: list[str] | None = None
        self._stopped = Event()
        self._worker = database.writer.another("localdb-index")
        self.done = self._worker.submit(self._run)

    def _run(self) -> None:
        while not self._stopped.is_set():
            pause = PAUSE_S
            with contextlib.suppress(RuntimeError):  # the writer ended first
                try:
                    if not self._database.writer.submit(self._step, Turn.HOUSEKEEPING).result():
                        return
                except KnownError:
                    pause = RETRY_S
            self._stopped.wait(pause)

    def _step(self) -> bool:
        if self._stopped.is_set():
            return False
        if self._roots is None:
            self._roots = self._database.write_now(lines.all_roots)
        if self._roots:
            self._database.write_now(lines.refresh, self._roots[-LINES_AT_ONCE:], self._context.me)
            del self._roots[-LINES_AT_ONCE:]
            return True
        return self._database.write_now(take_some, AT_ONCE)

    def stop(self) -> None:
        """Ends after the piece at hand; from any thread but the writer's."""
        self._stopped.set()
        self._worker.stop()


def take_some(connection: Connection, most: int) -> bool:
    """The newest messages that are not in the index; whether older ones remain."""
    left = search_index.left(connection)
    rows = connection.execute(search_index.NEXT, {"left": left, "most": most}).mappings().all()
    search_index.put(connection, rows[::-1])
    more = len(rows) == most
    search_index.set_left(connection, rows[-1]["position"] - 1 if more else 0)
    return more and rows[-1]["position"] > 1
