"""Small pieces that many statements share."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import ClauseElement, Connection, Select, Table, bindparam, func, literal_column, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.sql.dml import Insert as AnyInsert

_DIALECT = sqlite.dialect()
AnyRow: TypeAlias = Any
"""A row of a select; its columns are attributes that no checker can know."""


def listed(name: str = "ids") -> Select[Any]:
    """A subquery of the values of the JSON array bound to the name: one statement for any number of ids."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def id_list(ids: Iterable[object]) -> str:
    """The JSON array for `listed`."""
    return msgspec.json.encode(list(ids)).decode()


def literal(word: str) -> Any:
    """A word written into the statement, where a partial index must recognise its condition."""
    return literal_column(f"'{word}'")


def literal_number(number: int) -> Any:
    """A number written into the statement, for the same reason."""
    return literal_column(str(int(number)))


def one_of(column: Any, *words: str) -> Any:
    """Whether the column has one of the words, written into the statement as by `literal`."""
    return column.in_([literal(str(word)) for word in sorted(words)])


def upsert(table: Table, *keys: str, but: tuple[str, ...] = ()) -> Insert:
    """Inserts a row or overwrites all of its columns except the keys and those named in `but`."""
    statement = insert(table)
    changed = {c.name: statement.excluded[c.name] for c in table.c if c.name not in {*keys, *but}}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=changed)


def many(connection: Connection, statement: ClauseElement, rows: list[dict[str, Any]]) -> None:
    """Runs the statement for each row; nothing for none. The rows have the same names, in any order.

    Compiled once, and the values go to the driver by their places: `Connection.execute` looks at every value of every
    row again, which takes longer than SQLite does to write them.
    """
    if rows:
        words, places = _by_place(statement, frozenset(rows[0]))
        columns = [map(itemgetter(name), rows) if name else repeat(value, len(rows)) for name, value in places]
        connection.exec_driver_sql(words, list(zip(*columns, strict=True)))


@lru_cache(maxsize=256)
def _by_place(statement: ClauseElement, names: frozenset[str]) -> tuple[str, tuple[tuple[str, Any], ...]]:
    """The text of the statement, and for each of its places the name in the row, or "" and the value of all rows.

    No type of a table here changes values on their way. Raises KeyError for a value that the rows do not have.
    """
    of_row = sorted(names) if isinstance(statement, AnyInsert) else None
    compiled = statement.compile(dialect=_DIALECT, column_keys=of_row)
    assert isinstance(compiled, SQLiteCompiler)
    assert compiled.positiontup is not None
    fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    return str(compiled), tuple((name, None) if name in names else ("", fixed[name]) for name in compiled.positiontup)
