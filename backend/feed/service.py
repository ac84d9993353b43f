"""Pages of the feed: what changed since a cursor, or everything that is there now (reliability 3.5)."""

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, select

from backend.feed.cursors import Cursors, Position
from backend.feed.encoded import EncodedChanges
from backend.feed.entities import FOR_PEOPLE, LOADERS, NEEDED, hidden_from
from backend.feed.recent import Found, LogRow, RecentChanges, newest_of
from backend.storage.database import Database
from backend.storage.tables import change_log, message
from domain.agent import Agent
from domain.changes import Change, Entity


class Feed:
    """Calculates pages; keeps nothing for a client."""

    def __init__(self, database: Database, cursors: Cursors, newest_messages: int) -> None:
        self._database = database
        self._cursors = cursors
        self._newest = newest_messages
        self._encoded = EncodedChanges()
        self._log = RecentChanges()

    def page(self, agent: Agent, since: str, limit: int) -> bytes:
        """The changes behind a cursor, at most `limit`, as the JSON of a `Page`; since="" begins a snapshot.

        Raises CannotCalculate.
        """
        position = self._cursors.read(_reader(agent), since) if since else None
        with self._database.read() as connection:
            if position is not None and not position.upper:
                return self._news(connection, agent, position, limit)
            newest = newest_of(connection)
            position = position or Position(0, newest)
            rows = self._rows(connection, agent, position, limit + 1)
            return self._written(connection, agent, position, Found(newest, rows), limit)

    def cursor(self, agent: Agent, seq: int) -> str:
        """The state at a sequence, as a cursor."""
        return self._cursors.write(_reader(agent), Position(seq))

    def _news(self, connection: Connection, agent: Agent, position: Position, limit: int) -> bytes:
        found = self._log.behind(connection, position.seq, agent.id, hidden_from(agent), limit + 1)
        if found is None:
            found = Found(newest_of(connection), self._rows(connection, agent, position, limit + 1))
        return self._written(connection, agent, position, found, limit)

    def _written(self, connection: Connection, agent: Agent, position: Position, found: Found, limit: int) -> bytes:
        has_more = len(found.rows) > limit
        rows = found.rows[:limit]
        changes = self._changes(connection, agent, rows, snapshot=position.upper > 0)
        after = Position(rows[-1].seq, position.upper) if has_more else Position(self._end(position, rows))
        # What changed while the snapshot was paged waits behind it: only then is everything there (JMAP).
        behind = not has_more and 0 < position.upper < found.newest
        cursor = json.dumps(self._cursors.write(_reader(agent), after)).encode()
        more = b"true" if has_more or behind else b"false"
        return b'{"changes":[' + b",".join(changes) + b'],"cursor":' + cursor + b',"has_more":' + more + b"}"

    @staticmethod
    def _end(position: Position, rows: Sequence[LogRow]) -> int:
        # Behind the last page nothing is missing up to the snapshot's bound, or up to the last row.
        return position.upper or (rows[-1].seq if rows else position.seq)

    @staticmethod
    def _rows(connection: Connection, agent: Agent, position: Position, limit: int) -> list[LogRow]:
        log = change_log.c
        query = select(log.seq, log.type, log.id, log.audience).where(
            log.seq > position.seq, log.audience.in_(("", agent.id))
        )
        hidden = hidden_from(agent)
        if hidden:
            query = query.where(log.type.not_in(sorted(hidden)))
        if position.upper:
            query = query.where(log.seq <= position.upper)
        return [LogRow(*row) for row in connection.execute(query.order_by(log.seq).limit(limit)).all()]

    def _changes(self, connection: Connection, agent: Agent, rows: Sequence[LogRow], *, snapshot: bool) -> list[bytes]:
        held = {row.seq: self._encoded.get(row.type, row.id, row.seq) for row in rows} if not snapshot else {}
        ids: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if held.get(row.seq) is None:
                ids[row.type].append(row.id)
        if snapshot:
            ids["message"] = self._recent(connection, ids["message"])
        found = {type_: LOADERS[type_](connection, chosen, agent) for type_, chosen in ids.items() if chosen}
        return [
            held.get(row.seq) or self._encode(row, _entity(found, row), keep=not snapshot)
            for row in rows
            if not snapshot or _entity(found, row) is not None
        ]

    def _encode(self, row: LogRow, entity: Entity | None, *, keep: bool) -> bytes:
        change = Change(row.seq, row.type, row.id, entity)
        return self._encoded.encode(change, keep=keep and not row.audience and row.type not in FOR_PEOPLE)

    def _recent(self, connection: Connection, ids: Sequence[str]) -> list[str]:
        """Those messages that are among the newest of their home thread, whatever it is joined with."""
        if not ids:
            return []
        newer = message.alias("newer")
        oldest_shown = (
            select(newer.c.position)
            .where(newer.c.thread_id == message.c.thread_id, ~newer.c.discarded)
            .order_by(newer.c.position.desc())
            .limit(1)
            .offset(self._newest - 1)
            .scalar_subquery()
        )
        rows = connection.execute(select(message.c.id, message.c.position, oldest_shown).where(message.c.id.in_(ids)))
        return [id_ for id_, position, oldest in rows if oldest is None or position >= oldest]


def _reader(agent: Agent) -> str:
    """Whose cursor it is: one that was written for another role may have passed over what is seen now."""
    seen = sorted(NEEDED.keys() - hidden_from(agent))
    return " ".join([agent.id, *seen])


def _entity(found: dict[str, dict[str, Entity]], row: LogRow) -> Entity | None:
    return found.get(row.type, {}).get(row.id)
