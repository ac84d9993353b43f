"""Column types that turn domain values into what STRICT tables hold, and back."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

WholeNumber = Integer().with_variant(BigInteger(), "postgresql")
"""A 64-bit integer on both databases."""


class Moment(TypeDecorator[datetime]):
    """An aware time, kept as microseconds since 1970: sorts, compares and loses nothing."""

    impl = WholeNumber
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds since 1970."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The time in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Flag(TypeDecorator[bool]):
    """A yes or no, kept as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """True or False."""
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

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The value as JSON."""
        if value == ():
            return "[]"
        return None if value is None else _adapter(self.kind).dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value as it was."""
        if value == "[]":
            return ()
        return None if value is None else _adapter(self.kind).validate_json(value)
