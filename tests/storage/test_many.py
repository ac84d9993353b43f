"""One statement for many rows: what is written is what SQLAlchemy's own way writes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    insert,
    select,
    text,
    update,
)

from localdb.sql import many, upsert

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Text, primary_key=True),
    Column("size", Integer),
    Column("state", Text, server_default="new"),
    Column("body", LargeBinary),
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as opened:
        THINGS.metadata.create_all(opened)
        yield opened
    engine.dispose()


def stored(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(select(THINGS).order_by(THINGS.c.id))]


def test_columns_that_no_row_has_take_their_default(connection: Connection) -> None:
    many(connection, insert(THINGS), [{"id": "a", "size": 1}, {"size": None, "id": "b"}])
    assert stored(connection) == [("a", 1, "new", None), ("b", None, "new", None)]


def test_the_same_statement_serves_rows_of_other_columns(connection: Connection) -> None:
    statement = insert(THINGS)
    many(connection, statement, [{"id": "a", "size": 1}])
    many(connection, statement, [{"id": "b", "body": b"\x00\xff"}])
    assert stored(connection) == [("a", 1, "new", None), ("b", None, "new", b"\x00\xff")]


def test_what_the_statement_says_itself_holds_for_every_row(connection: Connection) -> None:
    many(connection, insert(THINGS), [{"id": name, "size": 1} for name in "abc"])
    grown = update(THINGS).where(THINGS.c.id == bindparam("which"), THINGS.c.size < 10)
    grown = grown.values(state="old", size=THINGS.c.size + bindparam("more"))
    many(connection, grown, [{"which": "a", "more": 1}, {"more": 2, "which": "c"}])
    assert stored(connection) == [("a", 2, "old", None), ("b", 1, "new", None), ("c", 3, "old", None)]


def test_a_row_that_is_there_is_overwritten(connection: Connection) -> None:
    many(connection, upsert(THINGS, "id", but=("state", "body")), [{"id": "a", "size": 1}, {"id": "a", "size": 2}])
    many(connection, text("UPDATE things SET state = :state WHERE id = :id"), [{"id": "a", "state": "x"}])
    assert stored(connection) == [("a", 2, "x", None)]


def test_a_value_that_is_missing_is_never_taken_for_none(connection: Connection) -> None:
    changed = update(THINGS).where(THINGS.c.id == bindparam("which")).values(size=bindparam("to"))
    with pytest.raises(KeyError):
        many(connection, changed, [{"which": "a"}])
    with pytest.raises(KeyError):
        many(connection, insert(THINGS), [{"id": "a", "size": 1}, {"id": "b"}])
    assert stored(connection) == []


def test_without_rows_nothing_is_asked(connection: Connection) -> None:
    many(connection, text("not a statement"), [])
