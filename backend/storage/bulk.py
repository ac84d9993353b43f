"""Statements for hundreds of rows at once: compiled once, and the rows go to the driver and come back as they are."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CompoundSelect, Connection, Dialect, Select, TextClause
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert, UpdateBase

_Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What a dialect makes of a statement: its text, and which value goes where, changed by what.

    Attributes:
        changes: of what comes back, for each column; None where it is as the driver gives it.
        fixed: values that stand in the statement itself, behind those that are given.
    """

    dialect: Dialect
    sql: str
    places: tuple[tuple[int, _Change | None], ...]
    changes: tuple[_Change | None, ...] = ()
    fixed: tuple[Any, ...] = ()


class Bulk:
    """One INSERT or UPDATE that is always run for many rows.

    `Connection.execute` makes a dictionary of every row and looks up each of its values again, which takes longer than
    SQLite does to write them (500 messages: 10 ms; 6.5 this way). Types change values here as they do there.

    Args:
        names: of the parameters, in the order in which rows have their values; of an INSERT they are its columns.
    """

    def __init__(self, statement: UpdateBase | TextClause, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._compiled: _Compiled | None = None

    def run(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
        """Once for each row; nothing for none."""
        columns = list(zip(*rows, strict=True))
        if not columns:
            return
        known = self._compiled
        if known is None or known.dialect is not connection.dialect:
            known = self._compiled = self._compile(connection.dialect)
        given = [columns[at] if change is None else map(change, columns[at]) for at, change in known.places]
        connection.exec_driver_sql(known.sql, list(zip(*given, strict=True)))

    def _compile(self, dialect: Dialect) -> _Compiled:
        columns = list(self._names) if isinstance(self._statement, Insert) else None
        compiled = self._statement.compile(dialect=cast("DefaultDialect", dialect), column_keys=columns)
        return _Compiled(dialect, str(compiled), _places(compiled, self._names, dialect))


class BulkRead:
    """One SELECT whose rows come by the hundreds.

    `Connection.execute` works out a key of the whole statement each time, writes a placeholder for every id of an IN
    (`storage.listed` needs none), fetches row by row and asks each row for its columns by name.

    Args:
        names: of the parameters, in the order in which they are given.
    """

    def __init__(self, statement: Select[Any] | CompoundSelect[Any], names: Sequence[str] = ("ids",)) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._compiled: _Compiled | None = None

    def rows(self, connection: Connection, *values: Any) -> list[tuple[Any, ...]]:
        """All of them, their values as the types of the columns say."""
        if len(values) != len(self._names):
            raise TypeError(f"asked with {len(values)} values for {self._names}")
        known = self._compiled
        if known is None or known.dialect is not connection.dialect:
            known = self._compiled = self._compile(connection.dialect)
        values += known.fixed
        given = tuple(values[at] if change is None else change(values[at]) for at, change in known.places)
        found: list[Any] = list(connection.exec_driver_sql(known.sql, given).all())
        if not found or not any(known.changes):
            return found
        columns = [
            column if change is None else map(change, column)
            for column, change in zip(zip(*found, strict=True), known.changes, strict=True)
        ]
        return list(zip(*columns, strict=True))

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled = self._statement.compile(dialect=cast("DefaultDialect", dialect))
        types = [column.type.dialect_impl(dialect) for column in self._statement.selected_columns]
        changes = tuple(type_.result_processor(dialect, None) for type_ in types)
        fixed = {name: bind.value for name, bind in compiled.binds.items() if name not in self._names}
        places = _places(compiled, (*self._names, *fixed), dialect)
        return _Compiled(dialect, str(compiled), places, changes, tuple(fixed.values()))


def _places(compiled: SQLCompiler, names: Sequence[str], dialect: Dialect) -> tuple[tuple[int, _Change | None], ...]:
    # Both databases' drivers can take values by place; a dialect that only knows names would have no such list.
    assert compiled.positiontup is not None
    binds = compiled.binds
    return tuple(
        (names.index(name), binds[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in compiled.positiontup
    )
