"""Puts values on the shelf and takes them down, with their change rows and their history."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select

from backend.storage.tables import shelf, shelf_history
from backend.storage.transaction import Transaction
from backend.storage.upsert import upsert
from backend.threads.work import Work
from domain.changes import ENTITIES, Entity
from domain.ids import AgentId

_PUT = upsert(shelf)
_STORE = _PUT.on_conflict_do_update(
    index_elements=["type", "id"], set_={name: _PUT.excluded[name] for name in ("owner", "body", "version")}
)

_REMEMBER = upsert(shelf_history)
_LAST = _REMEMBER.on_conflict_do_update(
    index_elements=["type", "id", "version"],
    set_={name: _REMEMBER.excluded[name] for name in ("body", "agent_id", "at")},
)


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """How values of that type become JSON and come back."""
    return TypeAdapter(ENTITIES[kind])


def value_of(row: Row[Any]) -> Entity:
    """The value of a row of `shelf`."""
    value: Entity = adapter(row.type).validate_json(row.body)
    return value


def held(connection: Connection, kind: str, id_: str) -> Row[Any] | None:
    """The row, None when there is none."""
    return connection.execute(select(shelf).where(shelf.c.type == kind, shelf.c.id == id_)).first()


def next_version(tx: Transaction, kind: str, id_: str, audience: str) -> int:
    """The version that the next state of it must carry."""
    return tx.changed(kind, id_, AgentId(audience) if audience else None)


def put(work: Work, kind: str, id_: str, value: Any, *, owner: str = "", audience: str = "") -> str:
    """Keeps the value under its id; it carries the version from `next_version` already. Returns it as JSON."""
    row = {"type": kind, "id": id_, "owner": owner, "audience": audience}
    body = adapter(kind).dump_json(value).decode()
    work.tx.connection.execute(_STORE, {**row, "body": body, "version": value.version})
    return body


def remember(work: Work, kind: str, id_: str, version: int, body: str, agent_id: str, audience: str = "") -> None:
    """Writes down for good what somebody saved; "" when they removed it."""
    row = {"type": kind, "id": id_, "version": version, "audience": audience, "body": body}
    row |= {"agent_id": agent_id, "at": work.now}
    work.tx.connection.execute(insert(shelf_history), row)


def remember_last(work: Work, kind: str, id_: str, version: int, body: str, agent_id: str) -> None:
    """The same, where what one transaction does to it is one state, whatever it went through."""
    row = {"type": kind, "id": id_, "version": version, "audience": "", "body": body}
    work.tx.connection.execute(_LAST, {**row, "agent_id": agent_id, "at": work.now})


def remove(work: Work, row: Row[Any]) -> int:
    """Takes it down; returns the version of its absence."""
    version = next_version(work.tx, row.type, row.id, row.audience)
    work.tx.connection.execute(delete(shelf).where(shelf.c.type == row.type, shelf.c.id == row.id))
    return version
