"""Keeps the search index in step with the messages, in the transaction that changes them."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, func, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError

from domain.folding import folded
from domain.search import searched_text
from localdb import kept_state
from localdb.search_terms import narrowing_terms, text_terms
from localdb.sql import listed, many
from localdb.tables import message, search_span
from localdb.values import parts_from_json, tier_of

LEFT = "search.left"
"""Messages up to this position are still to be taken in (`localdb.search_backlog`); not kept when all are."""
_MADE_BY = "search.made_by"
_VERSION = f"1 {unicodedata.unidata_version}"
"""Another text here makes a new index: what is taken out has to be the same pieces as what was put in."""

SPAN = 512
_COLUMNS = (
    "id",
    "position",
    "thread_id",
    "author",
    "kind",
    "channel",
    "text",
    "parts",
    "at",
    "assessment",
    "deleted_at",
)
_SEEN = tuple(message.c[name] for name in _COLUMNS)
OF_IDS = select(*_SEEN).where(message.c.id.in_(listed()))
OF_THREADS = select(*_SEEN).where(message.c.thread_id.in_(listed()))
NEXT = (
    select(*_SEEN)
    .where(message.c.position <= bindparam("left"))
    .order_by(message.c.position.desc())
    .limit(bindparam("most"))
)
_NEWEST = select(func.max(message.c.position))
_PUT = text("INSERT INTO message_terms (rowid, terms) VALUES (:position, :terms)")
_DROP = text("INSERT INTO message_terms (message_terms, rowid, terms) VALUES ('delete', :position, :terms)")
_EMPTY = text("INSERT INTO message_terms (message_terms) VALUES ('delete-all')")

_span = insert(search_span)
_WIDEN = _span.on_conflict_do_update(
    index_elements=["block"],
    set_={
        "first_at": func.min(search_span.c.first_at, _span.excluded.first_at),
        "last_at": func.max(search_span.c.last_at, _span.excluded.last_at),
    },
)

Row: TypeAlias = Any
"""The columns of a message by name."""


def begin(connection: Connection) -> bool:
    """At opening: whether messages are still to be taken in, because the file is older than this index."""
    if kept_state.get(connection, _MADE_BY) != _VERSION:
        kept_state.put(connection, _MADE_BY, _VERSION)
        _begin_anew(connection, 0)
    return left(connection) > 0


def left(connection: Connection) -> int:
    """Messages up to this position are not in the index yet; 0 when all are."""
    return kept_state.number(connection, LEFT)


def set_left(connection: Connection, position: int) -> None:
    """Those above the position are in."""
    if position > 0:
        kept_state.put(connection, LEFT, str(position))
    else:
        kept_state.drop(connection, LEFT)


def before(connection: Connection, ids: Mapping[str, str], *, threads: bool = False) -> dict[int, Row]:
    """The messages with these ids (or of these threads) as the index knows them, by position."""
    rows = connection.execute(OF_THREADS if threads else OF_IDS, ids).mappings()
    return {row["position"]: row for row in rows}


def change(connection: Connection, was: Mapping[int, Row], rows: Iterable[Row]) -> None:
    """What `before` returned is now these rows, or gone: nothing of what they said stays in the index (S20)."""
    done = left(connection)
    now = {row["position"]: row for row in rows}
    same = {position for position, row in now.items() if position in was and _known(row) == _known(was[position])}
    if _take_out(connection, _entries(was[at] for at in sorted(was.keys() - same) if at > done)):
        put(connection, [now[at] for at in sorted(now.keys() - same) if at > done])
    else:
        _begin_anew(connection, max(now, default=0))


def _take_out(connection: Connection, entries: list[dict[str, Any]]) -> bool:
    """False when the index does not hold what it should.

    SQLite says of that what it says of a broken disk; if that is what it is, making the index anew fails too.
    """
    try:
        many(connection, _DROP, entries)
    except DatabaseError as error:
        if not str(getattr(error.orig, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT"):
            raise
        return False
    return True


def _begin_anew(connection: Connection, newest: int) -> None:
    """Everything is left to be taken in; a search says meanwhile that older messages are still missing."""
    connection.execute(_EMPTY)
    set_left(connection, max(newest, connection.execute(_NEWEST).scalar() or 0))


def put(connection: Connection, rows: Iterable[Row]) -> None:
    """Takes in messages that are not in the index, in the order of their position."""
    found = [row for row in rows if _searched(row)]
    many(connection, _PUT, _entries(found))
    times: defaultdict[int, list[int]] = defaultdict(list)
    for row in found:
        times[row["position"] // SPAN].append(row["at"])
    spans = [{"block": block, "first_at": min(at), "last_at": max(at)} for block, at in times.items()]
    many(connection, _WIDEN, spans)


def _known(row: Row) -> tuple[Any, ...]:
    return (_searched(row), *(row[name] for name in _COLUMNS[:-1]))


def _searched(row: Row) -> bool:
    return row["kind"] != "event" and row["deleted_at"] is None


def _entries(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [{"position": row["position"], "terms": _terms(row)} for row in rows if _searched(row)]


def _terms(row: Row) -> str:
    said = folded(searched_text(row["text"], parts_from_json(row["parts"])))
    tier = tier_of(row["assessment"])
    return " ".join(text_terms(said) | narrowing_terms(row["thread_id"], row["channel"], row["author"], tier))
