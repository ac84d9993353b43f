"""Statements for many rows: what they write is what SQLAlchemy's own way writes, and one statement serves them all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, event, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from backend.storage.bulk import Bulk, BulkRead
from backend.storage.database import Database
from backend.storage.listed import id_list, listed
from backend.storage.tables import operation, thread
from backend.storage.upsert import upsert
from backend.threads.records import THREAD_COLUMNS
from tests.support.backend import BackendRig, Home, a_backend

NOW = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
NAMES = ("id", "fingerprint", "agent_id", "device_id", "lane", "n", "kind", "applied_at")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'braid.db'}")
    yield opened
    opened.close()


def row(id_: str, n: int = 1, at: datetime = NOW) -> tuple[Any, ...]:
    return (id_, "print", "agent", "device", "lane", n, "send", at)


def stored(database: Database) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        return [tuple(found) for found in connection.execute(select(operation).order_by(operation.c.id))]


def test_rows_are_written_as_the_types_of_their_columns_say(database: Database) -> None:
    rows = [row("a"), row("b", 2, NOW + timedelta(days=1))]
    with database.write() as tx:
        Bulk(insert(operation), NAMES).run(tx.connection, rows)
    assert stored(database) == rows


def test_without_rows_nothing_is_asked(database: Database) -> None:
    with database.write() as tx:
        Bulk(text("not a statement"), ()).run(tx.connection, [])


def test_values_find_their_places_in_an_update(database: Database) -> None:
    moved = update(operation).where(operation.c.id == bindparam("which"))
    moved = moved.values(n=bindparam("to"), applied_at=bindparam("at"))
    with database.write() as tx:
        Bulk(insert(operation), NAMES).run(tx.connection, [row("a"), row("b", 2)])
        Bulk(moved, ("which", "to", "at")).run(tx.connection, [("b", 7, NOW), ("a", 6, NOW)])
    assert stored(database) == [row("a", 6), row("b", 7)]


def test_an_insert_can_say_what_becomes_of_a_row_that_is_there(database: Database) -> None:
    put = upsert(operation)
    newest = Bulk(put.on_conflict_do_update(index_elements=["id"], set_={"n": put.excluded.n}), NAMES)
    with database.write() as tx:
        newest.run(tx.connection, [row("a"), row("a", 2)])
    assert stored(database) == [row("a", 2)]


def test_what_the_database_refuses_is_refused(database: Database) -> None:
    add = Bulk(insert(operation), NAMES)
    with pytest.raises(IntegrityError), database.write() as tx:
        add.run(tx.connection, [row("a"), row("a")])
    assert stored(database) == []


def test_lists_of_values_and_empty_ones_come_back(database: Database) -> None:
    values: dict[str, Any] = {"id": "t", "customer_id": "c", "tags": ("a", "b"), "complaint": True, "status": "open"}
    empty = {"merged_into", "assignee_id", "snoozed_until", "waiting_since", "last_message_id", "last_at"}
    numbers = {"last_position", "last_inbound_position", "state_version", "state_base", "version"}
    full = {name: None if name in empty else 0 if name in numbers else "" for name in THREAD_COLUMNS} | values
    with database.write() as tx:
        Bulk(insert(thread), THREAD_COLUMNS).run(tx.connection, [tuple(full[name] for name in THREAD_COLUMNS)])
    with database.read() as connection:
        assert dict(connection.execute(select(thread)).one()._mapping) == full


def test_rows_are_read_as_the_types_of_their_columns_say(database: Database) -> None:
    rows = [row("a"), row("b", 2, NOW + timedelta(days=1)), row("c", 3)]
    some = BulkRead(select(operation).where(operation.c.id.in_(listed())))
    with database.write() as tx:
        Bulk(insert(operation), NAMES).run(tx.connection, rows)
        assert sorted(some.rows(tx.connection, id_list(["b", "a", "not there"]))) == rows[:2]
        assert some.rows(tx.connection, id_list([])) == []
    with database.read() as connection:  # another engine: the statement is compiled for each dialect
        assert some.rows(connection, id_list([*map(str, range(40_000)), "c"])) == rows[2:]


def test_values_find_their_places_in_a_question(database: Database) -> None:
    of = operation.c
    later = select(of.applied_at, of.id).where(of.applied_at > bindparam("since"), of.id.in_(listed()))
    dated = [("a", 1, NOW), ("b", 2, NOW + timedelta(days=1)), ("c", 3, NOW + timedelta(days=3))]
    later = later.where(of.applied_at <= NOW + timedelta(days=2), of.kind == "send").limit(5)
    with database.write() as tx:
        Bulk(insert(operation), NAMES).run(tx.connection, [row(*told) for told in dated])
        found = BulkRead(later, ("ids", "since")).rows(tx.connection, id_list("abc"), NOW)
    assert found == [(NOW + timedelta(days=1), "b")]


@pytest.mark.parametrize("id_", ["\0", "a\0b", '"', "\\", "\ud800", "\U0001f600", "", "ö' OR 1=1 --"])
def test_every_id_is_found_as_itself_or_not_at_all(database: Database, id_: str) -> None:
    whole = "\ud800" not in id_ and "\0" not in id_
    one = BulkRead(select(operation.c.id).where(operation.c.id.in_(listed())))
    with database.write() as tx:
        Bulk(insert(operation), NAMES).run(tx.connection, [row("a"), *([row(id_, 2)] if whole else [])])
        assert one.rows(tx.connection, id_list([id_])) == ([(id_,)] if whole else [])


@pytest.mark.parametrize("values", [(), ("[]", "device")])
def test_a_question_with_too_few_values_or_too_many_is_not_asked(database: Database, values: tuple[str, ...]) -> None:
    one = BulkRead(select(operation.c.id).where(operation.c.id.in_(listed()), operation.c.kind == "send"))
    with database.read() as connection, pytest.raises(TypeError, match="ids"):
        one.rows(connection, *values)


async def test_a_long_batch_asks_no_more_than_a_short_one(tmp_path: Path) -> None:
    """A look into the database for each reply was a fifth of the time in which 10,000 of them were applied (R2)."""
    async with a_backend(tmp_path) as server:
        few, many = ([server.customer() for _ in range(count)] for count in (2, 40))
        assert await asked(server, many) == await asked(server, few)


async def asked(server: BackendRig, homes: list[Home]) -> int:
    """How many statements the writer ran to apply a reply to each."""
    who, statements = server.sign_in(), list[str]()

    def noted(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    writer = server.services.database._writer
    event.listen(writer, "before_cursor_execute", noted)
    try:
        replies = [who.op("send", home, {"identity_id": home.identity, "text": "Good morning"}) for home in homes]
        results = await who.batch(*replies)
    finally:
        event.remove(writer, "before_cursor_execute", noted)
    assert {result["outcome"] for result in results} == {"applied"}
    return len(statements)
