"""Everything one thread shows as one strip: placed messages first, then what has not left."""

import heapq
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select

from domain.ids import AgentId, MessageId, ThreadId
from domain.operations import CorrectAssessment, Discard, Resend
from domain.timeline import Entry, Window
from localdb import pending
from localdb.entries import DECISIONS, Bubbles, message_entry
from localdb.history import root_of
from localdb.lines import inbound, read_up_to
from localdb.sql import id_list, listed
from localdb.tables import agent, message, thread
from localdb.values import MESSAGE

Key = tuple[int, int]
"""(0, position) of a placed message, (1, local_order) of one that has not left."""

_FOREVER = 1 << 62
_quoted = message.alias("quoted")
_ENTRIES: Any = (
    select(
        *(message.c[name] for name in MESSAGE.columns),
        agent.c.name.label("author_name"),
        func.substr(_quoted.c.text, 1, 400).label("quoted_text"),
        _quoted.c.parts.label("quoted_parts"),
    )
    .select_from(message)
    .outerjoin(agent, agent.c.id == message.c.agent_id)
    .outerjoin(_quoted, _quoted.c.id == message.c.reply_to)
    .where(message.c.thread_id == bindparam("of"))
    .limit(bindparam("most"))
)
BEFORE = _ENTRIES.where(message.c.position >= bindparam("floor"), message.c.position < bindparam("key")).order_by(
    message.c.position.desc()
)
SINCE = _ENTRIES.where(message.c.position >= bindparam("key")).order_by(message.c.position)
HOMES = select(thread.c.id, thread.c.held_from, read_up_to().label("read")).where(thread.c.root_id == bindparam("root"))
FIRST_UNREAD = (
    select(message.c.position, message.c.id)
    .where(inbound(bindparam("of")), message.c.position > bindparam("read"))
    .order_by(message.c.position)
    .limit(1)
)
ANY_BEFORE = (
    select(message.c.position)
    .where(
        message.c.thread_id == bindparam("of"),
        message.c.position >= bindparam("floor"),
        message.c.position < bindparam("key"),
    )
    .limit(1)
)
_PLACE = select(message.c.thread_id, message.c.position).where(message.c.id == bindparam("id"))
_POSITIONS = select(message.c.id, message.c.position).where(message.c.id.in_(listed()))


class Strip:
    """One root thread, read within one transaction."""

    START: Final[Key] = (0, 0)
    END: Final[Key] = (1, _FOREVER)

    def __init__(self, connection: Connection, thread_id: ThreadId, me: AgentId) -> None:
        self.connection = connection
        self.root = root_of(connection, thread_id)
        homes = connection.execute(HOMES, {"root": self.root, "me": me}).all()
        self.homes: dict[str, int] = {row.id: row.read for row in homes} or {self.root: 0}
        self.floor = max((row.held_from for row in homes), default=0)
        self.bubbles = Bubbles(connection, list(self.homes), me)
        self._resent: set[MessageId] = set()
        self._discarded: set[MessageId] = set()
        self._corrected: dict[MessageId, CorrectAssessment] = {}
        if self.bubbles.has_decisions:
            self._read_decisions()

    def _read_decisions(self) -> None:
        for operation in pending.of_kinds(self.connection, list(self.homes), DECISIONS):
            if isinstance(operation.payload, Resend):
                self._resent.add(operation.payload.message_id)
            elif isinstance(operation.payload, Discard):
                self._discarded.add(operation.payload.message_id)
            elif isinstance(operation.payload, CorrectAssessment):
                self._corrected[operation.payload.message_id] = operation.payload

    def key_of(self, entry: Entry) -> Key:
        """Where the entry is now: it may have been placed since it was read."""
        if entry.message.position:
            return (0, entry.message.position)
        for _, position in self.connection.execute(_POSITIONS, {"ids": id_list([entry.id])}):
            return (0, position)
        return (1, entry.local_order)

    def find(self, message_id: MessageId) -> Key | None:
        """Where a message of this thread stands; None when it is not here, or above a hole in the history."""
        for home, position in self.connection.execute(_PLACE, {"id": message_id}):
            shown = home in self.homes and position >= self.floor and message_id not in self._discarded
            return (0, position) if shown else None
        waiting = (entry for entry in self.bubbles.since(0, _FOREVER) if entry.id == message_id)
        return next(((1, entry.local_order) for entry in waiting), None)

    def before(self, key: Key, limit: int) -> list[Entry]:
        """The last entries before the key, oldest first."""
        local = self.bubbles.before(key[1], limit) if key[0] else []
        place = _FOREVER if key[0] else key[1]
        left = limit - len(local)
        found = [
            self._rows(BEFORE, {"of": home, "floor": self.floor, "key": place, "most": left}) for home in self.homes
        ]
        merged = heapq.merge(*found, key=_place, reverse=True)
        return [*reversed(list(islice(merged, left))), *local]

    def since(self, key: Key, limit: int) -> list[Entry]:
        """The first entries from the key on, oldest first."""
        placed: list[Entry] = []
        if not key[0]:
            low = max(key[1], self.floor)
            found = [self._rows(SINCE, {"of": home, "key": low, "most": limit}) for home in self.homes]
            placed = list(islice(heapq.merge(*found, key=_place), limit))
        return placed + self.bubbles.since(key[1] if key[0] else 0, limit - len(placed))

    def _rows(self, statement: Any, values: dict[str, Any]) -> list[Entry]:
        if values["most"] <= 0:
            return []
        rows = self.connection.execute(statement, values)
        shown = (row for row in rows if row.id not in self._discarded)
        return [message_entry(row, row.id in self._resent, self._corrected.get(row.id)) for row in shown]

    def first_unread(self) -> tuple[int, MessageId] | None:
        """Position and id of the customer's first message after the read mark that is held here."""
        found = [
            tuple(row)
            for home, read in self.homes.items()
            if (row := self.connection.execute(FIRST_UNREAD, {"of": home, "read": max(read, self.floor - 1)}).first())
        ]
        return min(found, default=None)

    def window(self, entries: Sequence[Entry]) -> Window:
        """The slice, with what lies beyond its ends."""
        unread = self.first_unread()
        return Window(
            entries=tuple(entries),
            older=bool(entries) and self._any_before(_key(entries[0])),
            newer=bool(entries) and self._any_after(_key(entries[-1])),
            older_remote=self.floor > 0,
            first_unread=unread[1] if unread else None,
        )

    def _any_before(self, key: Key) -> bool:
        if key[0] and self.bubbles.before(key[1], 1):
            return True
        place = _FOREVER if key[0] else key[1]
        values = {"floor": self.floor, "key": place}
        return any(self.connection.execute(ANY_BEFORE, {**values, "of": home}).first() for home in self.homes)

    def _any_after(self, key: Key) -> bool:
        if key[0]:
            return bool(self.bubbles.since(key[1] + 1, 1))
        values = {"floor": max(key[1] + 1, self.floor), "key": _FOREVER}
        return bool(self.bubbles) or any(
            self.connection.execute(ANY_BEFORE, {**values, "of": home}).first() for home in self.homes
        )


def _place(entry: Entry) -> int:
    return entry.message.position


def _key(entry: Entry) -> Key:
    return (0, entry.message.position) if entry.message.position else (1, entry.local_order)
