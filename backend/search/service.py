"""Answers a query from the index: candidates newest first, each looked at again, as many as were asked for."""

import heapq
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, Text, func, or_, select, type_coerce

from backend.search.keeping import left
from backend.search.people import roots_of_order, roots_of_people, roots_with_tags
from backend.storage import sqlite_search
from backend.storage.database import Database
from backend.storage.tables import agent, customer, message, thread
from domain.channel import ChannelKind
from domain.excerpt import excerpt
from domain.folding import folded, matches
from domain.ids import MessageId, ThreadId
from domain.message import Author, MessageKind
from domain.search import SearchHit, SearchPage, SearchQuery, searched_text

_END = 2**62
_FEW_THREADS = 400
"""Up to so many threads are read through; with more, the index is walked and other threads are passed over."""
_M = message.c
_COLUMNS: tuple[Any, ...] = (
    _M.id,
    _M.root_id,
    _M.position,
    _M.author,
    _M.agent_id,
    _M.kind,
    _M.channel,
    _M.text,
    _M.parts,
    _M.at,
)
_Row: TypeAlias = Any


class Search:
    """Looks through everything the server has."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """At most `limit` hits below the position `before`, newest first."""
        with self._database.read() as connection:
            hits = _Hits(connection, query, _END if before is None else before)
            found = list(islice(hits.rows(), limit + 1))
            return SearchPage(_shown(connection, query, found[:limit]), len(found) > limit, not left(connection))


class _Hits:
    """One query at work in one reading transaction."""

    def __init__(self, connection: Connection, query: SearchQuery, before: int) -> None:
        self._connection = connection
        self._query = query
        self._before = before
        self._words = [word for word in map(folded, query.words) if word]
        self._roots = self._chosen()

    def rows(self) -> Iterator[_Row]:
        """What fits, newest first, each once."""
        if self._roots is not None and not self._roots:
            return
        order = folded(self._query.order)
        ways = [self._walk([*self._words, order] if order else self._words, self._roots)]
        if order and (named := roots_of_order(self._connection, order)):
            ways.append(self._walk(self._words, named if self._roots is None else named & self._roots))
        last = _END
        for row in heapq.merge(*ways, key=_position, reverse=True):
            if row.position < last:
                last = row.position
                yield row

    def _chosen(self) -> set[str] | None:
        """The root threads that the query is about, None for all."""
        query, chosen = self._query, None
        if query.thread_id is not None:
            chosen = {_root_of(self._connection, query.thread_id)}
        for wanted, find in ((query.people, roots_of_people), (query.tags, roots_with_tags)):
            if wanted:
                found = find(self._connection, wanted)
                chosen = found if chosen is None else chosen & found
        return chosen

    def _walk(self, words: Sequence[str], roots: set[str] | None) -> Iterator[_Row]:
        few = roots is not None and len(roots) <= _FEW_THREADS
        statement: Select[Any] | None = None if few else sqlite_search.candidates(_COLUMNS, words, self._before)
        if statement is None:
            statement = select(*_COLUMNS).where(_M.position < self._before).order_by(_M.position.desc())
            if roots is not None and few:
                statement = statement.where(_M.root_id.in_(sorted(roots)))
        for row in self._connection.execute(statement.where(*self._conditions())):
            if roots is not None and row.root_id not in roots:
                continue
            if matches(folded(searched_text(row.text, row.parts)), words):
                yield row

    def _conditions(self) -> list[ColumnElement[bool]]:
        query = self._query
        conditions = [_M.kind != MessageKind.EVENT.value, ~_M.discarded, _M.deleted_at.is_(None)]
        if query.channels:
            conditions.append(_M.channel.in_(sorted(query.channels)))
        if query.authors:
            conditions.append(_M.author.in_(sorted(query.authors)))
        if query.tiers:
            # An assessment's JSON begins with its tier, on every database.
            said = type_coerce(_M.assessment, Text)
            conditions.append(or_(*(said.startswith(f'{{"tier":"{tier.value}"') for tier in sorted(query.tiers))))
        if query.after is not None:
            conditions.append(_M.at >= query.after)
        if query.before is not None:
            conditions.append(_M.at < query.before)
        return conditions


def _shown(connection: Connection, query: SearchQuery, rows: Sequence[_Row]) -> tuple[SearchHit, ...]:
    names = _names(connection, {row.root_id for row in rows})
    team = {row.id: row.name for row in connection.execute(select(agent.c.id, agent.c.name))} if rows else {}
    words = (*query.words, query.order) if query.order else query.words
    hits = []
    for row in rows:
        line, marks = excerpt(searched_text(row.text, row.parts), words)
        hits.append(
            SearchHit(
                ThreadId(row.root_id),
                MessageId(row.id),
                row.position,
                row.at,
                ChannelKind(row.channel),
                Author(row.author),
                MessageKind(row.kind),
                names.get(row.root_id, ""),
                team.get(row.agent_id or "", "") if row.author == Author.AGENT else "",
                line,
                marks,
            )
        )
    return tuple(hits)


def _names(connection: Connection, roots: set[str]) -> dict[str, str]:
    rows = connection.execute(
        select(thread.c.id, customer.c.name)
        .join(customer, customer.c.id == thread.c.customer_id)
        .where(thread.c.id.in_(sorted(roots)))
    )
    return {row.id: row.name for row in rows}


def _root_of(connection: Connection, thread_id: str) -> str:
    root = select(func.coalesce(thread.c.merged_into, thread.c.id)).where(thread.c.id == thread_id)
    return connection.execute(root).scalar() or thread_id


def _position(row: _Row) -> int:
    return int(row.position)
