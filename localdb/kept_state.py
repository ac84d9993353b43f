"""Small facts that survive a restart, as the transactions of other parts use them."""

from sqlalchemy import Connection, bindparam, delete, select

from localdb.sql import upsert
from localdb.tables import state

_GET = select(state.c.value).where(state.c.key == bindparam("key"))
_PUT = upsert(state, "key")
_DROP = delete(state).where(state.c.key == bindparam("named"))

CURSOR = "feed.cursor"
PULLS = "feed.pulls"
SYNCED = "feed.synced"
SNAPSHOT = "feed.snapshot"
SWEEP = "feed.sweep"
DEVICE = "device"
ME = "me"
CLEAN = "clean"
NETWORK = "network.error"


def get(connection: Connection, key: str) -> str | None:
    """The kept value."""
    return connection.execute(_GET, {"key": key}).scalar_one_or_none()


def put(connection: Connection, key: str, value: str) -> None:
    """Keeps the value."""
    connection.execute(_PUT, {"key": key, "value": value})


def drop(connection: Connection, key: str) -> None:
    """Forgets the value."""
    connection.execute(_DROP, {"named": key})


def number(connection: Connection, key: str) -> int:
    """The kept value as a number, 0 when there is none."""
    return int(get(connection, key) or 0)
