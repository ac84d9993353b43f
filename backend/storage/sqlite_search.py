"""The search index as SQLite keeps it: two FTS5 tables by position. What PostgreSQL would do otherwise is all in here.

`message_words` holds every three characters in a row, `message_grams` the pieces that shorter words can find. Neither
holds texts, and what is deleted is gone from the file (`secure-delete`, S20).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, column, select, table
from sqlalchemy import text as sql

from backend.storage.bulk import Bulk
from backend.storage.tables_threads import message
from domain.folding import is_short_gram, short_grams, trigrams

TABLES = ("message_words", "message_grams")


def _both(values: str) -> tuple[Bulk, Bulk]:
    words, grams = (Bulk(sql(f"INSERT INTO {name} {values.format(name)}"), ("position", "body")) for name in TABLES)
    return words, grams


_PUT = _both("(rowid, body) VALUES (:position, :body)")
_DROP = _both("({}, rowid, body) VALUES ('delete', :position, :body)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index learns of one message: its place and its folded text."""

    position: int
    text: str


def put(connection: Connection, entries: Iterable[Entry]) -> None:
    """Takes messages into the index that are not in it."""
    _run(connection, _PUT, entries)


def drop(connection: Connection, entries: Iterable[Entry]) -> None:
    """Takes messages out of the index; each entry has to be the one that was put."""
    _run(connection, _DROP, entries)


def _run(connection: Connection, statements: tuple[Bulk, Bulk], entries: Iterable[Entry]) -> None:
    words, grams = statements
    known = list(entries)
    words.run(connection, [(entry.position, entry.text) for entry in known])
    grams.run(connection, [(entry.position, " ".join(short_grams(entry.text))) for entry in known])


def candidates(columns: Sequence[Any], words: Sequence[str], before: int) -> Select[Any] | None:
    """Messages below a position that may hold all of these folded words, newest first; None when no index helps.

    What comes is to be looked at again: the pieces of a word can stand apart.
    """
    pieces = [piece for word in words for piece in trigrams(word)]
    name = "message_words"
    if not pieces:
        name, pieces = "message_grams", [word for word in words if is_short_gram(word)]
    if not pieces:
        return None
    index = table(name, column("rowid"))
    found = sql(f"{name} MATCH :looked_for").bindparams(looked_for=_expression(pieces))
    source = index.join(message, message.c.position == index.c.rowid)
    return select(*columns).select_from(source).where(found, index.c.rowid < before).order_by(index.c.rowid.desc())


def _expression(pieces: Sequence[str]) -> str:
    """Every piece as a quoted string: nothing that people type is FTS syntax (S15)."""
    return " AND ".join('"' + piece.replace('"', '""') + '"' for piece in dict.fromkeys(pieces))
