"""One writing transaction: its connection, and what it changes in the feed."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, bindparam, insert, select, update

from backend.storage.bulk import Bulk
from backend.storage.tables_base import change_log, feed
from backend.storage.upsert import upsert
from domain.ids import AgentId


class Part(Protocol):
    """Something that gathers what a transaction does."""

    def finish(self) -> None:
        """Writes what it gathered; the last thing but the change rows."""


P = TypeVar("P", bound=Part)


class Transaction:
    """Everything that happens in it becomes visible at once, with its change rows.

    The row of `feed` is locked by the transaction, so sequences become visible in the order they were given out (R13).

    Attributes:
        connection: for SQL; committed and closed by `Database.write`.
        memo: what was read once for all of it, by who reads it; forgotten with it.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        row = connection.execute(_NEWEST).one()
        self._seq: int = row.seq
        self._position: int = row.position
        self._began = (row.seq, row.position)
        self._changes: dict[tuple[str, str, str], int] = {}
        self._after: list[Callable[[], None]] = []
        self._parts: dict[Any, Part] = {}
        self.memo: dict[type, Any] = {}

    def changed(self, type: str, id: str, audience: AgentId | None = None) -> int:  # noqa: A002
        """Notes that the entity changed and returns the feed sequence: store it as the row's version.

        Asking again for the same entity in one transaction gives the same sequence.
        """
        key = (type, id, audience or "")
        known = self._changes.get(key)
        if known is not None:
            return known
        self._seq += 1
        self._changes[key] = self._seq
        return self._seq

    def next_position(self) -> int:
        """The place of a new message, after all others of this server."""
        self._position += 1
        return self._position

    def part(self, make: "Callable[[Transaction], P]") -> P:
        """The one of its kind in this transaction; made when it is first asked for."""
        if make not in self._parts:
            self._parts[make] = make(self)
        found: Any = self._parts[make]
        made: P = found
        return made

    def after_commit(self, act: Callable[[], None]) -> None:
        """Does something once all this is durable, and not at all if it is not."""
        self._after.append(act)

    @property
    def seq(self) -> int:
        """The newest sequence given out."""
        return self._seq

    @property
    def has_changes(self) -> bool:
        """Whether the feed has something new."""
        return bool(self._changes)

    def finish(self) -> None:
        """Writes what was gathered and the change rows; the last thing before the commit."""
        for part in self._parts.values():
            part.finish()
        if self._began == (self._seq, self._position):
            return
        _UPSERT.run(self.connection, [(*key, seq) for key, seq in self._changes.items()])
        self.connection.execute(_MOVE_ON, {"to": self._seq, "at": self._position})

    def committed(self) -> None:
        """Runs what waited for the commit."""
        for act in self._after:
            act()


_NEWEST = select(feed.c.seq, feed.c.position)
_MOVE_ON = update(feed).values(seq=bindparam("to"), position=bindparam("at"))
_INSERT = upsert(change_log)
_UPSERT = Bulk(
    _INSERT.on_conflict_do_update(
        index_elements=[change_log.c.type, change_log.c.id, change_log.c.audience], set_={"seq": _INSERT.excluded.seq}
    ),
    ("type", "id", "audience", "seq"),
)


def first_row(connection: Connection, epoch: str) -> None:
    """Makes the row of the feed in a new database."""
    if connection.execute(_NEWEST).first() is None:
        connection.execute(insert(feed).values(id=1, epoch=epoch, seq=0, position=0))
