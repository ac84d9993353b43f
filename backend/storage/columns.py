"""Column types that turn domain values into what STRICT tables hold, and back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_Change = Callable[[Any], Any]
"""What a type does to each value. Said to SQLAlchemy as such: `process_bind_param` costs a second call a value."""

WholeNumber = Integer().with_variant(BigInteger(), "postgresql")
"""A 64-bit integer on both databases."""


class Moment(TypeDecorator[datetime]):
    """An aware time, kept as microseconds since 1970: sorts, compares and loses nothing."""

    impl = WholeNumber
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> _Change:
        """To microseconds since 1970."""
        return _microseconds

    def result_processor(self, dialect: Dialect, coltype: object) -> _Change:
        """To the time in UTC."""
        return _moment


class Flag(TypeDecorator[bool]):
    """A yes or no, kept as 1 or 0."""

    impl = Integer
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> _Change:
        """To 1 or 0."""
        return _number

    def result_processor(self, dialect: Dialect, coltype: object) -> _Change:
        """To True or False."""
        return _flag


@lru_cache(maxsize=16)
def _microseconds(value: datetime | None) -> int | None:
    # One transaction writes the same moment into most of its rows.
    return None if value is None else (value - _EPOCH) // _MICROSECOND


def _moment(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(microseconds=value)


def _number(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


class JsonOf(TypeDecorator[Any]):
    """A domain value, kept as JSON text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def bind_processor(self, dialect: Dialect) -> _Change:
        """To JSON."""
        return self._written

    def result_processor(self, dialect: Dialect, coltype: object) -> _Change:
        """To the value as it was."""
        return self._read

    def _written(self, value: Any) -> str | None:
        if value == ():
            return "[]"
        return None if value is None else _adapter(self.kind).dump_json(value).decode()

    def _read(self, value: str | None) -> Any:
        if value == "[]":
            return ()
        return None if value is None else _adapter(self.kind).validate_json(value)
