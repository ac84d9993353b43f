"""Small pieces that many statements share."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import Connection, Executable, Select, Table, bindparam, func, literal_column, select
from sqlalchemy.dialects.sqlite import Insert, insert

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


def many(connection: Connection, statement: Executable, rows: list[dict[str, Any]]) -> None:
    """Runs the statement for each row; nothing for none."""
    if rows:
        connection.execute(statement, rows)
