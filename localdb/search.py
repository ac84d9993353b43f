"""Finds messages on this computer: what waits here first, then what the index has, each looked at again."""

import heapq
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, select

from domain.channel import ChannelKind
from domain.excerpt import excerpt
from domain.folding import folded, matches
from domain.ids import MessageId, ThreadId
from domain.message import Author, MessageKind
from domain.search import SearchHit, SearchPage, SearchQuery, searched_text
from localdb import search_index, search_scope
from localdb.context import Context
from localdb.database import Database, driver
from localdb.search_terms import author_term, channel_term, expression, quoted, thread_term, tier_term, wanted_terms
from localdb.search_thread import Pause
from localdb.search_waiting import waiting_hits
from localdb.sql import id_list, listed
from localdb.tables import agent, line, thread
from localdb.values import moment, parts_from_json

FEW_THREADS = 256
"""Up to so many home threads are named to the index; with more, the messages of others are passed over."""

_FIELDS = "m.position, m.thread_id, m.id, m.author, m.agent_id, m.kind, m.channel, m.text, m.parts, m.at"
CANDIDATES = (
    f"SELECT {_FIELDS} FROM message_terms CROSS JOIN message AS m ON m.position = message_terms.rowid"
    " WHERE message_terms MATCH ? AND message_terms.rowid >= ? AND message_terms.rowid < ?"
    " ORDER BY message_terms.rowid DESC"
)
EVERYTHING = (
    f"SELECT {_FIELDS} FROM message AS m WHERE m.position >= ? AND m.position < ? AND m.kind <> 'event'"
    " AND m.deleted_at IS NULL ORDER BY m.position DESC"
)
_NAMES = (
    select(thread.c.id, thread.c.root_id, line.c.name)
    .outerjoin(line, line.c.thread_id == thread.c.root_id)
    .where(thread.c.id.in_(listed()))
)
_TEAM = select(agent.c.id, agent.c.name).where(agent.c.id.in_(listed()))

Row = Sequence[Any]
_POSITION, _THREAD, _ID, _AUTHOR, _AGENT, _KIND, _CHANNEL, _TEXT, _PARTS, _AT = range(10)


class SqlSearchReader:
    """Implements `app.ports.SearchReader`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def messages(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """Messages that fit, at most `limit`, newest first, from below position `before` on; what waits comes first."""
        me = self._context.me

        def work(connection: Connection, pause: Pause) -> SearchPage:
            search = Search(connection, query, pause)
            waiting = waiting_hits(connection, query, search.words, search.roots, limit + 1, me) if not before else []
            return search.page(waiting, limit, before or search_scope.END)

        return await self._database.search.ask(work)


class Search:
    """One query at work in one reading transaction.

    Attributes:
        words: as they are compared.
        roots: the root threads that it can be about, None for all.
    """

    def __init__(self, connection: Connection, query: SearchQuery, pause: Pause) -> None:
        self._connection = connection
        self._query = query
        self._pause = pause
        self._times = search_scope.times(query)
        self.words = [word for word in map(folded, query.words) if word]
        self.roots = search_scope.roots_of(connection, query)

    def page(self, waiting: Sequence[SearchHit], limit: int, before: int) -> SearchPage:
        """At most `limit` hits below that position, behind what waits."""
        found = list(islice(self._rows(before), max(0, limit + 1 - len(waiting))))
        hits = (*waiting, *self._hits(found))
        return SearchPage(hits[:limit], len(hits) > limit, not search_index.left(self._connection))

    def _rows(self, before: int) -> Iterator[Row]:
        """What fits, newest first, each once."""
        if self.roots is not None and not self.roots:
            return iter(())
        first, last = search_scope.stretch(self._connection, self._query)
        among = (first, min(last, before))
        order = folded(self._query.order)
        if not order:
            return self._walk(self.words, self.roots, among)
        named = search_scope.roots_of_order(self._connection, order)
        ways = [self._walk([*self.words, order], self.roots, among)]
        if named := named if self.roots is None else named & self.roots:
            ways.append(self._walk(self.words, named, among))
        return _once(heapq.merge(*ways, key=_position, reverse=True))

    def _walk(self, words: Sequence[str], roots: set[str] | None, among: tuple[int, int]) -> Iterator[Row]:
        homes = None if roots is None else search_scope.homes_of(self._connection, roots)
        wanted = self._expression(words, homes)
        statement, values = (CANDIDATES, (wanted, *among)) if wanted else (EVERYTHING, among)
        after, before = self._times["after"], self._times["before"]
        with closing(driver(self._connection).execute(statement, values)) as rows:
            for row in rows:
                self._pause()
                if (homes is not None and row[_THREAD] not in homes) or not after <= row[_AT] < before:
                    continue
                if not words or matches(folded(_said(row)), words):
                    yield row

    def _expression(self, words: Sequence[str], homes: set[str] | None) -> str:
        """What is asked of the index; "" for everything."""
        pieces = set(chain.from_iterable(map(wanted_terms, words)))
        parts = [expression(pieces)] if pieces else []
        groups = [
            {channel_term(channel) for channel in self._query.channels},
            {author_term(author) for author in self._query.authors},
            {tier_term(tier) for tier in self._query.tiers},
            {thread_term(home) for home in homes} if homes is not None and len(homes) <= FEW_THREADS else set(),
        ]
        parts += ["(" + " OR ".join(map(quoted, sorted(group))) + ")" for group in groups if group]
        return " AND ".join(parts)

    def _hits(self, rows: Sequence[Row]) -> list[SearchHit]:
        ids = {"ids": id_list({row[_THREAD] for row in rows})}
        shown = {row.id: row for row in self._connection.execute(_NAMES, ids)}
        authors = {"ids": id_list({row[_AGENT] for row in rows if row[_AUTHOR] == Author.AGENT})}
        team = {row.id: row.name for row in self._connection.execute(_TEAM, authors)}
        query = self._query
        words = (*query.words, query.order) if query.order else query.words
        hits = []
        for row in rows:
            cut, marks = excerpt(_said(row), words)
            place = shown.get(row[_THREAD])
            hits.append(
                SearchHit(
                    thread_id=ThreadId(place.root_id if place else row[_THREAD]),
                    message_id=MessageId(row[_ID]),
                    position=row[_POSITION],
                    at=moment(row[_AT]),
                    channel=ChannelKind(row[_CHANNEL]),
                    author=Author(row[_AUTHOR]),
                    kind=MessageKind(row[_KIND]),
                    name=(place.name or "") if place else "",
                    author_name=team.get(row[_AGENT], "") if row[_AUTHOR] == Author.AGENT else "",
                    excerpt=cut,
                    marks=marks,
                )
            )
        return hits


def _said(row: Row) -> str:
    return searched_text(row[_TEXT], parts_from_json(row[_PARTS]))


def _position(row: Row) -> int:
    return int(row[_POSITION])


def _once(rows: Iterator[Row]) -> Iterator[Row]:
    last = search_scope.END
    for row in rows:
        if row[_POSITION] < last:
            last = row[_POSITION]
            yield row
