"""The feed's own tables, and the short words in which the others are written."""

from typing import Any

from sqlalchemy import Column, Index, MetaData, Table, Text

from backend.storage.columns import Flag, JsonOf, Moment, WholeNumber

metadata = MetaData()

STRICT: dict[str, Any] = {"sqlite_strict": True}


def text(name: str, *, key: bool = False) -> Column[str]:
    """A text that is never NULL; "" says "none"."""
    return Column(name, Text, nullable=False, primary_key=key, server_default=None if key else "")


def link(name: str) -> Column[str | None]:
    """The id of another row, or NULL."""
    return Column(name, Text, nullable=True)


def number(name: str, default: int = 0) -> Column[int]:
    """A whole number."""
    return Column(name, WholeNumber, nullable=False, server_default=str(default))


def flag(name: str, default: bool = False) -> Column[bool]:
    """A yes or no."""
    return Column(name, Flag, nullable=False, server_default=str(int(default)))


def moment(name: str, *, empty: bool = False) -> Column[Any]:
    """A time; `empty` says that it can be missing."""
    return Column(name, Moment, nullable=empty)


def json(name: str, kind: Any) -> Column[Any]:
    """A domain value as JSON text, [] when empty."""
    return Column(name, JsonOf(kind), nullable=False, server_default="[]")


feed = Table(
    "feed",
    metadata,
    Column("id", WholeNumber, primary_key=True),
    text("epoch"),
    number("seq"),
    number("position"),
    **STRICT,
)
"""One row: the newest sequence and message position that were given out, locked by whoever writes."""

change_log = Table(
    "change_log",
    metadata,
    text("type", key=True),
    text("id", key=True),
    text("audience", key=True),
    number("seq"),
    Index("change_log_seq", "seq", unique=True),
    **STRICT,
)
"""The newest change of each entity; audience "" is everybody."""
