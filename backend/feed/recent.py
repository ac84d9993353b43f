"""The newest rows of the change log, kept for the next who asks: hundreds of clients come for the same ones (R23)."""

import sys
import threading
from typing import NamedTuple

from sqlalchemy import Connection, select

from backend.storage.tables import change_log, feed


class LogRow(NamedTuple):
    """That something changed; `audience`: the one person it is for, "" for everybody."""

    seq: int
    type: str
    id: str
    audience: str


class Found(NamedTuple):
    """The newest sequence of all, and rows of the log, oldest first."""

    newest: int
    rows: list[LogRow]


_LOG = select(change_log.c.seq, change_log.c.type, change_log.c.id, change_log.c.audience).order_by(change_log.c.seq)
_NEWEST = select(feed.c.seq)


def newest_of(connection: Connection) -> int:
    """The newest sequence that the connection's transaction sees."""
    return int(connection.execute(_NEWEST).scalar_one())


class RecentChanges:
    """Read from the log when somebody asks, and from then on only what came since.

    The driver lets go of the interpreter's lock for every row that it fetches; with many threads at work, reading 500
    rows of the log for each of 500 clients took longer than anything else that their pages are made of.

    Attributes:
        most: how many sequences are looked after (some 3 MB); the older half goes then, and who stands further back
            reads the log.
    """

    def __init__(self, most: int = 8_000) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._newest = -1
        self._behind = 0
        self._rows: dict[int, LogRow] = {}
        self._seq_of: dict[tuple[str, str, str], int] = {}

    def behind(self, connection: Connection, seq: int, to: str, hidden: frozenset[str], limit: int) -> Found | None:
        """What this person sees of the changes behind a sequence, at most `limit`; None when it lies too far back.

        The first question of the connection's transaction: nobody may have looked at a later state, in which a row that
        this one still has to be told of is replaced already.
        """
        with self._lock:
            newest = newest_of(connection)
            if newest != self._newest:
                self._take(connection, newest)
            if seq < self._behind:
                return None
            rows: list[LogRow] = []
            for number in range(seq + 1, newest + 1):
                row = self._rows.get(number)
                if row is not None and row.audience in ("", to) and row.type not in hidden:
                    rows.append(row)
                    if len(rows) == limit:
                        break
            return Found(newest, rows)

    def _take(self, connection: Connection, newest: int) -> None:
        oldest = max(0, newest - self.most // 2)
        if self._newest < oldest:
            self._rows, self._seq_of, self._newest, self._behind = {}, {}, oldest, oldest
        for row in connection.execute(_LOG.where(change_log.c.seq > self._newest)).all():
            made = LogRow(row.seq, sys.intern(row.type), row.id, row.audience)
            self._rows.pop(self._seq_of.get(made[1:], 0), None)
            self._rows[made.seq] = made
            self._seq_of[made[1:]] = made.seq
        self._newest = newest
        if newest - self._behind > self.most:
            self._forget(oldest)

    def _forget(self, behind: int) -> None:
        self._rows = {seq: row for seq, row in self._rows.items() if seq > behind}
        self._seq_of = {row[1:]: row.seq for row in self._rows.values()}
        self._behind = behind
